"""Replaces the ids of references."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from apigen.ir.api import Message
from apigen.ir.types import MessageRef, Value
from apigen.ir.walk import map_field, map_fields


def with_ids(message: Message, ids: Mapping[str, str]) -> Message:
    """The message with the ids of its references replaced."""

    def change(value: Value) -> Value:
        if isinstance(value.type, MessageRef):
            target = ids.get(value.type.id)
            if target is not None and target != value.type.id:
                return Value(MessageRef(target), value.constraints)
        return value

    return map_fields(message, partial(map_field, change=change))
