"""Facts of a cell moved to the rows that have it: places within them are those of the page."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from apigen.findings.diagnostics import Diagnostic
from apigen.findings.source import Origin, Source, Span
from apigen.ir.constraints import Constraint
from apigen.ir.types import Enum, EnumValue, Type, Value
from apigen.ir.walk import map_parts, parts

CELL = Source("", "")
"""What a cell is read from before it is known where it stands."""


class Place:
    """Where in a file the text begins that places are counted from."""

    __slots__ = ("_column", "_file", "_line")

    def __init__(self, file: str, start: Span) -> None:
        self._file, self._line, self._column = file, start.line - 1, start.column - 1

    def origin(self, origin: Origin) -> Origin:
        column = origin.column + self._column if origin.line == 1 else origin.column
        return Origin(self._file, origin.line + self._line, column)

    def finding(self, found: Diagnostic) -> Diagnostic:
        other = self.origin(found.other) if found.other is not None else None
        return msgspec.structs.replace(found, origin=self.origin(found.origin), other=other)

    def limits(self, limits: Iterable[Constraint]) -> tuple[Constraint, ...]:
        return tuple(
            msgspec.structs.replace(limit, origin=self.origin(limit.origin)) for limit in limits
        )

    def type(self, kind: Type) -> Type:
        if isinstance(kind, Enum):
            return Enum(tuple(map(self._enum_value, kind.values)), kind.name)
        return map_parts(kind, self._value)

    def _value(self, value: Value) -> Value:
        return Value(self.type(value.type), self.limits(value.constraints))

    def _enum_value(self, value: EnumValue) -> EnumValue:
        assert value.origin is not None  # it was read from a cell
        return EnumValue(value.name, value.docs, value.deprecated, self.origin(value.origin))


def has_place(kind: Type) -> bool:
    """Whether something within a type has a place."""
    if isinstance(kind, Enum):
        return bool(kind.values)
    return any(part.constraints or has_place(part.type) for _, part in parts(kind))
