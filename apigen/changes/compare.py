"""One method before and after: facts that differ, told piece by piece."""

from __future__ import annotations

from collections.abc import Iterator

from msgspec.structs import replace

from apigen.changes.model import Change, nearest
from apigen.changes.places import Aspect, Fact, Facts, Place, Side
from apigen.changes.renames import is_below
from apigen.changes.rules import Effect, Group, effect_of, group_effect
from apigen.changes.words import group_words, members, summary, value_words, verb


class Comparison:
    """Facts that differ, told piece by piece; each piece claims the facts it accounts for."""

    def __init__(self, before: Facts, after: Facts) -> None:
        self._before = before
        self._after = after
        self._gone: Facts = {}
        self._come: Facts = {}
        for place, fact in before.items():
            if place not in after or after[place].value != fact.value:
                self._gone[place] = fact
        for place, fact in after.items():
            if place not in before or before[place].value != fact.value:
                self._come[place] = fact
        self._found: list[Change] = []

    def changes(self) -> list[Change]:
        self._answers()
        self._types()
        self._moves()
        self._fields()
        self._groups()
        self._enum_values()
        for place in sorted(self._gone.keys() | self._come.keys()):
            self._judged(place, [place])
        return self._found

    def _answers(self) -> None:
        """Another kind of answer: with it goes all that was said of the old one."""
        for aspect, told in _ANSWERS.items():
            for place in [p for p in self._differing() if p.aspect is aspect and not p.side]:
                sides = [_SIDES[at] for at in told]
                mine = [
                    p
                    for p in self._differing()
                    if p.side in sides or (not p.side and p.aspect in (aspect, *told))
                ]
                self._judged(place, mine)

    def _types(self) -> None:
        """Another type: with it go the limits, enum values and inner fields that made up the old."""
        for place in sorted(self._gone.keys() & self._come.keys()):
            if place.aspect is not Aspect.TYPE or place not in self._gone:
                continue
            mine = [p for p in self._differing() if _belongs_to_type(p, place)]
            self._tell("type", Effect.BREAKING, (place, place), mine)

    def _moves(self) -> None:
        """A parameter that is sent in another part of the request."""
        for place in self._present(gone=False):
            for side in (Side.PATH, Side.QUERY, Side.BODY):
                there = replace(place, side=side)
                if place.side.asked and there in self._gone and place in self._come:
                    mine = [
                        p
                        for p in self._differing()
                        if p.side in (side, place.side) and is_below(p.path, place.path)
                    ]
                    words = (str(side), str(place.side))
                    self._tell("field moved", Effect.BREAKING, (there, place), mine, words)

    def _fields(self) -> None:
        for gone in (True, False):
            for place in self._present(gone):
                facts = self._gone if gone else self._come
                if place not in facts:
                    continue  # within a field that was told already
                mine = [
                    p
                    for p in self._differing()
                    if p.side is place.side and is_below(p.path, place.path) and p in facts
                ]
                effect = Effect.BREAKING if gone else self._new_field(place)
                self._tell("field", effect, (place, place), mine)

    def _new_field(self, place: Place) -> Effect:
        needed = replace(place, aspect=Aspect.REQUIRED) in self._come
        asked = place.side.asked and (needed or place.side is Side.PATH)
        return Effect.BREAKING if asked else Effect.COMPATIBLE

    def _groups(self) -> None:
        """One-of groups: an old and a new one that share members are one group that changed."""
        went = [p for p in self._gone if p.aspect is Aspect.ONE_OF]
        for place in sorted(went, key=lambda p: (p not in self._come, p)):
            there = [p for p in self._come if replace(p, detail=place.detail) == place]
            near = max(there, key=lambda p: len(members(p) & members(place)), default=None)
            if near is not None and members(near) & members(place):
                self._group(place, near)
            else:
                self._group(place, None)
        for place in sorted(p for p in self._come if p.aspect is Aspect.ONE_OF):
            self._group(place, None)

    def _group(self, old: Place, new: Place | None) -> None:
        """A group that changed, or (of one place) came or went."""
        new = new or old
        before, after = self._gone.get(old), self._come.get(new)
        effect = group_effect(
            new.side,
            _group_of(before),
            _group_of(after),
            _beside(self._before, new),
            _beside(self._after, new),
        )
        words = (group_words(before), group_words(after))
        self._tell("one-of", effect, (old, new), [old, new], words)

    def _enum_values(self) -> None:
        """A value that came or went, with what is said of it."""
        for place in [p for p in self._differing() if p.aspect is Aspect.ENUM_VALUE]:
            beside = (Aspect.ENUM_VALUE_DOCS, Aspect.ENUM_VALUE_DEPRECATED)
            said = [replace(place, aspect=aspect) for aspect in beside]
            self._judged(place, [place, *said])

    def _judged(self, place: Place, claimed: list[Place]) -> None:
        """A fact whose effect the table of rules knows, with those that go along."""
        before, after = self._gone.get(place), self._come.get(place)
        effect = effect_of(place, before.value if before else None, after.value if after else None)
        self._tell(str(place.aspect), effect, (place, place), claimed)

    def _tell(
        self,
        what: str,
        effect: Effect,
        places: tuple[Place, Place],
        claimed: list[Place],
        words: tuple[str, str] | None = None,
    ) -> None:
        """Add a change of the old to the new of two places, mostly one; `what` without a verb gets
        one by what there is before and after."""
        old, new = places
        before, after = self._gone.get(old), self._come.get(new)
        stated = after or before
        assert stated is not None
        self._found.append(
            Change(
                kind=what if words and what.endswith("moved") else f"{what} {verb(before, after)}",
                effect=effect,
                place=stated.place,
                before=words[0] if words else self._words(before, claimed, self._gone),
                after=words[1] if words else self._words(after, claimed, self._come),
                old=nearest(before, old, self._before),
                new=nearest(after, new, self._after),
                removed=tuple(self._gone.pop(p) for p in claimed if p in self._gone),
                added=tuple(self._come.pop(p) for p in claimed if p in self._come),
                owner=stated.owner,
            )
        )

    def _words(self, fact: Fact | None, claimed: list[Place], facts: Facts) -> str:
        if fact is None:
            return ""
        if fact.place.aspect is Aspect.PRESENT:
            return summary([facts[place] for place in claimed if place in facts], fact.place)
        return value_words(fact.place, fact.value)

    def _present(self, gone: bool) -> list[Place]:
        """Fields that went or came, outer ones first."""
        facts = self._gone if gone else self._come
        found = (p for p in facts if p.aspect is Aspect.PRESENT)
        return sorted(found, key=lambda p: (p.path.count("."), p))

    def _differing(self) -> Iterator[Place]:
        yield from dict.fromkeys((*self._gone, *self._come))


