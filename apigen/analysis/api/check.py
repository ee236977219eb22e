"""The last look at the API: limits that cannot be checked or kept are told and left out."""

from __future__ import annotations

import re

from apigen.analysis.api.defaults import with_default
from apigen.analysis.api.groups import settle_groups
from apigen.analysis.api.patterns import pattern_problem
from apigen.findings.codes.analysis import (
    BAD_PATTERN,
    CONFLICTING_RANGE,
    NOT_PORTABLE,
    UNKNOWN_MESSAGE,
)
from apigen.findings.diagnostics import Diagnostics
from apigen.ir.api import Field, Message
from apigen.ir.constraints import RANGES, Constraint, Pattern
from apigen.ir.types import Anything, MessageRef, Value
from apigen.ir.walk import map_field, map_fields

# A count that RE2 reads and other engines may not.
_OPEN_COUNT = re.compile(r"(?<!\\)\{,[0-9]+\}")


class Checker:
    """Checks values wherever they stand. `known` are the ids of all messages."""

    def __init__(self, known: frozenset[str], diagnostics: Diagnostics) -> None:
        self.known = known
        self.diagnostics = diagnostics
        self._told: set[tuple[str, object]] = set()

    def message(self, message: Message) -> Message:
        self._owner = message
        message = map_fields(message, lambda field: map_field(field, self._value))
        message = settle_groups(message, self.diagnostics)
        return map_fields(message, lambda field: with_default(field, self.diagnostics))

    def field(self, field: Field) -> Field:
        """A parameter of a path."""
        return with_default(map_field(field, self._value), self.diagnostics)

    def _value(self, value: Value) -> Value:
        kind = value.type
        if isinstance(kind, MessageRef) and kind.id not in self.known:
            self._unknown(kind.id)
            kind = Anything()
        limits = tuple(limit for limit in value.constraints if self._compiles(limit))
        for low, high in RANGES:
            limits = self._ordered(limits, low, high)
        if kind is value.type and limits == value.constraints:
            return value
        return Value(kind, limits)

    def _unknown(self, message_id: str) -> None:
        owner = self._owner
        if (owner.id, message_id) not in self._told:
            self._told.add((owner.id, message_id))
            self.diagnostics.add(
                UNKNOWN_MESSAGE,
                owner.origin,
                f"{owner.id} refers to {message_id}, which no page describes",
                text=message_id,
            )

    def _compiles(self, limit: Constraint) -> bool:
        if not isinstance(limit, Pattern):
            return True
        problem = pattern_problem(limit.regex)
        if problem:
            self.diagnostics.add(
                BAD_PATTERN,
                limit.origin,
                f"the regular expression does not compile: {problem}",
                text=limit.regex,
            )
            return False
        if _OPEN_COUNT.search(limit.regex):
            self.diagnostics.add(
                NOT_PORTABLE,
                limit.origin,
                "{,n} is read as a count from zero; some engines take it for plain text",
                text=limit.regex,
                hint="write {0,n}",
            )
        return True

    def _ordered(
        self, limits: tuple[Constraint, ...], low: type[Constraint], high: type[Constraint]
    ) -> tuple[Constraint, ...]:
        least = [limit for limit in limits if isinstance(limit, low)]
        most = [limit for limit in limits if isinstance(limit, high)]
        if not least or not most:
            return limits
        lowest = max(getattr(limit, "value", 0) for limit in least)
        highest = min(getattr(limit, "value", 0) for limit in most)
        if lowest <= highest:
            return limits
        self.diagnostics.add(
            CONFLICTING_RANGE,
            least[0].origin,
            f"no value is at least {lowest} and at most {highest}",
            other=most[0].origin,
        )
        return tuple(limit for limit in limits if not isinstance(limit, (low, high)))
