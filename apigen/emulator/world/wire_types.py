"""Types as ProtoJSON values: which types share a form, and which values are defaults."""

from __future__ import annotations

from apigen.ir import types as t

_JSON: dict[type[t.Type], str] = {
    t.Bool: "boolean",
    t.Float: "number",
    t.List: "array",
    t.Map: "object",
    t.Anything: "object",
    t.MessageRef: "object",
}


def same_in_json(one: t.Type, other: t.Type) -> bool:
    """Whether a value of one type is also a value of the other. Needed because the pages of a
    resource's methods can declare different types for one field."""
    if _json(one) != _json(other):
        return False
    if isinstance(one, t.MessageRef) and isinstance(other, t.MessageRef):
        return one.id == other.id
    if isinstance(one, t.List) and isinstance(other, t.List):
        return same_in_json(one.item.type, other.item.type)
    return _shape(one) == _shape(other)


def _json(kind: t.Type) -> str:
    if isinstance(kind, t.Integer):
        return "string" if kind.quoted else "integer"
    return _JSON.get(type(kind), "string")


def _shape(kind: t.Type) -> str:
    """Distinguishes types that are JSON strings of a certain format."""
    if isinstance(kind, t.Timestamp | t.Duration | t.Bytes | t.Integer):
        return type(kind).__name__
    return "message" if isinstance(kind, t.MessageRef) else ""


def is_default(kind: t.Type, value: object) -> bool:
    """Whether ProtoJSON omits the value: zero, false, an empty string, list or map. An empty message
    is not omitted."""
    if isinstance(kind, t.MessageRef):
        return False
    return value in ("", [], {}, 0) or (isinstance(kind, t.Integer) and value == "0")
