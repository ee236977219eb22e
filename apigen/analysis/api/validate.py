"""Validates linked messages: what no value could satisfy or no target check is reported and dropped."""

from __future__ import annotations

import re

from apigen.analysis.api.defaults import with_default
from apigen.analysis.api.groups import relax_required_members
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

# A repeat without a lower bound: RE2 counts from zero, some engines match it literally.
_OPEN_COUNT = re.compile(r"(?<!\\)\{,[0-9]+\}")


class MessageValidator:
    """Validates messages and path parameters. `known` are the ids of all defined messages."""

    def __init__(self, known: frozenset[str], diagnostics: Diagnostics) -> None:
        self.known = known
        self.diagnostics = diagnostics
        self._reported: set[tuple[str, str]] = set()

    def message(self, message: Message) -> Message:
        """The message with valid references, constraints, one-of groups and defaults."""
        self._owner = message
        message = map_fields(message, lambda field: map_field(field, self._value))
        message = relax_required_members(message, self.diagnostics)
        return map_fields(message, lambda field: with_default(field, self.diagnostics))

    def field(self, field: Field) -> Field:
        """The path parameter with valid constraints and default."""
        return with_default(map_field(field, self._value), self.diagnostics)

    def _value(self, value: Value) -> Value:
        kind = value.type
        if isinstance(kind, MessageRef) and kind.id not in self.known:
            self._unknown(kind.id)
            kind = Anything()
        constraints = tuple(own for own in value.constraints if self._compiles(own))
        for low, high in RANGES:
            constraints = self._satisfiable(constraints, low, high)
        if kind is value.type and constraints == value.constraints:
            return value
        return Value(kind, constraints)

    def _unknown(self, message_id: str) -> None:
        owner = self._owner
        if (owner.id, message_id) not in self._reported:
            self._reported.add((owner.id, message_id))
            self.diagnostics.add(
                UNKNOWN_MESSAGE,
                owner.origin,
                f"{owner.id} refers to {message_id}, which no page describes",
                text=message_id,
            )

    def _compiles(self, constraint: Constraint) -> bool:
        if not isinstance(constraint, Pattern):
            return True
        problem = pattern_problem(constraint.regex)
        if problem:
            self.diagnostics.add(
                BAD_PATTERN,
                constraint.origin,
                f"the regular expression does not compile: {problem}",
                text=constraint.regex,
            )
            return False
        if _OPEN_COUNT.search(constraint.regex):
            self.diagnostics.add(
                NOT_PORTABLE,
                constraint.origin,
                "{,n} is read as a count from zero; some engines take it for plain text",
                text=constraint.regex,
                hint="write {0,n}",
            )
        return True

    def _satisfiable(
        self, constraints: tuple[Constraint, ...], low: type[Constraint], high: type[Constraint]
    ) -> tuple[Constraint, ...]:
        """The constraints without a lower and an upper bound that exclude each other."""
        least = [own for own in constraints if isinstance(own, low)]
        most = [own for own in constraints if isinstance(own, high)]
        if not least or not most:
            return constraints
        lowest = max(getattr(own, "value", 0) for own in least)
        highest = min(getattr(own, "value", 0) for own in most)
        if lowest <= highest:
            return constraints
        self.diagnostics.add(
            CONFLICTING_RANGE,
            least[0].origin,
            f"no value is at least {lowest} and at most {highest}",
            other=most[0].origin,
        )
        return tuple(own for own in constraints if not isinstance(own, (low, high)))
