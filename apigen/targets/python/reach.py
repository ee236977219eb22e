"""Which messages the SDK needs, from where, and whether they are sent or only received."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from apigen.ir.api import Api, Field, Message, Method, Resource, Service
from apigen.ir.types import Enum, List, Map, MessageRef, Type

Home = tuple[str, str]  # names of service and resource


class Reach(msgspec.Struct, frozen=True):
    """`homes`: the resources whose methods reach a message id. `sent`: ids that requests reach."""

    homes: dict[str, frozenset[Home]]
    sent: frozenset[str]


def reach(api: Api) -> Reach:
    messages = api.message_index()
    edges = {id_: tuple(references(message)) for id_, message in messages.items()}
    homes: dict[str, set[Home]] = {}
    sent: set[str] = set()
    for service, resource, method in methods(api):
        asked = closure(requested(method), edges)
        sent |= asked
        for id_ in asked | closure(answered(method), edges):
            homes.setdefault(id_, set()).add((service.name, resource.name))
        if resource.message:
            for id_ in closure((resource.message,), edges):
                homes.setdefault(id_, set()).add((service.name, resource.name))
    known = {id_: frozenset(where) for id_, where in homes.items() if id_ in messages}
    return Reach(known, frozenset(sent & known.keys()))


def methods(api: Api) -> Iterator[tuple[Service, Resource, Method]]:
    for service in api.services:
        for resource in service.resources:
            for method in resource.methods:
                yield service, resource, method


def requested(method: Method) -> Iterator[str]:
    """Ids of the messages that a method's own fields refer to."""
    for message in (method.query, method.body):
        if message is not None:
            yield from references(message)


def answered(method: Method) -> Iterator[str]:
    """Ids that a method's answer is read into. An operation's envelope is the runtime's own."""
    operation = method.operation
    if operation is not None:
        yield from (id_ for id_ in (operation.result, operation.metadata) if id_)
    elif method.response:
        yield method.response


def references(message: Message) -> Iterator[str]:
    for field in message.fields:
        yield from referred(field.type)


def referred(type_: Type) -> Iterator[str]:
    if isinstance(type_, MessageRef):
        yield type_.id
    elif isinstance(type_, List | Map):
        for part in parts(type_):
            if isinstance(part, MessageRef):
                yield part.id


def enums(fields: Iterable[Field]) -> Iterator[tuple[Field, Enum]]:
    for field in fields:
        if isinstance(field.type, Enum):
            yield field, field.type
        elif isinstance(field.type, List | Map):
            for part in parts(field.type):
                if isinstance(part, Enum):
                    yield field, part


def parts(type_: Type) -> Iterator[Type]:
    """A type and the types inside it."""
    yield type_
    if isinstance(type_, List):
        yield from parts(type_.item.type)
    elif isinstance(type_, Map):
        yield from parts(type_.key.type)
        yield from parts(type_.value.type)


def closure(ids: Iterable[str], edges: dict[str, tuple[str, ...]]) -> set[str]:
    found: set[str] = set()
    waiting = list(ids)
    while waiting:
        id_ = waiting.pop()
        if id_ not in found:
            found.add(id_)
            waiting += edges.get(id_, ())
    return found
