"""Defaults converted to the type of their field: pages give `1` for a string, `"20"` for a number."""

from __future__ import annotations

import math

import msgspec

from apigen.findings.codes.analysis import DEFAULT_MISFIT
from apigen.findings.diagnostics import Diagnostics
from apigen.ir.api import Field
from apigen.ir.types import Bool, Duration, Enum, Float, Integer, String, Type

Default = str | int | float | bool
_TRUTH = {"true": True, "false": False}


def with_default(field: Field, diagnostics: Diagnostics) -> Field:
    """The field with a default of its type: a value's name for an enum, seconds for a duration. A
    default that does not fit the type is reported and dropped."""
    if field.default is None:
        return field
    default = _coerced(field.default, field.type)
    if default is None:
        diagnostics.add(
            DEFAULT_MISFIT,
            field.origin,
            f"{field.default} is said to be the default of {field.name} and cannot be",
            text=str(field.default),
        )
    elif default == field.default and type(default) is type(field.default):
        return field
    return msgspec.structs.replace(field, default=default)


def _coerced(default: Default, kind: Type) -> Default | None:
    if isinstance(kind, Bool):
        return default if isinstance(default, bool) else _TRUTH.get(str(default).casefold())
    if isinstance(kind, Enum):
        name = str(default)
        known = not kind.values or any(value.name == name for value in kind.values)
        return name if known else None
    if isinstance(kind, String):
        return str(default).lower() if isinstance(default, bool) else str(default)
    if isinstance(kind, (Integer, Float, Duration)):
        return _number(default, whole=isinstance(kind, Integer))
    return default


def _number(default: Default, *, whole: bool) -> int | float | None:
    if isinstance(default, bool) or len(str(default)) > 40:
        return None
    try:
        number = float(default)
    except ValueError:
        return None
    if not math.isfinite(number):
        return None
    if isinstance(default, int):
        return default
    if number.is_integer() and (whole or isinstance(default, str)):
        return int(default) if str(default).lstrip("-").isdecimal() else int(number)
    return None if whole else number
