"""Renames, where the pages give evidence: all that is said of the old name is said of the new one.

A method is the same where verb, host and path are. A field or an enum value is the same where type,
limits, marks and description are, it stands between the same neighbours, and nothing else fits.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator

from msgspec.structs import replace

from apigen.changes.places import Aspect, Fact, Facts, Place

Pair = tuple[Fact, Fact]
"""The facts that something is present, under its old and its new name."""


def renamed_fields(old: Facts, new: Facts) -> tuple[Pair, ...]:
    """Fields of one object under another name; those of an object that is itself new are left."""
    gone = [fact for fact in _present(old) if fact.place.path and fact.place not in new]
    come = [fact for fact in _present(new) if fact.place.path and fact.place not in old]
    if not gone or not come:
        return ()
    described_old, described_new = _descriptions(old, gone), _descriptions(new, come)
    pairs = _unique_pairs(
        gone,
        come,
        _identity(old, new, described_old, _siblings),
        _identity(new, old, described_new, _siblings),
    )
    return tuple(pair for pair in pairs if _evident(described_old[pair[0].place]))


def renamed_values(old: Facts, new: Facts) -> tuple[Pair, ...]:
    """Enum values: only their description tells them apart."""
    gone = [fact for place, fact in old.items() if _is_value(place) and place not in new]
    come = [fact for place, fact in new.items() if _is_value(place) and place not in old]
    if not gone or not come:
        return ()
    described_old = {fact.place: _value_description(old, fact.place) for fact in gone}
    described_new = {fact.place: _value_description(new, fact.place) for fact in come}
    pairs = _unique_pairs(
        gone,
        come,
        _identity(old, new, described_old, _values_beside),
        _identity(new, old, described_new, _values_beside),
    )
    return tuple(pair for pair in pairs if _evident(described_old[pair[0].place]))


def under_new_name(fact: Fact, old: Place, new: Place) -> Fact:
    """The fact as it reads after the rename of what `old` names; others stay as they are."""
    place = fact.place
    if old.aspect is Aspect.ENUM_VALUE:
        mine = replace(place, aspect=Aspect.ENUM_VALUE) == old
        return replace(fact, place=replace(place, detail=new.detail)) if mine else fact
    if not old.path:
        names = {"service": new.service, "resource": new.resource, "method": new.method}
        return replace(fact, place=replace(place, **names))
    if place.side != old.side:
        return fact
    if place.aspect is Aspect.ONE_OF and place.path == old.parent:
        members = [new.name if name == old.name else name for name in place.detail.split("|")]
        return replace(fact, place=replace(place, detail="|".join(sorted(members))))
    if is_below(place.path, old.path):
        return replace(fact, place=replace(place, path=new.path + place.path[len(old.path) :]))
    return fact


def is_below(path: str, above: str) -> bool:
    """Whether a path is this field, a part of it, or within its object."""
    return path == above or path.startswith((f"{above}.", f"{above}["))


def _present(facts: Facts) -> Iterator[Fact]:
    return (fact for place, fact in facts.items() if place.aspect is Aspect.PRESENT)


def _is_value(place: Place) -> bool:
    return place.aspect is Aspect.ENUM_VALUE


def _descriptions(facts: Facts, wanted: list[Fact]) -> dict[Place, frozenset[Hashable]]:
    """For each field all that is said of it and below it, its own name left out."""
    methods = {fact.place.operation for fact in wanted}
    found: dict[Place, set[Hashable]] = {fact.place: set() for fact in wanted}
    for place, fact in facts.items():
        if place.operation not in methods or not place.path:
            continue
        for path in _ancestors(place.path):
            root = replace(place, path=path, aspect=Aspect.PRESENT, detail="")
            if root in found:
                below = place.path[len(path) :]
                found[root].add((below, place.aspect, place.detail, fact.value))
    return {place: frozenset(said) for place, said in found.items()}


def _ancestors(path: str) -> Iterator[str]:
    """A path and the fields above it."""
    yield path
    for end in range(len(path) - 1, 0, -1):
        if path[end] in ".[":
            yield path[:end]


def _value_description(facts: Facts, place: Place) -> frozenset[Hashable]:
    docs = facts.get(replace(place, aspect=Aspect.ENUM_VALUE_DOCS))
    return frozenset([("", Aspect.DOCS, "", docs.value)] if docs else [])


def _evident(said: frozenset[Hashable]) -> bool:
    """A type alone makes no evidence: two strings are not the same string. Words do."""
    return any(
        isinstance(entry, tuple) and entry[0] == "" and entry[1] is Aspect.DOCS for entry in said
    )


Beside = Callable[[Place], Place]


def _siblings(place: Place) -> Place:
    return replace(place, path=place.parent)


def _values_beside(place: Place) -> Place:
    return replace(place, detail="")


def _identity(
    facts: Facts, others: Facts, described: dict[Place, frozenset[Hashable]], beside: Beside
) -> Callable[[Fact], Hashable]:
    """What must be equal for two names to be one: home, neighbours that stayed, description."""
    homes = {beside(place) for place in described}
    runs: dict[Place, list[Fact]] = {home: [] for home in homes}
    for place, fact in facts.items():
        wanted = place.aspect in (Aspect.PRESENT, Aspect.ENUM_VALUE)
        if wanted and place not in described and place in others and beside(place) in runs:
            runs[beside(place)].append(fact)

    def identity(fact: Fact) -> Hashable:
        home = beside(fact.place)
        before = [near for near in runs[home] if near.order < fact.order]
        after = [near for near in runs[home] if near.order > fact.order]
        last = max(before, key=_order).place if before else None
        first = min(after, key=_order).place if after else None
        return (home, last, first, described[fact.place])

    return identity


def _order(fact: Fact) -> int:
    return fact.order


def _unique_pairs(
    gone: Iterable[Fact],
    come: Iterable[Fact],
    old_key: Callable[[Fact], Hashable],
    new_key: Callable[[Fact], Hashable],
) -> tuple[Pair, ...]:
    """Those whose key one thing that went and one that came have, and no other."""
    went = [(old_key(fact), fact) for fact in gone]
    came = [(new_key(fact), fact) for fact in come]
    went_count, came_count = Counter(key for key, _ in went), Counter(key for key, _ in came)
    by_key = dict(came)
    return tuple(
        (fact, by_key[key])
        for key, fact in went
        if went_count[key] == 1 and came_count.get(key) == 1
    )
