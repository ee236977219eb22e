"""Facts: a method as one flat object, a stable contract for `apigen inspect --facts`.

Each field has `in` (path, query, body, response) and a dotted `path` without brackets: an array or a
map of messages is passed through as its element. A key appears only when the page says so.
Durations are in seconds.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Protocol

from apigen.ir.api import Field, Message, Method
from apigen.ir.constraints import (
    Allowed,
    Constraint,
    Maximum,
    MaxItems,
    MaxLength,
    Minimum,
    MinItems,
    MinLength,
    Pattern,
)
from apigen.ir.types import (
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
    String,
    Timestamp,
    Type,
    Value,
)

Facts = dict[str, Any]


class MethodPage(Protocol):
    """What one method page says, with messages of its own."""

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
    """The facts of a page as the page says them."""
    known = {message.id: message for message in page.messages}
    return method_facts(page.file, page.service, page.resource, page.method, known)


def method_facts(
    page: str, service: str, resource: str, method: Method, messages: Mapping[str, Message]
) -> Facts:
    """The facts of a method whose messages are found by their ids."""
    fields: list[Facts] = []
    groups: list[Facts] = []
    for place, message in (
        ("path", _Fields(method.parameters)),
        ("query", method.query),
        ("body", method.body),
        ("response", messages.get(method.response) if method.response else None),
    ):
        if message is not None:
            walk = _Walk(place, messages)
            walk.message(message, "", frozenset())
            fields += walk.fields
            groups += walk.groups
    return {
        "page": page,
        "service": service,
        "resource": resource,
        "method": method.name,
        "http": {"verb": method.verb, "host": method.host, "path": method.path},
        "fields": fields,
        "one_of": groups,
    }


class _Fields:
    """Path parameters, as if they were a message."""

    id = ""
    one_ofs = ()

    def __init__(self, fields: tuple[Field, ...]) -> None:
        self.fields = fields


class _Walk:
    def __init__(self, place: str, messages: Mapping[str, Message]) -> None:
        self.place = place
        self.messages = messages
        self.fields: list[Facts] = []
        self.groups: list[Facts] = []

    def message(self, message: Message | _Fields, path: str, above: frozenset[str]) -> None:
        """The fields of a message and of those within it; one within itself is not entered again."""
        for group in message.one_ofs:
            fact: Facts = {"in": self.place, "path": path, "members": list(group.members)}
            if group.exactly_one is not None:
                fact["exactly_one"] = group.exactly_one
            self.groups.append(fact)
        within = above | {message.id}
        for field in message.fields:
            field_path = f"{path}.{field.name}" if path else field.name
            self.fields.append({"in": self.place, "path": field_path, **field_facts(field)})
            inner = self.messages.get(_message_id(field.type) or "")
            if inner is not None and inner.id not in within:
                self.message(inner, field_path, within)


def _message_id(kind: Type) -> str | None:
    while isinstance(kind, (List, Map)):
        kind = kind.item.type if isinstance(kind, List) else kind.value.type
    return kind.id if isinstance(kind, MessageRef) else None


def field_facts(field: Field) -> Facts:
    """What is known of one field, without its place."""
    found = _type_facts(field.type, field.typed)
    for key in ("required", "deprecated", "output_only"):
        if getattr(field, key):
            found[key] = True
    if field.default is not None:
        found["default"] = field.default
    found.update(_limits(field.constraints))
    return found


def _type_facts(kind: Type, typed: bool) -> Facts:
    found: Facts = {}
    if typed:
        found["type"], form = _name(kind)
        if form:
            found["format"] = form
    if isinstance(kind, Enum):
        found["enum"] = [value.name for value in kind.values]
    elif isinstance(kind, List):
        found["items"] = _value_facts(kind.item, typed)
    elif isinstance(kind, Map):
        # A map that the prose alone shows has keys and values only where something limits them.
        for key, value in (("keys", kind.key), ("values", kind.value)):
            if value.constraints or not kind.implied:
                found[key] = _value_facts(value, typed)
    return found


def _value_facts(value: Value, typed: bool) -> Facts:
    return {**_type_facts(value.type, typed), **dict(_limits(value.constraints))}


def _name(kind: Type) -> tuple[str, str]:
    """Type and format."""
    if isinstance(kind, Integer):
        return ("string" if kind.quoted else "integer"), f"int{kind.bits}" if kind.bits else ""
    if isinstance(kind, Float):
        return "number", {32: "float", 64: "double"}.get(kind.bits or 0, "")
    names: dict[type, tuple[str, str]] = {
        String: ("string", ""),
        Bytes: ("string", "byte"),
        Bool: ("boolean", ""),
        Timestamp: ("string", "date-time"),
        Duration: ("string", "duration"),
        FieldMask: ("string", "field-mask"),
        Enum: ("enum", ""),
        List: ("array", ""),
        Map: ("map", ""),
    }
    return names.get(type(kind), ("object", ""))


def _limits(constraints: Iterable[Constraint]) -> Iterator[tuple[str, Any]]:
    for constraint in constraints:
        if isinstance(constraint, MinLength):
            yield "min_length", constraint.value
        elif isinstance(constraint, MaxLength):
            yield "max_length", constraint.value
        elif isinstance(constraint, Pattern):
            yield "pattern", constraint.regex
        elif isinstance(constraint, Minimum):
            yield ("exclusive_minimum" if constraint.exclusive else "minimum"), constraint.value
        elif isinstance(constraint, Maximum):
            yield ("exclusive_maximum" if constraint.exclusive else "maximum"), constraint.value
        elif isinstance(constraint, Allowed):
            yield "allowed", list(constraint.values)
        elif isinstance(constraint, MinItems):
            yield "min_items", constraint.value
        elif isinstance(constraint, MaxItems):
            yield "max_items", constraint.value
        else:
            yield "unique", True
