"""Traversal of types and messages: parts, references, closure, and mapping.

A new type that is made of other types needs only a row of `_PARTS` to be traversed everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Literal, TypeVar

import msgspec

from apigen.ir.api import Field, Message
from apigen.ir.types import List, Map, MessageRef, Type, Value

Role = Literal["items", "keys", "values"]
"""The role of a part within its type."""

_PARTS: dict[type, tuple[tuple[Role, str], ...]] = {
    List: (("items", "item"),),
    Map: (("keys", "key"), ("values", "value")),
}
"""The roles of a type's parts and the attributes that hold them; the last one is its element."""


def parts(type_: Type) -> tuple[tuple[Role, Value], ...]:
    """The parts of a type with their roles; empty unless the type is a container."""
    names = _PARTS.get(type(type_))
    return tuple((role, getattr(type_, name)) for role, name in names) if names else ()


def nested_types(type_: Type) -> Iterator[Type]:
    """A type and all types within it, outermost first."""
    yield type_
    for _, part in parts(type_):
        yield from nested_types(part.type)


def element(type_: Type) -> Type:
    """The innermost element of nested lists and maps; any other type is its own element."""
    while within := parts(type_):
        type_ = within[-1][1].type
    return type_


def element_id(type_: Type) -> str | None:
    """The id of the message that a type refers to, directly or as its element."""
    found = element(type_)
    return found.id if isinstance(found, MessageRef) else None


def type_references(type_: Type) -> Iterator[str]:
    """The ids of the messages within a type."""
    if isinstance(type_, MessageRef):
        yield type_.id
    for _, part in parts(type_):
        yield from type_references(part.type)


def references(fields: Iterable[Field]) -> Iterator[str]:
    """The ids of the messages that fields refer to, in their order."""
    for field in fields:
        yield from type_references(field.type)


Node = TypeVar("Node")


def closure(roots: Iterable[Node], edges: Mapping[Node, Iterable[Node]]) -> set[Node]:
    """The roots and all nodes that can be reached from them."""
    found: set[Node] = set()
    waiting = list(roots)
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting += edges.get(node, ())
    return found


def reference_graph(messages: Iterable[Message]) -> dict[str, tuple[str, ...]]:
    """The references of each message, by its id."""
    return {message.id: tuple(references(message.fields)) for message in messages}


def reversed_graph(edges: Mapping[str, Iterable[str]]) -> dict[str, list[str]]:
    """The graph with its edges reversed: the users of each node."""
    found: dict[str, list[str]] = {}
    for node, targets in edges.items():
        for target in targets:
            found.setdefault(target, []).append(node)
    return found


# --- mapping -------------------------------------------------------------------------------------

ValueMap = Callable[[Value], Value]
TypeLike = TypeVar("TypeLike", bound=Type)


def map_parts(type_: TypeLike, change: ValueMap) -> TypeLike:
    """The type with `change` applied to its parts; the same object where nothing changes."""
    changed = {}
    for _, name in _PARTS.get(type(type_), ()):
        old = getattr(type_, name)
        new = change(old)
        if new is not old:
            changed[name] = new
    return msgspec.structs.replace(type_, **changed) if changed else type_


def map_value(value: Value, change: ValueMap) -> Value:
    """The value with `change` applied to every value within it, then to itself."""
    type_ = map_parts(value.type, lambda part: map_value(part, change))
    return change(value if type_ is value.type else Value(type_, value.constraints))


def map_field(field: Field, change: ValueMap) -> Field:
    """The field with `change` applied to all its values, inner ones first; the same object where
    nothing changes."""
    value = map_value(Value(field.type, field.constraints), change)
    if value.type is field.type and value.constraints is field.constraints:
        return field
    return msgspec.structs.replace(field, type=value.type, constraints=value.constraints)


def map_fields(message: Message, change: Callable[[Field], Field]) -> Message:
    """The message with `change` applied to its fields; the same object where nothing changes."""
    fields = tuple(map(change, message.fields))
    if all(new is old for new, old in zip(fields, message.fields, strict=True)):
        return message
    return msgspec.structs.replace(message, fields=fields)
