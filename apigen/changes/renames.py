"""Renames of fields and enum values, where the pages give evidence for them.

A removed and an added field are one renamed field if type, limits, marks, description and neighbours are
equal and there is no other candidate. The description must not be empty: equal types alone are no evidence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator

from msgspec.structs import replace

from apigen.changes.places import Aspect, Fact, Facts, Place

Pair = tuple[Fact, Fact]
"""The facts that something is present, under its old and its new name."""


def renamed_fields(old: Facts, new: Facts) -> tuple[Pair, ...]:
    """Renamed fields, each within one object that both versions have."""
    removed = [fact for fact in _present(old) if fact.place.path and fact.place not in new]
    added = [fact for fact in _present(new) if fact.place.path and fact.place not in old]
    if not removed or not added:
        return ()
    described_old, described_new = _descriptions(old, removed), _descriptions(new, added)
    pairs = _unique_pairs(
        removed,
        added,
        _identity(old, new, described_old, _siblings),
        _identity(new, old, described_new, _siblings),
    )
    return tuple(pair for pair in pairs if _evident(described_old[pair[0].place]))


def renamed_values(old: Facts, new: Facts) -> tuple[Pair, ...]:
    """Renamed enum values. Only their descriptions and neighbours are compared."""
    removed = [fact for place, fact in old.items() if _is_value(place) and place not in new]
    added = [fact for place, fact in new.items() if _is_value(place) and place not in old]
    if not removed or not added:
        return ()
    described_old = {fact.place: _value_description(old, fact.place) for fact in removed}
    described_new = {fact.place: _value_description(new, fact.place) for fact in added}
    pairs = _unique_pairs(
        removed,
        added,
        _identity(old, new, described_old, _values_beside),
        _identity(new, old, described_new, _values_beside),
    )
    return tuple(pair for pair in pairs if _evident(described_old[pair[0].place]))


def under_new_name(fact: Fact, old: Place, new: Place) -> Fact:
    """The fact with its place after `old` was renamed to `new`; unchanged if it does not concern `old`."""
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
    """Whether a path is a field itself, a part of its value, or nested in it."""
    return path == above or path.startswith((f"{above}.", f"{above}["))


def _present(facts: Facts) -> Iterator[Fact]:
    return (fact for place, fact in facts.items() if place.aspect is Aspect.PRESENT)


def _is_value(place: Place) -> bool:
    return place.aspect is Aspect.ENUM_VALUE


def _descriptions(facts: Facts, wanted: list[Fact]) -> dict[Place, frozenset[Hashable]]:
    """For each field, all facts about it and the fields nested in it, without its own name."""
    methods = {fact.place.method_name for fact in wanted}
    found: dict[Place, set[Hashable]] = {fact.place: set() for fact in wanted}
    for place, fact in facts.items():
        if place.method_name not in methods or not place.path:
            continue
        for path in _ancestors(place.path):
            root = replace(place, path=path, aspect=Aspect.PRESENT, detail="")
            if root in found:
                below = place.path[len(path) :]
                found[root].add((below, place.aspect, place.detail, fact.value))
    return {place: frozenset(said) for place, said in found.items()}


def _ancestors(path: str) -> Iterator[str]:
    """A path and those of the enclosing fields."""
    yield path
    for end in range(len(path) - 1, 0, -1):
        if path[end] in ".[":
            yield path[:end]


def _value_description(facts: Facts, place: Place) -> frozenset[Hashable]:
    docs = facts.get(replace(place, aspect=Aspect.ENUM_VALUE_DOCS))
    return frozenset([("", Aspect.DOCS, "", docs.value)] if docs else [])


def _evident(said: frozenset[Hashable]) -> bool:
    """Whether there is a description. Two fields of type string need not be the same field."""
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
    """The function that gives a fact's identity, which a rename does not change: its enclosing object,
    its nearest neighbours that both versions have, and its description."""
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
    removed: Iterable[Fact],
    added: Iterable[Fact],
    old_key: Callable[[Fact], Hashable],
    new_key: Callable[[Fact], Hashable],
) -> tuple[Pair, ...]:
    """Pairs of facts with equal keys, for keys that are unique on both sides."""
    old = [(old_key(fact), fact) for fact in removed]
    new = [(new_key(fact), fact) for fact in added]
    old_count, new_count = Counter(key for key, _ in old), Counter(key for key, _ in new)
    by_key = dict(new)
    return tuple(
        (fact, by_key[key]) for key, fact in old if old_count[key] == 1 and new_count[key] == 1
    )
