"""Infers what pages leave unsaid: types of parameters, durations, field masks, pagination."""

from __future__ import annotations

from functools import partial

from apigen.ir.api import Field, Message, Pagination
from apigen.ir.constraints import Allowed, Maximum, Minimum
from apigen.ir.types import Duration, FieldMask, Integer, List, MessageRef, String, Value
from apigen.ir.walk import map_field, map_fields

UPDATE_MASK = "updateMask"
_SIZES = {"pageSize", "limit", "offset"}


def infer_message(message: Message) -> Message:
    """The message with inferred types."""
    return map_fields(message, infer_field)


def infer_field(field: Field) -> Field:
    """The field with its inferred type: `string` with a range is a duration; a parameter without a type
    and with a range, or named like a size, is an integer; `updateMask` is a field mask."""
    if not field.typed and field.name in _SIZES and isinstance(field.type, String):
        changed = map_field(field, lambda value: Value(Integer(64), value.constraints))
    else:
        changed = map_field(field, partial(_infer_value, typed=field.typed))
    if changed.name == UPDATE_MASK and isinstance(changed.type, String):
        changed = map_field(changed, lambda value: Value(FieldMask(), value.constraints))
    return changed


def _infer_value(value: Value, *, typed: bool) -> Value:
    if not isinstance(value.type, String):
        return value
    ranged = any(isinstance(limit, (Minimum, Maximum)) for limit in value.constraints)
    numbers = any(
        isinstance(limit, Allowed) and not any(isinstance(v, str) for v in limit.values)
        for limit in value.constraints
    )
    if typed:
        return Value(Duration(), value.constraints) if ranged else value
    return Value(Integer(64), value.constraints) if ranged or numbers else value


def items_field(response: Message) -> str:
    """The field with the items of a paginated answer: its one list of messages, else its one list,
    beside `nextPageToken` (AIP-158). Empty if there is none."""
    if not any(field.name == "nextPageToken" for field in response.fields):
        return ""
    lists = {f.name: f.type.item.type for f in response.fields if isinstance(f.type, List)}
    messages = [name for name, item in lists.items() if isinstance(item, MessageRef)]
    if len(messages) == 1:
        return messages[0]
    return next(iter(lists)) if len(lists) == 1 else ""


def pagination(query: Message | None, items: str) -> Pagination | None:
    """The pagination of a method that takes a page token and answers `items` (AIP-158)."""
    asked = {field.name for field in query.fields} if query is not None else set()
    if not items or "pageToken" not in asked:
        return None
    return Pagination(items=items, page_size="pageSize" if "pageSize" in asked else None)


def update_mask(body: Message | None, query: Message | None) -> str | None:
    """The name of the field mask of an update (AIP-134)."""
    fields = (field for message in (body, query) if message for field in message.fields)
    return UPDATE_MASK if any(field.name == UPDATE_MASK for field in fields) else None
