"""Normalizes requests as ProtoJSON (https://protobuf.dev/programming-guides/json): alternative
representations of a value become the one that the schema describes."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl

Schema = dict[str, Any]
Resolve = Callable[[Schema], Schema]

_DIGITS = re.compile(r"-?[0-9]+")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?([eE][-+]?[0-9]+)?|NaN|-?Infinity")


class ProtoJsonReader:
    """`resolve` follows a `$ref`. `loose` drops unknown fields, as a lenient gateway does."""

    def __init__(self, resolve: Resolve, *, loose: bool) -> None:
        self._resolve = resolve
        self._loose = loose

    def body(self, value: Any, schema: Schema) -> Any:
        """A body: null members are dropped, and empty ones if the field is required; an int64 may be a
        JSON number, other numbers may be strings."""
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
        required = set(schema.get("required", ()))
        found: dict[str, Any] = {}
        for key, item in value.items():
            if item is None or (key in required and self._empty(item, known.get(key))):
                continue
            if key in known:
                found[key] = self.body(item, known[key])
            elif not self._loose:
                found[key] = item
        return found

    def _empty(self, value: Any, schema: Schema | None) -> bool:
        """Whether a value counts as absent: an empty string, list or map, but not an empty message."""
        if value == {} and isinstance(value, dict) and schema is not None:
            return "properties" not in self._resolve(schema)
        return value in ("", [])

    def query(self, text: str, schema: Schema) -> dict[str, Any]:
        """A query string. A repeated name is a list if the parameter is one, else the last value counts.
        An empty value of a required parameter counts as absent."""
        known = schema["properties"]
        required = set(schema.get("required", ()))
        found: dict[str, Any] = {}
        for name, value in parse_qsl(text, keep_blank_values=True):
            inner = known.get(name)
            if inner is None:
                if not self._loose:
                    found[name] = value
            elif inner.get("type") == "array":
                found.setdefault(name, []).append(self.text(value, inner["items"]))
            elif value or name not in required:
                found[name] = self.text(value, inner)
        return found

    def text(self, value: str, schema: Schema) -> Any:
        """A path or query parameter."""
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
