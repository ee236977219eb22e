"""Checks of a request before it is sent."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from ..errors import Violation
from ..messages.models import Message
from ..messages.schema import schema_of
from .encoding import path_violations, update_mask

if TYPE_CHECKING:
    from .request import Request


def check(request: Request) -> tuple[Violation, ...]:
    """All violations in a request: limits of its page, types, one-of groups, path values that would
    lead to another URL, and an update without any field."""
    schema = schema_of(type(request))
    try:
        found = list(schema.check(request) or ())
    except RecursionError:
        requirement = "hold no value that contains itself, and not be nested too deep"
        return (Violation(type(request).__name__, "depth", requirement, "", schema.page),)
    known = {violation.path for violation in found}
    found += [item for item in path_violations(request) if item.path not in known]
    if update_mask(request) == "":
        field = schema.by_name[request.UPDATE_MASK or ""]
        requirement = (
            "name a field to update: without a mask the service resets every field; "
            "give a field, a mask, or None to reset on purpose"
        )
        found.append(
            Violation(field.wire.name, "field-mask", requirement, "", schema.page, field.wire.line)
        )
    return tuple(found)


def deprecated_fields(message: Message) -> list[tuple[str, str]]:
    """JSON path and note of each given field that its page calls deprecated."""
    found: list[tuple[str, str]] = []
    schema = schema_of(type(message))
    for field in schema.fields:
        if field.name not in message.__pydantic_fields_set__:
            continue
        if field.deprecated is not None:
            found.append((field.wire.name, field.deprecated))
        for value in _messages(message.__dict__[field.name]):
            found += [
                (f"{field.wire.name}.{path}", note) for path, note in deprecated_fields(value)
            ]
    return found


def _messages(value: object) -> Iterator[Message]:
    if isinstance(value, Message):
        yield value
    elif isinstance(value, (list, tuple)):
        for item in value:
            yield from _messages(item)
    elif isinstance(value, dict):
        for item in value.values():
            yield from _messages(item)
