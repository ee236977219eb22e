"""A simple interpreter of the IR that finds the rules a request breaks.

Independent of the SDK's checks and of the schemas: tests compare both with it.
"""

from __future__ import annotations

import base64
from collections.abc import Iterator, Mapping
from fractions import Fraction
from typing import Any

from apigen.ir import constraints as c
from apigen.ir import types as t
from apigen.ir.api import Field, Message, Method
from apigen.targets.conformance import broken

Broken = tuple[str, str]


def plain_reading(
    method: Method, values: Mapping[str, Any], messages: Mapping[str, Message]
) -> set[Broken]:
    """Path and rule of every violation in the values of a method's parameters and body."""
    fields = method.parameters
    groups: set[Broken] = set()
    for message in (method.query, method.body):
        if message is not None:
            fields += message.fields
            groups |= set(_groups(message, values, ""))
    return {found for field in fields for found in _field(field, values, "", messages)} | groups


def _message(
    message: Message, values: Any, at: str, messages: Mapping[str, Message]
) -> Iterator[Broken]:
    for field in message.fields:
        yield from _field(field, values, f"{at}.", messages)
    yield from _groups(message, values, f"{at}.")


def _field(
    field: Field, values: Mapping[str, Any], before: str, messages: Mapping[str, Message]
) -> Iterator[Broken]:
    value = values.get(field.name)
    at = before + field.name
    if (
        field.required
        and value in (None, "", [], {})
        and not _is_message(field.type, messages, value)
    ):
        yield at, "required"
    elif value is not None:
        yield from _value(field.type, field.constraints, value, at, messages)


def _is_message(kind: t.Type, messages: Mapping[str, Message], value: Any) -> bool:
    """Whether a value is a message: an empty one is present, unlike an empty string, list or map."""
    return isinstance(kind, t.MessageRef) and value is not None


def _groups(message: Message, values: Mapping[str, Any], before: str) -> Iterator[Broken]:
    for group in message.one_ofs:
        given = [name for name in group.members if values.get(name) is not None]
        if len(given) > 1 or (group.exactly_one and not given):
            yield before + " | ".join(group.members), "one-of"


def _value(
    kind: t.Type,
    limits: tuple[c.Constraint, ...],
    value: Any,
    at: str,
    messages: Mapping[str, Message],
) -> Iterator[Broken]:
    if isinstance(kind, t.MessageRef):
        yield from _message(messages[kind.id], value, at, messages)
    elif isinstance(kind, t.List):
        yield from ((at, rule) for rule in broken(kind, limits, value))
        for place, item in enumerate(value):
            yield from _value(
                kind.item.type, kind.item.constraints, item, f"{at}[{place}]", messages
            )
    elif isinstance(kind, t.Map):
        yield from ((at, rule) for rule in broken(kind, limits, value))
        for key, item in value.items():
            quoted = key.replace("\\", "\\\\").replace('"', '\\"')
            inner = f'{at}["{quoted}"]'
            yield from _value(kind.key.type, kind.key.constraints, key, inner, messages)
            yield from _value(kind.value.type, kind.value.constraints, item, inner, messages)
    elif not isinstance(kind, t.Anything):
        yield from ((at, rule) for rule in broken(kind, limits, _plain(kind, value)))


def _plain(kind: t.Type, value: Any) -> Any:
    """The value that a JSON string represents."""
    if isinstance(kind, t.Integer):
        return int(value)  # digits in a string, in JSON as in a path
    if isinstance(kind, t.Duration):
        return Fraction(value.removesuffix("s"))
    return base64.b64decode(value) if isinstance(kind, t.Bytes) else value
