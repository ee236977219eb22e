"""Which messages a document holds, in which directions, and under which names."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from apigen.ir import constraints as c
from apigen.ir import types as t
from apigen.ir.api import Api, Field, Message, Method, Service
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
        sent += _ids(f for m in _methods(services) if m.query for f in m.query.fields)
        self._used = {
            Direction.SENT: self._reachable(sent),
            Direction.RECEIVED: self._reachable(_received(services)),
        }
        self._differing = self._differ()
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

    def _reachable(self, start: Iterable[str]) -> set[str]:
        found: set[str] = set()
        left = list(start)
        while left:
            message_id = left.pop()
            if message_id in self._messages and message_id not in found:
                found.add(message_id)
                left += _ids(self._messages[message_id].fields)
        return found

    def _differ(self) -> set[str]:
        """Messages whose schema depends on the direction, by themselves or by what is in them."""
        found = {key for key, message in self._messages.items() if _closed(message)}
        users: dict[str, list[str]] = {}
        for key, message in self._messages.items():
            for inner in _ids(message.fields):
                users.setdefault(inner, []).append(key)
        left = list(found)
        while left:
            for user in users.get(left.pop(), ()):
                if user not in found:
                    found.add(user)
                    left.append(user)
        return found

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


def _ids(fields: Iterable[Field]) -> list[str]:
    return [found for field in fields if (found := message_id_of(field.type))]


def message_id_of(type_: t.Type) -> str | None:
    """The message at the bottom of a type."""
    while isinstance(type_, t.List | t.Map):
        type_ = type_.item.type if isinstance(type_, t.List) else type_.value.type
    return type_.id if isinstance(type_, t.MessageRef) else None


def _closed(message: Message) -> bool:
    """Whether a request may not hold what an answer may."""
    return any(group.exactly_one for group in message.one_ofs) or any(
        field.required or _listed(t.Value(field.type, field.constraints))
        for field in message.fields
    )


def _listed(value: t.Value) -> bool:
    kind = value.type
    if isinstance(kind, t.Enum) or any(isinstance(x, c.Allowed) for x in value.constraints):
        return True
    if isinstance(kind, t.List):
        return _listed(kind.item)
    return isinstance(kind, t.Map) and (_listed(kind.key) or _listed(kind.value))
