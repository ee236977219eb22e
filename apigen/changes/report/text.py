"""Changes as text for a terminal, as JSON, as findings about the new pages, and as a commit message."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from apigen.changes.log import ChangeGroup, grouped, next_version, subject, version_step
from apigen.changes.model import Change
from apigen.changes.report.word_diff import difference
from apigen.changes.rules import Effect
from apigen.findings.codes.changes import BREAKING, COMPATIBLE, DOCS_ONLY
from apigen.findings.diagnostics import Diagnostic
from apigen.findings.formats import printable

_MAX_COMMIT_LINES = 20
_CODES = {Effect.BREAKING: BREAKING, Effect.COMPATIBLE: COMPATIBLE, Effect.DOCS: DOCS_ONLY}


def as_text(changes: tuple[Change, ...], current: str) -> str:
    """The changes by effect, a summary, and how to set the proposed version."""
    return (
        "\n".join(
            (*sections(changes), summary(changes, current), *version_advice(changes, current))
        )
        + "\n"
    )


def version_advice(changes: Iterable[Change], current: str) -> Iterator[str]:
    """How to set the proposed version; nothing if the version stays."""
    proposed = next_version(current, version_step(changes, current))
    if proposed != current:
        yield f'to take it: version = "{proposed}" in [tool.apigen.python], then `apigen generate`'


def sections(changes: tuple[Change, ...]) -> Iterator[str]:
    """Lines for each effect, the most severe first: its changes with values and places."""
    groups = grouped(changes)
    for effect in Effect:
        mine = [item for item in groups if item.change.effect is effect]
        if mine:
            yield f"{effect} ({len(mine)})"
            for item in mine:
                yield from _entry(item)
            yield ""


def _entry(item: ChangeGroup) -> Iterator[str]:
    change = item.change
    yield f"  {printable(subject(change.place))}: {change.kind}"
    before, after = difference(change.before, change.after)
    if before and after:
        yield f"      {printable(before)} → {printable(after)}"
    elif before or after:
        yield f"      {printable(before or after)}"
    old, new = str(change.old or ""), str(change.new or "")
    places = [old] if old == new else [place for place in (old, new) if place]
    if places:
        yield f"      {' → '.join(places)}"
    if item.methods:
        yield f"      also in {_few(item.methods)}"


def _few(names: tuple[str, ...], most: int = 6) -> str:
    """The first names, and the number of the others."""
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" and {rest} more" if rest > 0 else "")


def summary(changes: Iterable[Change], current: str) -> str:
    """One line: the number of changes of each effect, and the proposed version."""
    changes = tuple(changes)
    if not changes:
        return "nothing changed for callers"
    groups = grouped(changes)
    counts = [
        f"{sum(item.change.effect is effect for item in groups)} {effect}" for effect in Effect
    ]
    step = version_step(changes, current)
    return (
        f"{', '.join(counts)}; proposed version: {current} → {next_version(current, step)} ({step})"
    )


def as_json(changes: tuple[Change, ...], current: str) -> str:
    """A JSON object with `summary`, `version` and `changes`, which are not grouped."""
    step = version_step(changes, current)
    record = {
        "summary": {str(effect): sum(c.effect is effect for c in changes) for effect in Effect},
        "version": {"current": current, "step": str(step), "next": next_version(current, step)},
        "changes": as_records(changes),
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def as_records(changes: Iterable[Change]) -> list[dict[str, Any]]:
    return [_record(change) for change in changes]


def _record(change: Change) -> dict[str, Any]:
    place = change.place
    return {
        "effect": str(change.effect),
        "kind": change.kind,
        "service": place.service,
        "resource": place.resource,
        "method": place.method,
        "in": str(place.side),
        "path": place.path,
        "aspect": str(place.aspect),
        "before": change.before,
        "after": change.after,
        "old": str(change.old) if change.old else None,
        "new": str(change.new) if change.new else None,
    }


def as_findings(changes: Iterable[Change]) -> Iterator[Diagnostic]:
    """A finding for each group of changes that has a place in the new pages."""
    for item in grouped(changes):
        change = item.change
        if change.new is not None:
            words = " → ".join(part for part in difference(change.before, change.after) if part)
            also = f" (also in {_few(item.methods)})" if item.methods else ""
            yield Diagnostic(
                code=_CODES[change.effect],
                message=f"{subject(change.place)}: {change.kind}: {words}{also}",
                origin=change.new,
            )


def commit_message(changes: tuple[Change, ...], source: str) -> str:
    """A commit message for an update to new pages: a subject, then the changes except those of docs."""
    groups = [item for item in grouped(changes) if item.change.effect is not Effect.DOCS]
    counts = [(sum(item.change.effect is effect for item in groups), effect) for effect in Effect]
    numbers = ", ".join(f"{number} {effect}" for number, effect in counts if number)
    lines = [f"Follow the reference: {numbers or 'nothing that callers notice'}", "", source]
    if groups:
        lines.append("")
    for item in groups[:_MAX_COMMIT_LINES]:
        words = " → ".join(p for p in difference(item.change.before, item.change.after) if p)
        lines.append(f"- {subject(item.change.place)}: {item.change.kind}: {words}")
    if len(groups) > _MAX_COMMIT_LINES:
        lines.append(f"- and {len(groups) - _MAX_COMMIT_LINES} more: see the changelog")
    return "\n".join(printable(line) for line in lines) + "\n"
