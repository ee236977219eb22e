"""What a type is in JSON: whether a value of one field can be that of another, what is a default."""

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
    """Whether both are the same kind of JSON value. Pages of one resource may type a field apart."""
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
    """Texts with a form of their own are not just any text."""
    if isinstance(kind, t.Timestamp | t.Duration | t.Bytes | t.Integer):
        return type(kind).__name__
    return "message" if isinstance(kind, t.MessageRef) else ""


def is_default(kind: t.Type, value: object) -> bool:
    """Whether ProtoJSON leaves the value out: zero, false, an empty text, list or map. An empty
    message is told."""
    if isinstance(kind, t.MessageRef):
        return False
    return value in ("", [], {}, 0) or (isinstance(kind, t.Integer) and value == "0")
