"""Facts: a method as one flat object, the stable output of `apigen inspect --facts`.

Each field has `in` (path, query, body, response) and a dotted `path` without brackets: the path of a
list or map of messages continues with the fields of the message. A key appears only when the page
states it. Durations are in seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Protocol

from apigen.ir.api import Field, Message, Method
from apigen.ir.constraints import Constraint, constraint_fact
from apigen.ir.types import Enum, Map, Type, Value, json_form
from apigen.ir.walk import element_id, parts

Facts = dict[str, Any]


class MethodPage(Protocol):
    """The content of one method page, with messages of its own."""

    @property
    def file(self) -> str: ...
    @property
    def service(self) -> str: ...
    @property
    def resource(self) -> str: ...
    @property
    def method(self) -> Method: ...
    @property
    def messages(self) -> tuple[Message, ...]: ...


def draft_facts(page: MethodPage) -> Facts:
    """The facts of a page before it is merged with others."""
    known = {message.id: message for message in page.messages}
    return method_facts(page.file, page.service, page.resource, page.method, known)


def method_facts(
    page: str, service: str, resource: str, method: Method, messages: Mapping[str, Message]
) -> Facts:
    """The facts of a method. `messages` maps ids to messages."""
    path = Message(id="", name="", fields=method.parameters, origin=method.origin)
    collected = _Collector(messages)
    collected.message("path", path)
    for place, message in (
        ("query", method.query),
        ("body", method.body),
        ("response", messages.get(method.response or "")),
    ):
        if message is not None:
            collected.message(place, message)
    return {
        "page": page,
        "service": service,
        "resource": resource,
        "method": method.name,
        "http": {"verb": method.verb, "host": method.host, "path": method.path},
        "fields": collected.fields,
        "one_of": collected.groups,
    }


class _Collector:
    """Collects the facts of messages, and of the messages within them."""

    def __init__(self, messages: Mapping[str, Message]) -> None:
        self._messages = messages
        self.fields: list[Facts] = []
        self.groups: list[Facts] = []

    def message(
        self, place: str, message: Message, path: str = "", above: frozenset[str] = frozenset()
    ) -> None:
        """Add a message at a path. A recursive message is not entered again: `above` are the ids of
        the messages that hold this one."""
        for group in message.one_ofs:
            fact: Facts = {"in": place, "path": path, "members": list(group.members)}
            if group.exactly_one is not None:
                fact["exactly_one"] = group.exactly_one
            self.groups.append(fact)
        within = above | {message.id}
        for field in message.fields:
            field_path = f"{path}.{field.name}" if path else field.name
            self.fields.append({"in": place, "path": field_path, **field_facts(field)})
            inner = self._messages.get(element_id(field.type) or "")
            if inner is not None and inner.id not in within:
                self.message(place, inner, field_path, within)


def field_facts(field: Field) -> Facts:
    """The facts of one field, without its place."""
    found = _type_facts(field.type, field.typed)
    for key in ("required", "deprecated", "output_only"):
        if getattr(field, key):
            found[key] = True
    if field.default is not None:
        found["default"] = field.default
    found.update(_constraint_facts(field.constraints))
    return found


def _type_facts(type_: Type, typed: bool) -> Facts:
    found: Facts = {}
    if typed:
        found["type"], form = _SHAPES.get(type(type_)) or json_form(type_)
        if form:
            found["format"] = form
    if isinstance(type_, Enum):
        found["enum"] = [value.name for value in type_.values]
    implied = isinstance(type_, Map) and type_.implied
    for role, part in parts(type_):
        # A map that only prose shows has keys and values only where something limits them.
        if part.constraints or not implied:
            found[role] = _value_facts(part, typed)
    return found


_SHAPES: dict[type[Type], tuple[str, str]] = {Enum: ("enum", ""), Map: ("map", "")}
"""Types that facts tell apart although JSON does not."""


def _value_facts(value: Value, typed: bool) -> Facts:
    return {**_type_facts(value.type, typed), **_constraint_facts(value.constraints)}


def _constraint_facts(constraints: Iterable[Constraint]) -> Facts:
    return {
        name: list(limit) if isinstance(limit, tuple) else limit
        for name, limit in map(constraint_fact, constraints)
    }
