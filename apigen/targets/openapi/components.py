"""Which messages a document holds, in which directions, and under which names."""

from __future__ import annotations

import re
from collections.abc import Iterator

from apigen.ir.api import Api, Message, Method, Service
from apigen.ir.constraints import Allowed
from apigen.ir.types import Enum, Value
from apigen.ir.walk import closure, parts, references, reversed_graph
from apigen.targets.openapi.limits import Schema
from apigen.targets.openapi.schemas import Direction, Schemas

PREFIX = "#/components/schemas/"
STATUS = "google.rpc.Status"


class Components:
    """The schemas of a document's messages. A message that travels both ways has two schemas where
    the directions differ; the one that is sent is then called `…-Input`."""

    def __init__(self, api: Api, services: tuple[Service, ...], site: str) -> None:
        self.schemas = Schemas(self.reference, site)
        self._messages = dict(api.message_index())
        self._bodies = _body_keys(services)
        self._messages.update({key: body for body, key in self._bodies.items()})
        sent = list(self._bodies.values())
        for method in _methods(services):
            if method.query is not None:
                sent += references(method.query.fields)
        edges = {key: tuple(references(message.fields)) for key, message in self._messages.items()}
        self._used = {
            Direction.SENT: closure(sent, edges) & self._messages.keys(),
            Direction.RECEIVED: closure(_received(services), edges) & self._messages.keys(),
        }
        # Messages whose schema depends on the direction, by themselves or by what is in them.
        closed = [key for key, message in self._messages.items() if _closed(message)]
        self._differing = closure(closed, reversed_graph(edges))
        self._names = self._name()

    def reference(self, message_id: str, direction: Direction) -> str:
        """The `$ref` of a message."""
        return PREFIX + self._names[message_id, direction]

    def body(self, message: Message) -> str:
        """The `$ref` of a method's body."""
        return self.reference(self._bodies[message], Direction.SENT)

    def find(self, message_id: str) -> Message | None:
        return self._messages.get(message_id)

    def built(self) -> dict[str, Schema]:
        """All schemas by name, sorted."""
        found = {
            name: self.schemas.message(self._messages[message_id], direction)
            for (message_id, direction), name in reversed(self._names.items())
        }
        return dict(sorted(found.items()))

    def _name(self) -> dict[tuple[str, Direction], str]:
        names: dict[tuple[str, Direction], str] = {}
        taken = {STATUS}
        for direction in (Direction.RECEIVED, Direction.SENT):
            for message_id in sorted(self._used[direction]):
                other = names.get((message_id, Direction.RECEIVED))
                if other is not None and message_id not in self._differing:
                    names[message_id, direction] = other
                    continue
                name = _free(_legal(message_id, other is not None), taken)
                taken.add(name)
                names[message_id, direction] = name
        return names


def _body_keys(services: tuple[Service, ...]) -> dict[Message, str]:
    """Bodies are no messages of the API: their keys hold a space, which keeps them apart from ids."""
    found: dict[Message, str] = {}
    for method in _methods(services):
        if method.body is not None and method.body not in found:
            found[method.body] = f"{method.body.id} {len(found)}"
    return found


def _legal(message_id: str, second: bool) -> str:
    """OpenAPI 3.1, Components Object: names hold letters, digits, `.`, `-` and `_`."""
    name = re.sub(r"[^A-Za-z0-9._-]", "_", message_id.partition(" ")[0])
    return f"{name}-Input" if second else name


def _free(name: str, taken: set[str]) -> str:
    number = 1
    found = name
    while found in taken:
        number += 1
        found = f"{name}-{number}"
    return found


def _methods(services: tuple[Service, ...]) -> Iterator[Method]:
    for service in services:
        for resource in service.resources:
            yield from resource.methods


def _received(services: tuple[Service, ...]) -> Iterator[str]:
    for service in services:
        for resource in service.resources:
            if resource.message:
                yield resource.message
            for method in resource.methods:
                result = method.operation
                told = (method.response, result and result.result, result and result.metadata)
                yield from (message_id for message_id in told if message_id)


def _closed(message: Message) -> bool:
    """Whether the schema of what is sent is stricter than that of what is received."""
    return any(group.exactly_one for group in message.one_ofs) or any(
        field.required or _enumerated(Value(field.type, field.constraints))
        for field in message.fields
    )


def _enumerated(value: Value) -> bool:
    """Whether the page lists the values of a type or of a part of it."""
    return (
        isinstance(value.type, Enum)
        or any(isinstance(constraint, Allowed) for constraint in value.constraints)
        or any(_enumerated(part) for _, part in parts(value.type))
    )
