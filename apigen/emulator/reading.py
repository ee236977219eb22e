"""Requests read as ProtoJSON (https://protobuf.dev/programming-guides/json): what the several
spellings of one value mean, before a schema judges it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

Schema = dict[str, Any]
Resolve = Callable[[Schema], Schema]

_DIGITS = re.compile(r"-?[0-9]+")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?|NaN|-?Infinity")


class Reader:
    """`resolve` follows a `$ref`. `loose` drops unknown fields, as a lenient gateway does."""

    def __init__(self, resolve: Resolve, *, loose: bool) -> None:
        self._resolve = resolve
        self._loose = loose

    def body(self, value: Any, schema: Schema) -> Any:
        """A body: null members are absent, as are empty ones where the field is required; int64 may
        come as a number, and numbers as strings."""
        schema = self._resolve(schema)
        if isinstance(value, dict):
            return self._object(value, schema)
        if isinstance(value, list) and "items" in schema:
            return [self.body(item, schema["items"]) for item in value]
        return _scalar(value, schema)

    def _object(self, value: dict[str, Any], schema: Schema) -> dict[str, Any]:
        known = schema.get("properties")
        if known is None:
            inner = schema.get("additionalProperties")
            if isinstance(inner, dict):
                return {key: self.body(item, inner) for key, item in value.items()}
            return value
        needed = set(schema.get("required", ()))
        found: dict[str, Any] = {}
        for key, item in value.items():
            if item is None or (key in needed and self._empty(item, known.get(key))):
                continue
            if key in known:
                found[key] = self.body(item, known[key])
            elif not self._loose:
                found[key] = item
        return found

    def _empty(self, value: Any, schema: Schema | None) -> bool:
        """An empty string, list or map is an absent one; an empty message is there."""
        if value == {} and isinstance(value, dict) and schema is not None:
            return "properties" not in self._resolve(schema)
        return value in ("", [])

    def query(self, text: str, schema: Schema) -> dict[str, Any]:
        """A query string. A repeated name makes a list where the parameter is one; else the last
        counts. An empty value of a required parameter is an absent one."""
        known = schema["properties"]
        needed = set(schema.get("required", ()))
        found: dict[str, Any] = {}
        for name, value in parse_qsl(text, keep_blank_values=True):
            inner = known.get(name)
            if inner is None:
                if not self._loose:
                    found[name] = value
            elif inner.get("type") == "array":
                found.setdefault(name, []).append(self.text(value, inner["items"]))
            elif value or name not in needed:
                found[name] = self.text(value, inner)
        return found

    def text(self, value: str, schema: Schema) -> Any:
        """A value that came as text."""
        if schema.get("type") == "boolean":
            return {"true": True, "false": False}.get(value, value)
        return _scalar(value, schema)


def _scalar(value: Any, schema: Schema) -> Any:
    kind = schema.get("type")
    if kind == "string" and (schema.get("format") == "int64" or "x-whole-number" in schema):
        whole = isinstance(value, int) and not isinstance(value, bool)
        if whole or (isinstance(value, float) and value.is_integer()):
            return str(int(value))
    elif kind == "integer" and isinstance(value, str) and _DIGITS.fullmatch(value):
        return int(value) if len(value) < 40 else value
    elif kind == "number" and isinstance(value, str) and _NUMBER.fullmatch(value):
        return float(value)
    return value
