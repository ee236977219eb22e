"""What a changed fact does to a caller: a table from aspect to effect, asked and answered apart.

In doubt a change is breaking: a caller is better warned once too often. Requests break where a call
that was right is refused or means something else; answers break where code that read them finds
something else. Limits of answers are never checked by the SDK, so that moving them breaks nobody.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

import msgspec

from apigen.changes.places import CONSTRAINTS, Aspect, FactValue, Place, Side
from apigen.ir.constraints import ConstraintKind


class Effect(StrEnum):
    """What a change does to somebody who calls the API, from worst to least."""

    BREAKING = "breaking"
    COMPATIBLE = "compatible"
    DOCS = "docs only"


Judge = Callable[[FactValue | None, FactValue | None], Effect]
"""Value before and after, `None` where nothing was or is stated."""

B, C, D = Effect.BREAKING, Effect.COMPATIBLE, Effect.DOCS


class Rule(msgspec.Struct, frozen=True):
    """How an aspect is judged in what a caller sends and in what comes back."""

    asked: Judge
    answered: Judge


def effect_of(place: Place, before: FactValue | None, after: FactValue | None) -> Effect:
    """The effect of one fact that came, went or changed while its field stays."""
    if place.side is Side.PATH and place.aspect is Aspect.REQUIRED:
        return D  # a path parameter is always needed, whether the page says so or not
    rule = RULES[place.aspect]
    judge = rule.asked if place.side.asked or place.side is Side.METHOD else rule.answered
    return judge(before, after)


def _always(effect: Effect) -> Judge:
    return lambda before, after: effect


def _when_comes(comes: Effect, goes: Effect) -> Judge:
    """A mark without a value; a change of its value is the worse of both."""

    def judge(before: FactValue | None, after: FactValue | None) -> Effect:
        if before is None:
            return comes
        return goes if after is None else min(comes, goes, key=_SEVERITY.index)

    return judge


_SEVERITY = [B, C, D]


def _default(before: FactValue | None, after: FactValue | None) -> Effect:
    """Callers who leave the field out get the default: another one changes what they ask for. A
    default that a page begins to state was there before."""
    return C if before is None else B


def _least(floor: int | None) -> Judge:
    """A lower limit: a higher one is tighter. `floor` is what holds where nothing is stated."""

    def judge(before: FactValue | None, after: FactValue | None) -> Effect:
        return _tightened(_bound(before, max, floor), _bound(after, max, floor))

    return judge


def _most(before: FactValue | None, after: FactValue | None) -> Effect:
    """An upper limit: a lower one is tighter."""
    return _tightened(_upper(before), _upper(after))


Bound = tuple[float, bool] | None


def _tightened(before: Bound, after: Bound) -> Effect:
    if before == after:
        return D
    if after is None:
        return C
    return B if before is None or after > before else C


def _bound(
    value: FactValue | None,
    pick: Callable[[list[tuple[float, bool]]], tuple[float, bool]],
    floor: int | None,
) -> Bound:
    """The tightest of the limits stated, the exclusive one of equal numbers."""
    found = [(float(floor), False)] if floor is not None else []
    for limit in _stated(value):
        found.append((_number(limit[0]), bool(limit[1]) if len(limit) > 1 else False))
    return pick(found) if found else None


def _upper(value: FactValue | None) -> Bound:
    """An upper limit turned around, so that the greater is the tighter."""
    found = [
        (-_number(limit[0]), bool(limit[1]) if len(limit) > 1 else False)
        for limit in _stated(value)
    ]
    return max(found) if found else None


def _number(value: object) -> float:
    # Whole numbers stay whole: a 64-bit limit is not told from its neighbour by a float.
    return value if isinstance(value, int) else float(str(value))


def _stated(value: FactValue | None) -> tuple[tuple[object, ...], ...]:
    if not isinstance(value, tuple):
        return ()
    return tuple(limit for limit in value if isinstance(limit, tuple))


def _pattern(before: FactValue | None, after: FactValue | None) -> Effect:
    """Every stated expression must match. Whether one admits more than another is decided only
    where it is plain: the same but for an empty alternative put before it."""
    old = {str(limit[0]) for limit in _stated(before)}
    new = {str(limit[0]) for limit in _stated(after)}
    loosened = all(regex in old or regex.removeprefix("|") in old for regex in new)
    return C if loosened else B


def _allowed(before: FactValue | None, after: FactValue | None) -> Effect:
    old, new = _admitted(before), _admitted(after)
    if new is None:
        return C
    return C if old is not None and old <= new else B


def _admitted(value: FactValue | None) -> frozenset[str] | None:
    sets = [frozenset(map(repr, limit)) for limit in _stated(value)]
    return frozenset.intersection(*sets) if sets else None


def _answer(before: FactValue | None, after: FactValue | None) -> Effect:
    """An answer that begins to say something breaks nobody who did not read it."""
    return C if after == "object" else B


def constraint_judge(kind: ConstraintKind) -> Judge:
    """How a change of a limit in a request is judged. Unless some changes are known to admit more than
    before, any change but its removal is breaking."""
    if kind.end == "minimum":
        return _least(0 if kind.sized else None)
    if kind.end == "maximum":
        return _most
    return _CONSTRAINTS.get(kind.rule, _when_comes(B, C))


_CONSTRAINTS: dict[str, Judge] = {"pattern": _pattern, "allowed": _allowed}
"""Kinds of which some changes of the limit admit more than before."""

RULES: dict[str, Rule] = {
    Aspect.TITLE: Rule(_always(D), _always(D)),
    Aspect.VERB: Rule(_always(B), _always(B)),
    Aspect.HOST: Rule(_always(B), _always(B)),
    Aspect.URL: Rule(_always(B), _always(B)),
    Aspect.OPERATION: Rule(_always(B), _always(B)),
    Aspect.RESULT: Rule(_always(B), _always(B)),
    Aspect.METADATA: Rule(_always(B), _always(B)),
    Aspect.ANSWER: Rule(_answer, _answer),
    Aspect.PAGINATION: Rule(_always(B), _always(B)),
    Aspect.UPDATE_MASK: Rule(_always(B), _always(B)),
    Aspect.TYPE: Rule(_always(B), _always(B)),
    # The SDK's class has another name: whoever imports it breaks, though the wire is the same.
    Aspect.OBJECT: Rule(_always(B), _always(B)),
    Aspect.ENUM: Rule(_always(B), _always(B)),
    # A new value in an answer is news: the SDK passes unknown values through.
    Aspect.ENUM_VALUE: Rule(_when_comes(C, B), _when_comes(C, B)),
    Aspect.ENUM_VALUE_DEPRECATED: Rule(_always(C), _always(C)),
    Aspect.ENUM_VALUE_DOCS: Rule(_always(D), _always(D)),
    Aspect.REQUIRED: Rule(_when_comes(B, C), _when_comes(C, B)),
    Aspect.OUTPUT_ONLY: Rule(_when_comes(B, C), _always(C)),
    Aspect.DEPRECATED: Rule(_always(C), _always(C)),
    Aspect.DEFAULT: Rule(_default, _default),
    **{label: Rule(constraint_judge(kind), _always(C)) for label, kind in CONSTRAINTS.items()},
    Aspect.OBJECT_DOCS: Rule(_always(D), _always(D)),
    Aspect.DOCS: Rule(_always(D), _always(D)),
}


class Group(msgspec.Struct, frozen=True):
    """A one-of group: its members and how the page puts it."""

    members: frozenset[str]
    exactly: bool


def group_effect(
    side: Side,
    before: Group | None,
    after: Group | None,
    fields_before: frozenset[str],
    fields_after: frozenset[str],
) -> Effect:
    """The effect of a one-of group that came, went or changed; the fields are those beside it."""
    if not side.asked or after is None:
        return C
    if before is None:
        return B if after.exactly or len(after.members & fields_before) > 1 else C
    joined = (after.members - before.members) & fields_before
    left = (before.members - after.members) & fields_after
    return B if joined or left or (after.exactly and not before.exactly) else C
