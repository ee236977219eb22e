"""A change: what and where, before and after, and its effect on callers."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec
from msgspec.structs import replace

from apigen.changes.places import Aspect, Fact, Facts, Place, Side
from apigen.changes.rules import Effect
from apigen.findings.source import Origin


class Change(msgspec.Struct, frozen=True, kw_only=True):
    """A change between two versions of an API.

    `kind` says what happened, such as `field removed` or `max length changed`. `place` has the new name
    of what was renamed. `before` and `after` are texts for people, empty if there was or is nothing.
    `old` and `new` are the origins in the pages of both versions; if a page does not state the fact, the
    origin of the enclosing field or method. `removed` and `added` are the facts that the change
    accounts for. `owner` is the message and field, if the message is shared by methods.
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
    """The facts after the changes, which are applied in order."""
    found = dict(facts)
    for change in changes:
        for fact in change.removed:
            del found[fact.place]
        for fact in change.added:
            found[fact.place] = fact
    return found


def nearest(fact: Fact | None, place: Place, facts: Facts) -> Origin | None:
    """The origin of a fact; if there is no fact, that of the enclosing field or method."""
    if fact is not None:
        return fact.origin if fact.origin.file else None
    path = place.path
    while path:
        found = facts.get(replace(place, path=path, aspect=Aspect.PRESENT, detail=""))
        if found is not None:
            return found.origin
        path = path[: max(path.rfind("."), path.rfind("["), 0)]
    method = facts.get(Place(*place.method_name, side=Side.METHOD))
    return method.origin if method is not None else None
