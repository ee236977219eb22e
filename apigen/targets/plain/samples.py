"""JSON that a method takes: the least of it, keeping every documented limit."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote, urlencode

from apigen.ir import constraints as c
from apigen.ir import types as t
from apigen.ir.api import Field, Message, Method
from apigen.targets.conformance import broken
from apigen.targets.python.tests.samples import candidates_of, duration_text, keys_of, least

Json = Any
_DEEPEST = 8


def sample_url(method: Method, messages: Mapping[str, Message]) -> str:
    """The URL with samples of its path parameters and of the query parameters that are needed."""
    path = method.path
    for field in method.parameters:
        value = quote(str(_field(field, messages, 0)), safe="")
        path = path.replace(f"{{{field.name}}}", value)
    query = _message(method.query, messages, 0) if method.query else {}
    return f"https://{method.host}{path}" + (f"?{urlencode(query, doseq=True)}" if query else "")


def sample_body(method: Method, messages: Mapping[str, Message]) -> Json:
    """The fields that are needed; `None` where no body is sent."""
    return _message(method.body, messages, 0) if method.body is not None else None


def _message(message: Message, messages: Mapping[str, Message], depth: int) -> dict[str, Json]:
    needed = {g.members[0] for g in message.one_ofs if g.exactly_one and g.members}
    others = {name for group in message.one_ofs for name in group.members[1:]}
    found: dict[str, Json] = {}
    for field in message.fields:
        wanted = field.required or field.name in needed
        if wanted and field.name not in others and not field.output_only:
            found[field.name] = _field(field, messages, depth)
    return found


def _field(field: Field, messages: Mapping[str, Message], depth: int) -> Json:
    return _value(field.type, field.constraints, messages, depth)


def _value(
    type_: t.Type,
    rules: tuple[c.Constraint, ...],
    messages: Mapping[str, Message],
    depth: int,
) -> Json:
    number = max(1, least(rules, c.MinItems, 1))
    if isinstance(type_, t.List):
        return [_value(type_.item.type, type_.item.constraints, messages, depth)] * number
    if isinstance(type_, t.Map):
        value = _value(type_.value.type, type_.value.constraints, messages, depth)
        return dict.fromkeys(keys_of(type_.key, number) or (), value)
    if isinstance(type_, t.MessageRef):
        known = messages.get(type_.id)
        return _message(known, messages, depth + 1) if known and depth < _DEEPEST else {}
    for value in candidates_of(type_, rules):
        if value not in ("", b"") and not broken(type_, rules, value):
            return _wire(type_, value)
    return None


def _wire(type_: t.Type, value: object) -> Json:
    """A bare value as JSON carries it."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(type_, t.Duration) and isinstance(value, int | float):
        return duration_text(value)
    if isinstance(type_, t.Integer) and isinstance(value, int | float):
        return str(int(value)) if type_.quoted else int(value)
    return value
