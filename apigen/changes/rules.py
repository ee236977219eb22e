"""The effect of changed facts on callers: a table with a rule for each aspect, for requests and responses.

A change of a request is breaking if a call that was valid may be refused or mean something else. A change of
a response is breaking if code that reads it may find something else. In doubt, a change is breaking. The SDK
does not check the limits of responses, so a change of one is compatible.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

import msgspec

from apigen.changes.places import CONSTRAINTS, Aspect, FactValue, Place, Side
from apigen.ir.constraints import ConstraintKind


class Effect(StrEnum):
    """The effect of a change on callers, the most severe first."""

    BREAKING = "breaking"
    COMPATIBLE = "compatible"
    DOCS = "docs only"


Judge = Callable[[FactValue | None, FactValue | None], Effect]
"""Judges a value before and after; None means that nothing is stated."""

B, C, D = Effect.BREAKING, Effect.COMPATIBLE, Effect.DOCS


class Rule(msgspec.Struct, frozen=True):
    """How an aspect is judged in requests and in responses."""

    request: Judge
    response: Judge


def effect_of(place: Place, before: FactValue | None, after: FactValue | None) -> Effect:
    """The effect of one fact that was added, removed or changed, of a field that both versions have."""
    if place.side is Side.PATH and place.aspect is Aspect.REQUIRED:
        return D  # path parameters are always required, even if the page does not say so
    rule = RULES[place.aspect]
    judge = rule.request if place.side.in_request or place.side is Side.METHOD else rule.response
    return judge(before, after)


def _always(effect: Effect) -> Judge:
    return lambda before, after: effect


def _when_comes(comes: Effect, goes: Effect) -> Judge:
    """For marks, which have no value; a changed value counts as the more severe of both."""

    def judge(before: FactValue | None, after: FactValue | None) -> Effect:
        if before is None:
            return comes
        return goes if after is None else min(comes, goes, key=_SEVERITY.index)

    return judge


_SEVERITY = [B, C, D]


def _default(before: FactValue | None, after: FactValue | None) -> Effect:
    """A changed default changes the calls that omit the field. A default that is newly stated is assumed
    to have existed before."""
    return C if before is None else B


def _least(floor: int | None) -> Judge:
    """For lower limits. `floor` applies if nothing is stated."""

    def judge(before: FactValue | None, after: FactValue | None) -> Effect:
        return _tightened(_bound(before, max, floor), _bound(after, max, floor))

    return judge


def _most(before: FactValue | None, after: FactValue | None) -> Effect:
    """For upper limits."""
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
    """The tightest of the limits stated; of equal numbers, the exclusive one."""
    found = [(float(floor), False)] if floor is not None else []
    for limit in _stated(value):
        found.append((_number(limit[0]), bool(limit[1]) if len(limit) > 1 else False))
    return pick(found) if found else None


def _upper(value: FactValue | None) -> Bound:
    """The tightest upper limit, negated, so that greater means tighter."""
    found = [
        (-_number(limit[0]), bool(limit[1]) if len(limit) > 1 else False)
        for limit in _stated(value)
    ]
    return max(found) if found else None


def _number(value: object) -> float:
    # Integers are kept: a float cannot tell neighbouring 64-bit limits apart.
    return value if isinstance(value, int) else float(str(value))


def _stated(value: FactValue | None) -> tuple[tuple[object, ...], ...]:
    if not isinstance(value, tuple):
        return ()
    return tuple(limit for limit in value if isinstance(limit, tuple))


def _pattern(before: FactValue | None, after: FactValue | None) -> Effect:
    """A value must match all stated expressions. An expression is known to admit more than another one
    only if it is the same with an empty alternative in front."""
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
    """A response that gains content is compatible: nobody has read it so far."""
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
    # The class of the SDK is renamed, which breaks code that imports it, though the wire format is equal.
    Aspect.OBJECT: Rule(_always(B), _always(B)),
    Aspect.ENUM: Rule(_always(B), _always(B)),
    # A new value in a response is compatible: the SDK passes unknown values through.
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
    """A one-of group: its members, and whether exactly one must be set."""

    members: frozenset[str]
    exactly: bool


def group_effect(
    side: Side,
    before: Group | None,
    after: Group | None,
    fields_before: frozenset[str],
    fields_after: frozenset[str],
) -> Effect:
    """The effect of a one-of group that was added, removed or changed. `fields_before` and `fields_after`
    are the names of the fields in its message."""
    if not side.in_request or after is None:
        return C
    if before is None:
        return B if after.exactly or len(after.members & fields_before) > 1 else C
    joined = (after.members - before.members) & fields_before
    left = (before.members - after.members) & fields_after
    return B if joined or left or (after.exactly and not before.exactly) else C
