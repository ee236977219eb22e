"""Maps the types of a message at any depth; what does not change is shared."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

import msgspec

from apigen.ir.api import Field, Message
from apigen.ir.types import List, Map, MessageRef, Type, Value

ValueMap = Callable[[Value, bool], Value]
"""Takes a type with its constraints, and whether the page states the type."""


def map_fields(message: Message, change: ValueMap) -> Message:
    """The message with `change` applied to every value of every field, inner values first."""
    fields = tuple(map_field(field, change) for field in message.fields)
    if all(new is old for new, old in zip(fields, message.fields, strict=True)):
        return message
    return msgspec.structs.replace(message, fields=fields)


def map_field(field: Field, change: ValueMap) -> Field:
    value = map_value(Value(field.type, field.constraints), field.typed, change)
    if value.type is field.type and value.constraints is field.constraints:
        return field
    return msgspec.structs.replace(field, type=value.type, constraints=value.constraints)


def map_value(value: Value, typed: bool, change: ValueMap) -> Value:
    kind = value.type
    if isinstance(kind, List):
        item = map_value(kind.item, typed, change)
        if item is not kind.item:
            value = Value(List(item), value.constraints)
    elif isinstance(kind, Map):
        inner_key = map_value(kind.key, typed, change)
        inner = map_value(kind.value, typed, change)
        if inner_key is not kind.key or inner is not kind.value:
            value = Value(Map(inner_key, inner, kind.implied), value.constraints)
    return change(value, typed)


def with_ids(message: Message, ids: Mapping[str, str]) -> Message:
    """The message with the ids of its references replaced."""

    def change(value: Value, typed: bool) -> Value:
        del typed
        if isinstance(value.type, MessageRef):
            target = ids.get(value.type.id)
            if target is not None and target != value.type.id:
                return Value(MessageRef(target), value.constraints)
        return value

    return map_fields(message, change)


def references(kind: Type) -> Iterator[str]:
    """The ids of the messages that a type refers to."""
    if isinstance(kind, MessageRef):
        yield kind.id
    elif isinstance(kind, List):
        yield from references(kind.item.type)
    elif isinstance(kind, Map):
        yield from references(kind.key.type)
        yield from references(kind.value.type)
