"""Groups the facts that differ between two versions of one method into changes.

A change may account for many facts: with a removed field go its type, its limits and the fields within it.
So the groups are formed from the largest to the smallest, and each takes its facts out of those left.
"""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from apigen.changes.model import Change, nearest
from apigen.changes.places import Aspect, Fact, Facts, Place, Side
from apigen.changes.renames import is_below
from apigen.changes.rules import Effect, Group, effect_of, group_effect
from apigen.changes.words import group_words, members, summary, value_words, verb


def fact_changes(before: Facts, after: Facts) -> list[Change]:
    """The changes between two sets of facts."""
    return _Grouping(before, after).changes()


class _Grouping:
    """The facts that differ and belong to no change yet, and the changes found."""

    def __init__(self, before: Facts, after: Facts) -> None:
        self._before = before
        self._after = after
        self._removed: Facts = {
            place: fact
            for place, fact in before.items()
            if place not in after or after[place].value != fact.value
        }
        self._added: Facts = {
            place: fact
            for place, fact in after.items()
            if place not in before or before[place].value != fact.value
        }
        self._changes: list[Change] = []

    def changes(self) -> list[Change]:
        self._responses()
        self._types()
        self._moves()
        self._fields()
        self._one_ofs()
        self._enum_values()
        for place in sorted(self._removed.keys() | self._added.keys()):
            self._single(place, [place])
        return self._changes

    def _responses(self) -> None:
        """A change of the kind of response, with all facts about the old and the new one."""
        for aspect, parts in _RESPONSE_PARTS.items():
            for place in [p for p in self._differing() if p.aspect is aspect and not p.side]:
                sides = [_RESPONSE_SIDES[part] for part in parts]
                claimed = [
                    p
                    for p in self._differing()
                    if p.side in sides or (not p.side and p.aspect in (aspect, *parts))
                ]
                self._single(place, claimed)

    def _types(self) -> None:
        """A change of a type, with the limits, enum values and nested fields that depend on it."""
        for place in sorted(self._removed.keys() & self._added.keys()):
            if place.aspect is not Aspect.TYPE or place not in self._removed:
                continue
            claimed = [p for p in self._differing() if _belongs_to_type(p, place)]
            self._add("type", Effect.BREAKING, (place, place), claimed)

    def _moves(self) -> None:
        """A parameter that moved to another part of the request."""
        for place in self._fields_in(self._added):
            for side in (Side.PATH, Side.QUERY, Side.BODY):
                old = replace(place, side=side)
                if place.side.in_request and old in self._removed and place in self._added:
                    claimed = [
                        p
                        for p in self._differing()
                        if p.side in (side, place.side) and is_below(p.path, place.path)
                    ]
                    words = (str(side), str(place.side))
                    self._add("field moved", Effect.BREAKING, (old, place), claimed, words)

    def _fields(self) -> None:
        for facts in (self._removed, self._added):
            for place in self._fields_in(facts):
                if place not in facts:
                    continue  # nested in a field that has been claimed
                claimed = [
                    p
                    for p in self._differing()
                    if p.side is place.side and is_below(p.path, place.path) and p in facts
                ]
                removed = facts is self._removed
                effect = Effect.BREAKING if removed else self._effect_of_new_field(place)
                self._add("field", effect, (place, place), claimed)

    def _effect_of_new_field(self, place: Place) -> Effect:
        required = replace(place, aspect=Aspect.REQUIRED) in self._added
        needed = place.side.in_request and (required or place.side is Side.PATH)
        return Effect.BREAKING if needed else Effect.COMPATIBLE

    def _one_ofs(self) -> None:
        """One-of groups. A removed group and an added one that share members are one changed group."""
        removed = [p for p in self._removed if p.aspect is Aspect.ONE_OF]
        for place in sorted(removed, key=lambda p: (p not in self._added, p)):
            beside = [p for p in self._added if replace(p, detail=place.detail) == place]
            nearest_ = max(beside, key=lambda p: len(members(p) & members(place)), default=None)
            shared = nearest_ is not None and members(nearest_) & members(place)
            self._one_of(place, nearest_ if shared else None)
        for place in sorted(p for p in self._added if p.aspect is Aspect.ONE_OF):
            self._one_of(place, None)

    def _one_of(self, old: Place, new: Place | None) -> None:
        """A group that changed or, with one place only, was added or removed."""
        new = new or old
        before, after = self._removed.get(old), self._added.get(new)
        effect = group_effect(
            new.side,
            _group_of(before),
            _group_of(after),
            _field_names(self._before, new),
            _field_names(self._after, new),
        )
        words = (group_words(before), group_words(after))
        self._add("one-of", effect, (old, new), [old, new], words)

    def _enum_values(self) -> None:
        """An enum value that was added or removed, with the facts about it."""
        for place in [p for p in self._differing() if p.aspect is Aspect.ENUM_VALUE]:
            aspects = (Aspect.ENUM_VALUE_DOCS, Aspect.ENUM_VALUE_DEPRECATED)
            about = [replace(place, aspect=aspect) for aspect in aspects]
            self._single(place, [place, *about])

    def _single(self, place: Place, claimed: list[Place]) -> None:
        """A change whose effect the rules decide by one fact, with the facts that it claims."""
        before, after = self._removed.get(place), self._added.get(place)
        effect = effect_of(place, before.value if before else None, after.value if after else None)
        self._add(str(place.aspect), effect, (place, place), claimed)

    def _add(
        self,
        kind: str,
        effect: Effect,
        places: tuple[Place, Place],
        claimed: list[Place],
        words: tuple[str, str] | None = None,
    ) -> None:
        """Add a change from the old to the new of two places, which are mostly equal. Unless `kind`
        ends in "moved", the verb is added to it."""
        old, new = places
        before, after = self._removed.get(old), self._added.get(new)
        stated = after or before
        assert stated is not None
        self._changes.append(
            Change(
                kind=kind if kind.endswith(" moved") else f"{kind} {verb(before, after)}",
                effect=effect,
                place=stated.place,
                before=words[0] if words else _words(before, claimed, self._removed),
                after=words[1] if words else _words(after, claimed, self._added),
                old=nearest(before, old, self._before),
                new=nearest(after, new, self._after),
                removed=tuple(self._removed.pop(p) for p in claimed if p in self._removed),
                added=tuple(self._added.pop(p) for p in claimed if p in self._added),
                owner=stated.owner,
            )
        )

    def _fields_in(self, facts: Facts) -> list[Place]:
        """The fields that were added or removed, outer ones first."""
        fields = (place for place in facts if place.aspect is Aspect.PRESENT)
        return sorted(fields, key=lambda place: (place.path.count("."), place))

    def _differing(self) -> Iterator[Place]:
        yield from dict.fromkeys((*self._removed, *self._added))


