"""Converts errors of the JSON Schema library to violations: a JSON path, the broken rule's name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from jsonschema.exceptions import ValidationError

from apigen.emulator.status import FieldViolation

_RULES = {
    "required": "required",
    "minLength": "length",
    "maxLength": "length",
    "x-min-bytes": "length",
    "x-max-bytes": "length",
    "pattern": "pattern",
    "minimum": "range",
    "maximum": "range",
    "exclusiveMinimum": "range",
    "exclusiveMaximum": "range",
    "x-range": "range",
    "enum": "allowed",
    "minItems": "items",
    "maxItems": "items",
    "minProperties": "items",
    "maxProperties": "items",
    "uniqueItems": "unique",
    "oneOf": "one-of",
    "type": "type",
    "format": "type",
    "unknown": "unknown",
}


def violations(errors: Iterable[ValidationError]) -> list[FieldViolation]:
    """Distinct violations, ordered by path. Other violations of a value of the wrong type, or within
    it, are dropped."""
    found = dict.fromkeys(violation for error in errors for violation in _converted(error))
    wrong_types = [violation.path for violation in found if violation.rule == "type"]
    return sorted(v for v in found if v.rule == "type" or not _is_within(v.path, wrong_types))


def _is_within(path: str, outer: list[str]) -> bool:
    return any(not at or path == at or path.startswith((f"{at}.", f"{at}[")) for at in outer)


def _converted(error: ValidationError) -> Iterator[FieldViolation]:
    path = list(error.absolute_path)
    if "propertyNames" in error.relative_schema_path and isinstance(error.instance, str):
        path.append(_MapKey(error.instance))
    at = json_path(path, error)
    rule = _RULES.get(str(error.validator), str(error.validator))
    if error.validator == "required":
        name = re.match(r"'(.*)' is a required property", error.message, re.DOTALL)
        yield FieldViolation(_joined(at, name[1] if name else ""), "required", "Field is required")
    elif error.validator == "oneOf":
        documented = error.schema.get("x-one-of-path") if isinstance(error.schema, dict) else None
        members = documented or " | ".join(arm["required"][0] for arm in _arms(error))
        yield FieldViolation(_joined(at, members), "one-of", "Only one of these fields may be set")
    elif error.instance in ("", [], {}) and _counts_as_absent(error):
        yield FieldViolation(at, "required", "Field is required")
    elif error.validator == "pattern" and _is_number_in_string(error.schema):
        whole = re.fullmatch(r"-?(0|[1-9][0-9]{0,19})", str(error.instance))
        in_range = isinstance(error.schema, dict) and "x-range" in error.schema
        rule = "range" if whole and in_range and str(error.instance) != "-0" else "type"
        yield FieldViolation(at, rule, _sentence(error))
    else:
        yield FieldViolation(at, rule, _sentence(error))


class _MapKey(str):
    """A key of a map, as part of a path."""

    __slots__ = ()


def _counts_as_absent(error: ValidationError) -> bool:
    """Whether an empty value of the field counts as absent."""
    minimum = error.validator in ("minLength", "minItems", "minProperties")
    return minimum and isinstance(error.schema, dict) and "x-not-empty" in error.schema


def _arms(error: ValidationError) -> list[Any]:
    arms = error.validator_value if isinstance(error.validator_value, list) else []
    return [arm for arm in arms if "required" in arm]


def _is_number_in_string(schema: object) -> bool:
    return isinstance(schema, dict) and (
        schema.get("format") in ("int32", "int64", "google-duration") or "x-whole-number" in schema
    )


def _sentence(error: ValidationError) -> str:
    schema = error.schema if isinstance(error.schema, dict) else {}
    if error.validator in ("pattern", "x-range") and "x-range" in schema:
        return f"Value must be {_bounds(schema['x-range'])}"
    if error.validator == "pattern":
        plain = str(error.validator_value).removeprefix("^(?:").removesuffix(")$")
        return f"Field does not match the pattern /{schema.get('x-re2-pattern', plain)}/"
    text = error.message
    return text if len(text) <= 300 else f"{text[:300]}…"


def _bounds(bounds: dict[str, Any]) -> str:
    words = {
        "minimum": "at least",
        "maximum": "at most",
        "exclusiveMinimum": "more than",
        "exclusiveMaximum": "less than",
    }
    return " and ".join(f"{words[name]} {bound}" for name, bound in bounds.items())


def json_path(parts: Iterable[Any], error: ValidationError | None = None) -> str:
    """`images[0].labels["Env"]`: field names after dots, list indexes and map keys in brackets. The path
    within the schema tells field names and map keys apart."""
    keys = _map_depths(error) if error is not None else set()
    found = ""
    for depth, part in enumerate(parts):
        if isinstance(part, int):
            found += f"[{part}]"
        elif isinstance(part, _MapKey) or depth in keys:
            escaped = part.replace("\\", "\\\\").replace('"', '\\"')
            found += f'["{escaped}"]'
        else:
            found = _joined(found, part)
    return found


def _map_depths(error: ValidationError) -> set[int]:
    """The positions of map keys in the path of the value."""
    found: set[int] = set()
    depth = 0
    steps = iter(error.absolute_schema_path)
    for step in steps:
        if step == "properties":
            depth += 1
            next(steps, None)  # the field's name
        elif step == "items":
            depth += 1
        elif step == "additionalProperties":
            found.add(depth)
            depth += 1
    return found


def _joined(head: str, tail: str) -> str:
    return f"{head}.{tail}" if head and tail else head or tail
