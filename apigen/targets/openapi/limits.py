"""Constraints of the IR as JSON Schema keywords, and as `x-` extensions where it has none.

JSON Schema: https://json-schema.org/draft/2020-12/json-schema-validation. The extensions are told to
readers of the document in `extensions.py`.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from apigen.ir import constraints as c
from apigen.ir import types as t
from apigen.targets.openapi.patterns import anchored
from apigen.targets.openapi.whole_numbers import whole_number

Schema = dict[str, Any]

_COUNTED = {t.List: ("minItems", "maxItems"), t.Map: ("minProperties", "maxProperties")}
_LENGTHS = {t.String: ("minLength", "maxLength"), t.Bytes: ("x-min-bytes", "x-max-bytes")}


def limit_keywords(
    type_: t.Type, constraints: Iterable[c.Constraint], *, open_values: bool
) -> Schema:
    """The keywords for what limits a value; `open_values` leaves room for values the page has not."""
    found: Schema = {}
    given = tuple(constraints)
    for constraint in given:
        _put(found, type_, constraint, open_values)
    if isinstance(type_, t.Integer) and type_.quoted:
        found["pattern"] = whole_number(*_whole_bounds(given))
    return found


def not_empty(type_: t.Type, schema: Schema) -> None:
    """A required string, list or map is also not empty: in proto3 an empty value is an absent one."""
    if isinstance(type_, t.List):
        keyword = "minItems"
    elif isinstance(type_, t.Map | t.Anything):
        keyword = "minProperties"
    elif isinstance(type_, t.String | t.Bytes | t.FieldMask):
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


def _put(found: Schema, type_: t.Type, constraint: c.Constraint, open_values: bool) -> None:
    if isinstance(constraint, c.Minimum | c.Maximum):
        _put_range(found, type_, constraint)
    elif isinstance(constraint, c.Allowed):
        _put_allowed(found, type_, constraint, open_values)
    elif isinstance(constraint, c.Pattern) and type(type_) is t.String:
        said = anchored(constraint.regex)
        if said is not None:
            found["pattern"] = said
        if said != f"^(?:{constraint.regex})$":
            found["x-re2-pattern"] = constraint.regex
    elif isinstance(constraint, c.Unique) and isinstance(type_, t.List):
        found["uniqueItems"] = True
    elif isinstance(constraint, c.MinLength | c.MaxLength) and type(type_) in _LENGTHS:
        found[_LENGTHS[type(type_)][isinstance(constraint, c.MaxLength)]] = constraint.value
    elif isinstance(constraint, c.MinItems | c.MaxItems) and type(type_) in _COUNTED:
        found[_COUNTED[type(type_)][isinstance(constraint, c.MaxItems)]] = constraint.value
    else:
        _put_other(found, constraint)


def _put_range(found: Schema, type_: t.Type, limit: c.Minimum | c.Maximum) -> None:
    keyword = "minimum" if isinstance(limit, c.Minimum) else "maximum"
    if limit.exclusive:
        keyword = f"exclusive{keyword.capitalize()}"
    if isinstance(type_, t.Duration) or (isinstance(type_, t.Integer) and type_.quoted):
        found.setdefault("x-range", {})[keyword] = limit.value
    elif isinstance(type_, t.Integer | t.Float):
        found[keyword] = limit.value
    else:
        _put_other(found, limit)


def _put_allowed(found: Schema, type_: t.Type, limit: c.Allowed, open_values: bool) -> None:
    found["x-allowed"] = list(limit.values)
    if open_values or not isinstance(type_, t.String | t.Integer | t.Float | t.Enum):
        return
    quoted = isinstance(type_, t.Integer) and type_.quoted
    values = [str(value) for value in limit.values] if quoted else list(limit.values)
    if isinstance(type_, t.Enum):
        found["allOf"] = [{"enum": values}]
    else:
        found["enum"] = values


def _put_other(found: Schema, constraint: c.Constraint) -> None:
    """A limit that does not fit the type: told, not enforced."""
    name = str(constraint.__struct_config__.tag)
    if isinstance(constraint, c.Minimum | c.Maximum) and constraint.exclusive:
        name = f"exclusive_{name}"
    value = {c.Pattern: "regex", c.Unique: ""}.get(type(constraint), "value")
    found.setdefault("x-limits", {})[name] = getattr(constraint, value) if value else True


def _whole_bounds(constraints: Iterable[c.Constraint]) -> tuple[int | None, int | None]:
    """The least and greatest whole numbers that the ranges admit."""
    least: int | None = None
    most: int | None = None
    for limit in constraints:
        if isinstance(limit, c.Minimum):
            low = int(-(-limit.value // 1))
            low += 1 if limit.exclusive and low == limit.value else 0
            least = low if least is None else max(least, low)
        elif isinstance(limit, c.Maximum):
            high = int(limit.value // 1)
            high -= 1 if limit.exclusive and high == limit.value else 0
            most = high if most is None else min(most, high)
    return least, most