# The parts of the response whose facts depend on a fact about the method, and the side of each part.
_RESPONSE_PARTS = {
    Aspect.OPERATION: (Aspect.RESULT, Aspect.METADATA),
    Aspect.ANSWER: (Aspect.ANSWER,),
    Aspect.RESULT: (Aspect.RESULT,),
    Aspect.METADATA: (Aspect.METADATA,),
}
_RESPONSE_SIDES = {
    Aspect.ANSWER: Side.RESPONSE,
    Aspect.RESULT: Side.RESULT,
    Aspect.METADATA: Side.METADATA,
}

# Aspects of a field that do not depend on its type.
_TYPE_INDEPENDENT = (
    Aspect.PRESENT,
    Aspect.REQUIRED,
    Aspect.OUTPUT_ONLY,
    Aspect.DEPRECATED,
    Aspect.DEFAULT,
    Aspect.DOCS,
)


def _belongs_to_type(fact: Place, field: Place) -> bool:
    if fact.side is not field.side or not is_below(fact.path, field.path):
        return False
    return fact.path != field.path or fact.aspect not in _TYPE_INDEPENDENT


def _words(fact: Fact | None, claimed: list[Place], facts: Facts) -> str:
    if fact is None:
        return ""
    if fact.place.aspect is Aspect.PRESENT:
        return summary([facts[place] for place in claimed if place in facts], fact.place)
    return value_words(fact.place, fact.value)


def _group_of(fact: Fact | None) -> Group | None:
    if fact is None:
        return None
    return Group(members(fact.place), fact.value == "exactly one")


def _field_names(facts: Facts, place: Place) -> frozenset[str]:
    """The names of the fields of the object that a one-of group is in."""
    return frozenset(
        p.name
        for p in facts
        if p.aspect is Aspect.PRESENT and p.path and p.side is place.side and p.parent == place.path
    )
