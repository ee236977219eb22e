"""Changes as text for a terminal, as JSON, and as findings with a place in the new pages."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from apigen.changes.log import News, news, next_version, subject, version_step
from apigen.changes.model import Change
from apigen.changes.report.words import difference
from apigen.changes.rules import Effect
from apigen.findings.codes.changes import BREAKING, COMPATIBLE, DOCS_ONLY
from apigen.findings.diagnostics import Diagnostic
from apigen.findings.formats import printable

_MOST = 20
_CODES = {Effect.BREAKING: BREAKING, Effect.COMPATIBLE: COMPATIBLE, Effect.DOCS: DOCS_ONLY}


def as_text(changes: tuple[Change, ...], current: str) -> str:
    """By effect, the worst first; then a summary, and how to take the version it proposes."""
    return (
        "\n".join((*sections(changes), summary(changes, current), *to_take(changes, current)))
        + "\n"
    )


def to_take(changes: Iterable[Change], current: str) -> Iterator[str]:
    """How to take the proposed version, where one is."""
    proposed = next_version(current, version_step(changes, current))
    if proposed != current:
        yield f'to take it: version = "{proposed}" in [tool.apigen.python], then `apigen generate`'


def sections(changes: tuple[Change, ...]) -> Iterator[str]:
    """Lines of each effect: each piece of news with before, after and its places."""
    told = news(changes)
    for effect in Effect:
        mine = [item for item in told if item.change.effect is effect]
        if mine:
            yield f"{effect} ({len(mine)})"
            for item in mine:
                yield from _entry(item)
            yield ""


def _entry(item: News) -> Iterator[str]:
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
    """The first names, and how many more there are."""
    rest = len(names) - most
    return ", ".join(names[:most]) + (f" and {rest} more" if rest > 0 else "")


def summary(changes: Iterable[Change], current: str) -> str:
    """One line: how many changes of each effect, and the version that they ask for."""
    told = tuple(changes)
    if not told:
        return "nothing changed for callers"
    counts = [
        f"{sum(item.change.effect is effect for item in news(told))} {effect}" for effect in Effect
    ]
    step = version_step(told, current)
    return (
        f"{', '.join(counts)}; proposed version: {current} → {next_version(current, step)} ({step})"
    )


def as_json(changes: tuple[Change, ...], current: str) -> str:
    """An object: `summary`, `version`, and `changes`, each by itself, with its places as strings."""
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
    """Each piece of news at its place in the new pages; what went without a trace has none."""
    for item in news(changes):
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
    """A message for the commit that follows upstream: a subject, then what callers notice."""
    told = [item for item in news(changes) if item.change.effect is not Effect.DOCS]
    counts = [(sum(item.change.effect is effect for item in told), effect) for effect in Effect]
    said = ", ".join(f"{number} {effect}" for number, effect in counts if number)
    lines = [f"Follow the reference: {said or 'nothing that callers notice'}", "", source]
    if told:
        lines.append("")
    for item in told[:_MOST]:
        words = " → ".join(p for p in difference(item.change.before, item.change.after) if p)
        lines.append(f"- {subject(item.change.place)}: {item.change.kind}: {words}")
    if len(told) > _MOST:
        lines.append(f"- and {len(told) - _MOST} more: see the changelog")
    return "\n".join(printable(line) for line in lines) + "\n"
