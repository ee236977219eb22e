"""Texts for facts and changes."""

from __future__ import annotations

from collections.abc import Iterable

from apigen.changes.places import CONSTRAINTS, Aspect, Fact, FactValue, Place


def verb(before: Fact | None, after: Fact | None) -> str:
    if before is None:
        return "added"
    return "removed" if after is None else "changed"


def value_words(place: Place, value: FactValue) -> str:
    """The value of a fact as text: `63`, `5 exclusive`, `a, b`; for a mark, its name."""
    if place.aspect in CONSTRAINTS and isinstance(value, tuple):
        return " and ".join(_limit_words(place.aspect, limit) for limit in value)
    if place.aspect is Aspect.PAGINATION and isinstance(value, tuple):
        names = ("items", "page token", "next page token", "page size")
        return ", ".join(f"{name} {part}" for name, part in zip(names, value, strict=True) if part)
    if value is True:
        return place.detail or str(place.aspect)
    return str(value)


def _limit_words(aspect: str, limit: object) -> str:
    if not isinstance(limit, tuple):
        return str(limit)
    kind = CONSTRAINTS[aspect]
    if not kind.argument:
        return aspect
    if kind.has_exclusive_form:
        return f"{limit[0]} exclusive" if limit[1] else str(limit[0])
    return ", ".join(str(part) for part in limit)


def summary(facts: Iterable[Fact], place: Place) -> str:
    """A field as text: its type, marks and limits, and the number of fields nested in it."""
    known = {fact.place.aspect: fact for fact in facts if fact.place.path == place.path}
    inner = [f for f in facts if f.place.aspect is Aspect.PRESENT and f.place.path != place.path]
    words = [str(known[Aspect.TYPE].value)] if Aspect.TYPE in known else []
    for mark in (Aspect.REQUIRED, Aspect.OUTPUT_ONLY, Aspect.DEPRECATED):
        if mark in known:
            words.append(str(mark))
    for aspect in (*CONSTRAINTS, Aspect.DEFAULT):
        if aspect in known:
            text = value_words(known[aspect].place, known[aspect].value)
            kind = CONSTRAINTS.get(aspect)
            words.append(text if kind and not kind.argument else f"{aspect} {text}")
    if inner:
        words.append(f"{len(inner)} fields")
    return ", ".join(words)


def members(place: Place) -> frozenset[str]:
    """The members of the one-of group that a fact is about."""
    return frozenset(place.detail.split("|"))


def group_words(fact: Fact | None) -> str:
    if fact is None:
        return ""
    return f"{fact.value}: {', '.join(sorted(members(fact.place)))}"
