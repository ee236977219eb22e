"""What pages leave unsaid: types of parameters, durations, field masks, lists of pages."""

from __future__ import annotations

from functools import partial

from apigen.ir.api import Field, Message, Pagination
from apigen.ir.constraints import Allowed, Maximum, Minimum
from apigen.ir.types import Duration, FieldMask, Integer, List, MessageRef, String, Value
from apigen.ir.walk import map_field, map_fields

UPDATE_MASK = "updateMask"
_SIZES = {"pageSize", "limit", "offset"}


def infer_message(message: Message) -> Message:
    """The message with its inferred types."""
    return map_fields(message, infer_field)


def infer_field(field: Field) -> Field:
    """A `string` with a range is a duration, where the range was in seconds; a parameter without a
    type that has a range is a whole number."""
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
    """The field with the items of an answer that gives a page of them: the one repeated message beside
    the token of the next page (AIP-158). Empty where there is none."""
    if not any(field.name == "nextPageToken" for field in response.fields):
        return ""
    lists = [field for field in response.fields if isinstance(field.type, List)]
    messages = [f for f in lists if isinstance(f.type, List) and _is_message(f.type)]
    if len(messages) == 1:
        return messages[0].name
    return lists[0].name if len(lists) == 1 else ""


def pagination(query: Message | None, items: str) -> Pagination | None:
    """A method that takes a page token and gives a page of `items` (AIP-158)."""
    asked = {field.name for field in query.fields} if query is not None else set()
    if not items or "pageToken" not in asked:
        return None
    return Pagination(items=items, page_size="pageSize" if "pageSize" in asked else None)


def _is_message(kind: List) -> bool:
    return isinstance(kind.item.type, MessageRef)


def update_mask(body: Message | None, query: Message | None) -> str | None:
    """The name of the field mask of an update (AIP-134)."""
    for message in (body, query):
        for field in message.fields if message else ():
            if field.name == UPDATE_MASK:
                return field.name
    return None
