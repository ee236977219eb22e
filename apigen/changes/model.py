"""A change as a value: what, where, before and after, and what it does to a caller."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from apigen.changes.places import Aspect, Fact, Facts, Place, Side
from apigen.changes.rules import Effect
from apigen.findings.source import Origin


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of news.

    `kind` is what happened (`field removed`, `max length changed`); `place` where, under its new name
    unless it is gone. `before` and `after` are words for people, empty for nothing. `old` and `new` are
    where the pages say so; where one says nothing, what encloses the place. `removed` and `added` are
    the facts that went and came. `owner` is the message and field that several methods share.
    """

    kind: str
    effect: Effect
    place: Place
    before: str
    after: str
    old: Origin | None
    new: Origin | None
    removed: tuple[Fact, ...] = ()
    added: tuple[Fact, ...] = ()
    owner: str = ""


def apply(facts: Facts, changes: Iterable[Change]) -> Facts:
    """The facts after the changes, made in their order."""
    found = dict(facts)
    for change in changes:
        for fact in change.removed:
            del found[fact.place]
        for fact in change.added:
            found[fact.place] = fact
    return found


def nearest(fact: Fact | None, place: Place, facts: Facts) -> Origin | None:
    """Where a page states the fact; where none does, where it states what encloses its place."""
    if fact is not None:
        return fact.origin if fact.origin.file else None
    path = place.path
    while path:
        found = facts.get(replace(place, path=path, aspect=Aspect.PRESENT, detail=""))
        if found is not None:
            return found.origin
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    method = facts.get(Place(*place.operation, side=Side.METHOD))
    return method.origin if method is not None else None