# What of the answer each fact of a method decides, and which part of the call says it.
_ANSWERS = {
    Aspect.OPERATION: (Aspect.RESULT, Aspect.METADATA),
    Aspect.ANSWER: (Aspect.ANSWER,),
    Aspect.RESULT: (Aspect.RESULT,),
    Aspect.METADATA: (Aspect.METADATA,),
}
_SIDES = {
    Aspect.ANSWER: Side.RESPONSE,
    Aspect.RESULT: Side.RESULT,
    Aspect.METADATA: Side.METADATA,
}

# What a field keeps when its type changes; all else makes up the type.
_OF_THE_FIELD = (
    Aspect.PRESENT,
    Aspect.REQUIRED,
    Aspect.OUTPUT_ONLY,
    Aspect.DEPRECATED,
    Aspect.DEFAULT,
    Aspect.DOCS,
)


def _belongs_to_type(fact: Place, at: Place) -> bool:
    if fact.side is not at.side or not is_below(fact.path, at.path):
        return False
    return fact.path != at.path or fact.aspect not in _OF_THE_FIELD


def _group_of(fact: Fact | None) -> Group | None:
    if fact is None:
        return None
    return Group(members(fact.place), fact.value == "exactly one")


def _beside(facts: Facts, place: Place) -> frozenset[str]:
    """Names of the fields of the object that a group is in."""
    return frozenset(
        p.name
        for p in facts
        if p.aspect is Aspect.PRESENT and p.path and p.side is place.side and p.parent == place.path
    )
