"""The view of the HTML report, which `templates/report/page.html.j2` prints.

It has the changes by service, each with the changed words of its sentence marked, then findings and coverage.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import msgspec

from apigen import __version__
from apigen.changes.log import ChangeGroup, grouped, subject
from apigen.changes.model import Change
from apigen.changes.report.text import summary
from apigen.changes.report.word_diff import Segment, difference, segments, shortened
from apigen.changes.rules import Effect
from apigen.findings.diagnostics import Diagnostic
from apigen.findings.formats import printable
from apigen.findings.source import Origin

LineOf = Callable[[Origin], str]
"""Gives the line of a page that a place is in; empty if the page is not available."""

_MAX_ALSO = 12


class ChangeView(msgspec.Struct, frozen=True, kw_only=True):
    effect: str
    subject: str
    kind: str
    values: tuple[Segment, ...]
    sentence: tuple[Segment, ...]
    old: str
    new: str
    also: str


class ServiceView(msgspec.Struct, frozen=True):
    name: str
    changes: tuple[ChangeView, ...]


class EffectView(msgspec.Struct, frozen=True):
    name: str
    title: str
    number: int


class FindingView(msgspec.Struct, frozen=True):
    code: str
    severity: str
    message: str
    text: str
    hint: str
    place: str


class DriftAnswerView(msgspec.Struct, frozen=True):
    """An answer of `apigen check`. `state` is fine, failed or unasked."""

    question: str
    state: str
    says: str


class CoverageView(msgspec.Struct, frozen=True):
    """For one page: the number of fields, of sentences that look like rules, of those that became facts,
    and of those left."""

    page: str
    fields: int
    sentences: int
    facts: int
    left: int


class Report(msgspec.Struct, frozen=True, kw_only=True):
    title: str
    summary: str
    version: str
    effects: tuple[EffectView, ...]
    services: tuple[ServiceView, ...]
    answers: tuple[DriftAnswerView, ...] = ()
    findings: tuple[FindingView, ...] = ()
    coverage: tuple[CoverageView, ...] = ()


def report_of(
    title: str,
    changes: tuple[Change, ...],
    current: str,
    lines: tuple[LineOf, LineOf],
    *,
    answers: Iterable[DriftAnswerView] = (),
    findings: Iterable[Diagnostic] = (),
    coverage: Iterable[CoverageView] = (),
) -> Report:
    """The report. `lines` give lines of the old and the new pages; `current` is the version before the
    changes."""
    groups = grouped(changes)
    services = {item.change.place.service for item in groups}
    return Report(
        title=title,
        summary=summary(changes, current),
        version=__version__,
        effects=tuple(
            EffectView(str(e), str(e), sum(item.change.effect is e for item in groups))
            for e in Effect
        ),
        services=tuple(
            ServiceView(
                name,
                tuple(
                    _change(item, lines)
                    for effect in Effect
                    for item in groups
                    if item.change.effect is effect and item.change.place.service == name
                ),
            )
            for name in sorted(services)
        ),
        answers=tuple(answers),
        findings=tuple(_finding(item) for item in findings),
        coverage=tuple(coverage),
    )


def _change(item: ChangeGroup, lines: tuple[LineOf, LineOf]) -> ChangeView:
    change = item.change
    rest = len(item.methods) - _MAX_ALSO
    return ChangeView(
        effect=str(change.effect),
        subject=subject(change.place),
        kind=change.kind,
        values=segments(*map(printable, difference(change.before, change.after))),
        sentence=_sentence(change, lines),
        old=str(change.old or ""),
        new=str(change.new or ""),
        also=", ".join(item.methods[:_MAX_ALSO]) + (f" and {rest} more" if rest > 0 else ""),
    )


def _sentence(change: Change, lines: tuple[LineOf, LineOf]) -> tuple[Segment, ...]:
    """The lines of both pages merged and cut to the words that differ; nothing if the lines are equal or
    one is not available."""
    old = _plain_text(lines[0](change.old)) if change.old else ""
    new = _plain_text(lines[1](change.new)) if change.new else ""
    return shortened(segments(old, new)) if old != new and old and new else ()


def _plain_text(line: str) -> str:
    """A line of a page without HTML tags."""
    return " ".join(printable(re.sub(r"</?[A-Za-z][^<>]*>", " ", line)).split())


def _finding(item: Diagnostic) -> FindingView:
    return FindingView(
        item.code.code, item.severity.value, item.message, item.text, item.hint, str(item.origin)
    )
