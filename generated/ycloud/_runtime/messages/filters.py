"""Filters of lists, `name="x" AND status IN ("A", "B")`, with values quoted for the service.

    images.list(folder_id=…, filter=where("name") == "x")
    images.list(folder_id=…, filter=(where("name") != "x") & where("status").one_of(["A", "B"]))

Source: the argument `filter` of the list pages; values are quoted with C escapes. The page of a
method names the fields that its filter supports.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import datetime
from typing import TypeAlias

from .timestamps import Timestamp

Value: TypeAlias = str | bool | int | float | datetime

_FIELD = re.compile(r"[A-Za-z_][\w-]*(\.[\w-]+)*", re.ASCII)
_ESCAPES = {
    "\\": "\\\\",
    '"': '\\"',
    "\a": "\\a",
    "\b": "\\b",
    "\f": "\\f",
    "\n": "\\n",
    "\r": "\\r",
    "\t": "\\t",
    "\v": "\\v",
}


class Filter(str):
    """The text of a filter; `&` joins two with AND."""

    __slots__ = ()

    def __and__(self, other: str) -> Filter:
        return Filter(f"{self} AND {other}")

    def __rand__(self, other: str) -> Filter:
        return Filter(f"{other} AND {self}")


class where:  # noqa: N801 - reads as a word of the filter
    """A field to compare: `where("name") == "x"`. Raises ValueError for an invalid field name."""

    __slots__ = ("_field",)
    __hash__ = None  # type: ignore[assignment]

    def __init__(self, field: str) -> None:
        if not _FIELD.fullmatch(field):
            raise ValueError(f"not the name of a field: {field!r}")
        self._field = field

    def __eq__(self, value: Value) -> Filter:  # type: ignore[override]
        return Filter(f"{self._field}={quoted(value)}")

    def __ne__(self, value: Value) -> Filter:  # type: ignore[override]
        return Filter(f"{self._field}!={quoted(value)}")

    def one_of(self, values: Iterable[Value]) -> Filter:
        """Equal to one of the values. Raises ValueError if there are none."""
        return Filter(f"{self._field} IN {_listed(values)}")

    def none_of(self, values: Iterable[Value]) -> Filter:
        """Different from all values. Raises ValueError if there are none."""
        return Filter(f"{self._field} NOT IN {_listed(values)}")


def quoted(value: Value) -> str:
    """A value in the syntax of a filter: `"a\\"b"`, `5`, `true`, `"2024-01-02T00:00:00Z"`."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, float)):
        return str(value)
    if isinstance(value, datetime):
        return f'"{Timestamp.of(value).rfc3339()}"'
    if not isinstance(value, str):
        raise TypeError(f"cannot filter by a {type(value).__name__}")
    return '"' + "".join(_escaped(character) for character in value) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if character < " " or character == "\x7f":
        return f"\\{ord(character):03o}"
    return character


def _listed(values: Iterable[Value]) -> str:
    if isinstance(values, str):
        raise TypeError("expected values, not one string")
    texts = [quoted(value) for value in values]
    if not texts:
        raise ValueError("a filter needs at least one value")
    return f"({', '.join(texts)})"
