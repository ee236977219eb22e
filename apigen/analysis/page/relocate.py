"""Relocates what was read from a cell: origins within the cell become origins on the page."""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from apigen.findings.diagnostics import Diagnostic
from apigen.findings.source import Origin, Source, Span
from apigen.ir.constraints import Constraint
from apigen.ir.types import Enum, EnumValue, Type, Value
from apigen.ir.walk import map_parts, parts

CELL = Source("", "")
"""The source of a cell: its lines and columns count from the cell's own beginning."""


class Relocation:
    """Moves origins from a cell to the page that has the cell at `start`."""

    __slots__ = ("_column", "_file", "_line")

    def __init__(self, file: str, start: Span) -> None:
        self._file, self._line, self._column = file, start.line - 1, start.column - 1

    def origin(self, origin: Origin) -> Origin:
        column = origin.column + self._column if origin.line == 1 else origin.column
        return Origin(self._file, origin.line + self._line, column)

    def finding(self, finding: Diagnostic) -> Diagnostic:
        other = self.origin(finding.other) if finding.other is not None else None
        return msgspec.structs.replace(finding, origin=self.origin(finding.origin), other=other)

    def constraints(self, constraints: Iterable[Constraint]) -> tuple[Constraint, ...]:
        return tuple(
            msgspec.structs.replace(own, origin=self.origin(own.origin)) for own in constraints
        )

    def type(self, kind: Type) -> Type:
        if isinstance(kind, Enum):
            return Enum(tuple(map(self._enum_value, kind.values)), kind.name)
        return map_parts(kind, self._value)

    def _value(self, value: Value) -> Value:
        return Value(self.type(value.type), self.constraints(value.constraints))

    def _enum_value(self, value: EnumValue) -> EnumValue:
        assert value.origin is not None  # it was read from a cell
        return EnumValue(value.name, value.docs, value.deprecated, self.origin(value.origin))


def has_origins(kind: Type) -> bool:
    """Whether a type holds origins: of enum values or of inner constraints."""
    if isinstance(kind, Enum):
        return bool(kind.values)
    return any(part.constraints or has_origins(part.type) for _, part in parts(kind))
