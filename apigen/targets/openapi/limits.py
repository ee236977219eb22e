"""Constraints of the IR as JSON Schema keywords, and as `x-` extensions where it has none.

JSON Schema: https://json-schema.org/draft/2020-12/json-schema-validation. `extensions.py` explains the
extensions to readers of the document.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from apigen.ir.constraints import (
    Allowed,
    Constraint,
    Maximum,
    Minimum,
    Pattern,
    constraint_fact,
    is_exclusive,
    kind_of,
    limit_of,
)
from apigen.ir.types import (
    Anything,
    Bytes,
    Enum,
    FieldMask,
    Float,
    Integer,
    List,
    Map,
    String,
    Type,
    fits,
    type_name,
)
from apigen.targets.openapi.patterns import anchored
from apigen.targets.openapi.whole_numbers import whole_number

Schema = dict[str, Any]


def limit_keywords(type_: Type, constraints: Iterable[Constraint], *, open_values: bool) -> Schema:
    """The keywords for a value's constraints; `open_values` admits values that the page does not list."""
    found: Schema = {}
    stated = tuple(constraints)
    for constraint in stated:
        _put(found, type_, constraint, open_values)
    if isinstance(type_, Integer) and type_.quoted:
        found["pattern"] = whole_number(*_whole_bounds(stated))
    return found


def not_empty(type_: Type, schema: Schema) -> None:
    """A required string, list or map is also not empty: in proto3 an empty value is an absent one."""
    if isinstance(type_, List):
        keyword = "minItems"
    elif isinstance(type_, Map | Anything):
        keyword = "minProperties"
    elif isinstance(type_, String | Bytes | FieldMask):
        keyword = "minLength"
    else:
        return
    stated = schema.get(keyword)
    if stated is None or stated < 1:
        if stated is not None:
            name = "min_length" if keyword == "minLength" else "min_items"
            schema["x-limits"] = {**schema.get("x-limits", {}), name: stated}
        schema[keyword] = 1
        schema["x-not-empty"] = True


def _put(found: Schema, type_: Type, constraint: Constraint, open_values: bool) -> None:
    if isinstance(constraint, Allowed):
        _put_allowed(found, type_, constraint, open_values)
    elif not fits(type_, constraint):
        name, limit = constraint_fact(constraint)
        found.setdefault("x-limits", {})[name] = limit
    elif isinstance(constraint, Pattern):
        _put_pattern(found, constraint.regex)
    else:
        _put_limit(found, type_, constraint)


def _put_limit(found: Schema, type_: Type, constraint: Constraint) -> None:
    kind, limit = kind_of(constraint), limit_of(constraint)
    keyword = kind.keywords[type_name(type_)] or kind.keyword
    if is_exclusive(constraint):
        keyword = f"exclusive{keyword[:1].upper()}{keyword[1:]}"
    if isinstance(type_, Bytes):
        found[BYTES[kind.name]] = limit
    elif kind.keywords[type_name(type_)] and not (isinstance(type_, Integer) and type_.quoted):
        found[keyword] = limit
    else:
        found.setdefault("x-range", {})[keyword] = limit


BYTES = {"min_length": "x-min-bytes", "max_length": "x-max-bytes"}
"""Limits on bytes: the string that JSON Schema could measure holds them in base64."""


def _put_pattern(found: Schema, regex: str) -> None:
    portable = anchored(regex)
    if portable is not None:
        found["pattern"] = portable
    if portable != f"^(?:{regex})$":
        found["x-re2-pattern"] = regex


def _put_allowed(found: Schema, type_: Type, constraint: Allowed, open_values: bool) -> None:
    found["x-allowed"] = list(constraint.values)
    if open_values or not isinstance(type_, String | Integer | Float | Enum):
        return
    quoted = isinstance(type_, Integer) and type_.quoted
    values = [str(value) for value in constraint.values] if quoted else list(constraint.values)
    if isinstance(type_, Enum):
        found["allOf"] = [{"enum": values}]
    else:
        found["enum"] = values


def _whole_bounds(constraints: Iterable[Constraint]) -> tuple[int | None, int | None]:
    """The least and greatest whole numbers that the ranges admit."""
    least: int | None = None
    most: int | None = None
    for limit in constraints:
        if isinstance(limit, Minimum):
            low = int(-(-limit.value // 1))
            low += 1 if limit.exclusive and low == limit.value else 0
            least = low if least is None else max(least, low)
        elif isinstance(limit, Maximum):
            high = int(limit.value // 1)
            high -= 1 if limit.exclusive and high == limit.value else 0
            most = high if most is None else min(most, high)
    return least, most
