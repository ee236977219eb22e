"""Prints messages as the schema in a page's front matter."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from apigen.ir.api import Message
from apigen.ir.constraints import Constraint, Pattern
from apigen.ir.types import (
    Anything,
    Bool,
    Bytes,
    Duration,
    Enum,
    FieldMask,
    Float,
    Integer,
    List,
    Map,
    MessageRef,
    Timestamp,
    Type,
    Value,
)
from tests.unit.analysis.printer import HOST

Known = Mapping[str, Message]
Schema = dict[str, Any]
FORMATS: dict[type, str] = {
    Timestamp: "date-time",
    Duration: "duration",
    FieldMask: "field-mask",
    Bytes: "byte",
}


def with_schema(page: str, body: Message, known: Known) -> str:
    """The page with the schema in its front matter: types, patterns, values, required fields and groups,
    as in schemas of real pages; no lengths, ranges or counts."""
    entry = {
        "url": f"{HOST}/compute/v1/disks",
        "method": "post",
        "path": None,
        "query": None,
        "body": _message(body),
        "definitions": {message.id: _message(message) for message in known.values()},
    }
    return f"---\napiPlayground:\n  - {json.dumps(entry)}\n---\n\n{page}"


def without_patterns(message: Message) -> Message:
    """The message as the tables of 2024 describe it."""
    fields = []
    for field in message.fields:
        bare = _bare(Value(field.type, field.constraints))
        changed = {"type": bare.type, "constraints": bare.constraints}
        fields.append(msgspec.structs.replace(field, **changed))
    return msgspec.structs.replace(message, fields=tuple(fields))


def _bare(value: Value) -> Value:
    kind = value.type
    if isinstance(kind, List):
        kind = List(_bare(kind.item))
    elif isinstance(kind, Map):
        kind = Map(_bare(kind.key), _bare(kind.value), kind.implied)
    return Value(kind, tuple(c for c in value.constraints if not isinstance(c, Pattern)))


def _message(message: Message) -> Schema:
    schema: Schema = {
        "type": "object",
        "properties": {f.name: _value(Value(f.type, f.constraints)) for f in message.fields},
        "additionalProperties": False,
    }
    if required := [field.name for field in message.fields if field.required]:
        schema["required"] = required
    if message.one_ofs:
        schema["oneOf"] = [{"required": [name]} for name in message.one_ofs[0].members]
    return schema


def _value(value: Value) -> Schema:
    return {**_type(value.type), **_pattern(value.constraints)}


def _pattern(constraints: Iterable[Constraint]) -> Schema:
    found = next((limit for limit in constraints if isinstance(limit, Pattern)), None)
    return {"pattern": found.regex} if found is not None else {}


def _type(kind: Type) -> Schema:
    if isinstance(kind, MessageRef):
        return {"$ref": f"#/definitions/{kind.id}"}
    if isinstance(kind, List):
        return {"type": "array", "items": _value(kind.item)}
    if isinstance(kind, Map):
        keys = _pattern(kind.key.constraints)
        schema = {"type": "object", "additionalProperties": _value(kind.value)}
        return {**schema, **({"propertyNames": keys} if keys else {})}
    if isinstance(kind, Enum):
        return {"type": "string", "enum": ["X_UNSPECIFIED", *(v.name for v in kind.values)]}
    if isinstance(kind, Integer):
        form = {"format": f"int{kind.bits}"} if kind.bits else {}
        return {"type": "string" if kind.quoted else "integer", **form}
    if isinstance(kind, Float):
        return {"type": "number", **({"format": "double"} if kind.bits == 64 else {})}
    if isinstance(kind, (Bool, Anything)):
        return {"type": "boolean" if isinstance(kind, Bool) else "object"}
    form = {"format": FORMATS[type(kind)]} if type(kind) in FORMATS else {}
    return {"type": "string", **form}
