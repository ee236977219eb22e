"""Messages from a JSON sample, for sections without a table: `"done": true`, `"id": "string"`."""

from __future__ import annotations

from apigen.analysis.page.naming import nested_name
from apigen.analysis.page.tree import NAME
from apigen.findings.source import Source
from apigen.ir.api import Field, Message, OneOf
from apigen.ir.types import (
    Anything,
    Bool,
    Float,
    Integer,
    List,
    MessageRef,
    String,
    Type,
    Value,
)
from apigen.pages.model import Sample, SampleArray, SampleObject, SampleValue

_PLACEHOLDERS: dict[str, Type] = {
    "string": String(),
    "integer": Integer(),
    "number": Float(),
    "boolean": Bool(),
    "object": Anything(),
}


def message_from_sample(
    sample: SampleObject, message_id: str, name: str, source: Source
) -> tuple[Message, tuple[Message, ...]]:
    """The message of the sample and the messages within it."""
    inner: list[Message] = []
    return _message(sample, message_id, name, source, inner), tuple(inner)


def _message(
    sample: SampleObject, message_id: str, name: str, source: Source, inner: list[Message]
) -> Message:
    fields: dict[str, Field] = {}
    for key, value, span in sample.members:
        if NAME.fullmatch(key) and key not in fields:
            kind = _type(value, f"{message_id}.", key, source, inner)
            fields[key] = Field(name=key, type=kind, origin=source.origin(span))
    groups = tuple(
        OneOf(tuple(name for name in group.names if name in fields), source.origin(group.span))
        for group in sample.groups
        if any(name in fields for name in group.names)
    )
    return Message(
        id=message_id,
        name=name,
        fields=tuple(fields.values()),
        origin=source.origin(sample.span),
        one_ofs=groups,
    )


def _type(sample: Sample, owner: str, key: str, source: Source, inner: list[Message]) -> Type:
    if isinstance(sample, SampleValue):
        return _scalar(sample.value)
    if isinstance(sample, SampleArray):
        item = sample.items[0] if sample.items else None
        return List(Value(_item(item, owner, key, source, inner) if item else Anything()))
    return _object(sample, owner, nested_name(key, 0), source, inner)


def _item(sample: Sample, owner: str, key: str, source: Source, inner: list[Message]) -> Type:
    if isinstance(sample, SampleObject):
        return _object(sample, owner, nested_name(key, 1), source, inner)
    return _type(sample, owner, key, source, inner)


def _object(
    sample: SampleObject, owner: str, name: str, source: Source, inner: list[Message]
) -> Type:
    if not sample.members:
        return Anything()
    message = _message(sample, owner + name, name, source, inner)
    inner.append(message)
    return MessageRef(message.id)


def _scalar(value: str | int | float | bool | None) -> Type:
    if isinstance(value, bool):
        return Bool()
    if isinstance(value, int):
        return Integer()
    if isinstance(value, float):
        return Float()
    return _PLACEHOLDERS.get(value or "", String())
