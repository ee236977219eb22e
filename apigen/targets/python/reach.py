"""Which messages the SDK needs, from where, and whether they are sent or only received."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import msgspec

from apigen.ir.api import Api, Field, Method, Resource, Service
from apigen.ir.types import Enum
from apigen.ir.walk import closure, nested_types, reference_graph, references

Home = tuple[str, str]  # names of service and resource


class Reach(msgspec.Struct, frozen=True):
    """`homes`: the resources whose methods reach a message id. `sent`: ids that requests reach."""

    homes: dict[str, frozenset[Home]]
    sent: frozenset[str]


def reach(api: Api) -> Reach:
    messages = api.message_index()
    edges = reference_graph(api.messages)
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
            yield from references(message.fields)


def answered(method: Method) -> Iterator[str]:
    """Ids that a method's answer is read into. An operation's envelope is the runtime's own."""
    operation = method.operation
    if operation is not None:
        yield from (id_ for id_ in (operation.result, operation.metadata) if id_)
    elif method.response:
        yield method.response


def enums(fields: Iterable[Field]) -> Iterator[tuple[Field, Enum]]:
    """The enums that fields hold, at any depth, each with its field."""
    for field in fields:
        for inner in nested_types(field.type):
            if isinstance(inner, Enum):
                yield field, inner
