"""The HTML report: changes by service, the page's sentence with the changed words marked, findings,
coverage. One file, readable without network."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import msgspec

from apigen import __version__
from apigen.changes.log import News, news, subject
from apigen.changes.model import Change
from apigen.changes.report.text import summary
from apigen.changes.report.words import Run, difference, runs, shortened
from apigen.changes.rules import Effect
from apigen.findings.diagnostics import Diagnostic
from apigen.findings.formats import printable
from apigen.findings.source import Origin
from apigen.render.html import html_page

LineOf = Callable[[Origin], str]
"""The line of a page that a place is in; empty where the page is not at hand."""

_MOST_ALSO = 12


class ChangeView(msgspec.Struct, frozen=True, kw_only=True):
    effect: str
    subject: str
    kind: str
    values: tuple[Run, ...]
    sentence: tuple[Run, ...]
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


class AnswerView(msgspec.Struct, frozen=True):
    """`state`: fine, failed or unasked."""

    question: str
    state: str
    says: str


class CoverageView(msgspec.Struct, frozen=True):
    """Of one page: fields, sentences that look like rules, those that became facts, those left."""

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
    answers: tuple[AnswerView, ...] = ()
    findings: tuple[FindingView, ...] = ()
    coverage: tuple[CoverageView, ...] = ()


def report_page(report: Report) -> str:
    return html_page("report", {"report": report})


def report_of(
    title: str,
    changes: tuple[Change, ...],
    current: str,
    lines: tuple[LineOf, LineOf],
    *,
    answers: Iterable[AnswerView] = (),
    findings: Iterable[Diagnostic] = (),
    coverage: Iterable[CoverageView] = (),
) -> Report:
    """`lines` give the old and the new pages' lines, `current` is the version before the changes."""
    told = news(changes)
    services = dict.fromkeys(item.change.place.service for item in told)
    return Report(
        title=title,
        summary=summary(changes, current),
        version=__version__,
        effects=tuple(
            EffectView(str(e), str(e), sum(item.change.effect is e for item in told))
            for e in Effect
        ),
        services=tuple(
            ServiceView(
                name,
                tuple(
                    _change(item, lines)
                    for effect in Effect
                    for item in told
                    if item.change.effect is effect and item.change.place.service == name
                ),
            )
            for name in sorted(services)
        ),
        answers=tuple(answers),
        findings=tuple(_finding(item) for item in findings),
        coverage=tuple(coverage),
    )


def _change(item: News, lines: tuple[LineOf, LineOf]) -> ChangeView:
    change = item.change
    rest = len(item.methods) - _MOST_ALSO
    return ChangeView(
        effect=str(change.effect),
        subject=subject(change.place),
        kind=change.kind,
        values=runs(*map(printable, difference(change.before, change.after))),
        sentence=_sentence(change, lines),
        old=str(change.old or ""),
        new=str(change.new or ""),
        also=", ".join(item.methods[:_MOST_ALSO]) + (f" and {rest} more" if rest > 0 else ""),
    )


def _sentence(change: Change, lines: tuple[LineOf, LineOf]) -> tuple[Run, ...]:
    """Both pages' lines laid over each other, cut to the words that differ; none where the lines say
    the same, or one is not at hand."""
    old = _words_of(lines[0](change.old)) if change.old else ""
    new = _words_of(lines[1](change.new)) if change.new else ""
    return shortened(runs(old, new)) if old != new and old and new else ()


def _words_of(line: str) -> str:
    """A line of a page without its tags."""
    return " ".join(printable(re.sub(r"</?[A-Za-z][^<>]*>", " ", line)).split())


def _finding(item: Diagnostic) -> FindingView:
    return FindingView(
        item.code.code, item.severity.value, item.message, item.text, item.hint, str(item.origin)
    )
