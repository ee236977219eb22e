"""Which method a request calls, and what that method does here.

A method is known by its shape first (verb, answer, parameters), then by the standard name that the API
design guide gives it; whatever has no standard meaning answers a sample.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import Any
from urllib.parse import unquote

import msgspec

from apigen.ir import types as t
from apigen.ir.api import Api, Field, Message, Method, Resource
from apigen.targets.openapi.long_running import is_of_operations

_VARIABLE = re.compile(r"\{([^{}]*)\}")


class Behaviour(Enum):
    """What a method does: the value is told on the page of limits."""

    CREATE = "creates a resource; references are checked, names are unique in their container"
    GET = "reads a resource"
    LIST = "lists resources: pageSize, pageToken, filter, orderBy"
    UPDATE = "changes a resource by its field mask; without one resets what is not sent"
    DELETE = "removes a resource"
    LIST_OPERATIONS = "lists the operations of a resource"
    LATEST_BY_FAMILY = "gives the newest resource of a family that is ready"
    LIST_BINDINGS = "lists the access bindings of a resource"
    SET_BINDINGS = "replaces the access bindings of a resource"
    UPDATE_BINDINGS = "adds and removes access bindings of a resource"
    OPERATION_GET = "reads an operation"
    OPERATION_CANCEL = "cancels an operation and undoes what it began"
    ACTION = "starts an operation on a resource that exists; the resource stays as it is"
    SAMPLE = "answers a made-up sample of the documented shape"

    @property
    def emulated(self) -> bool:
        return self not in (Behaviour.ACTION, Behaviour.SAMPLE)


class Kind(msgspec.Struct, frozen=True):
    """A kind of resource: `compute.Image`. `key` names the path parameters of one resource, `scope`
    the field that says what it belongs to (`folderId`)."""

    name: str
    noun: str
    message: Message | None
    key: tuple[str, ...]
    scope: str | None

    def field(self, name: str) -> Field | None:
        fields = self.message.fields if self.message is not None else ()
        return next((field for field in fields if field.name == name), None)


class Route(msgspec.Struct, frozen=True):
    """A method, its kind of resource and what it does. `id` is the OpenAPI operationId."""

    id: str
    method: Method
    kind: Kind
    behaviour: Behaviour


class Match(msgspec.Struct, frozen=True):
    """A route and the decoded values of its path parameters."""

    route: Route
    parameters: dict[str, str]


class Router:
    """Finds routes. Literal text wins over parameters, so that `images:latestByFamily` is no image."""

    def __init__(self, api: Api) -> None:
        self.routes = tuple(_routes(api))
        self.by_id = {route.id: route for route in self.routes}
        self.kinds = {route.kind.name: route.kind for route in self.routes}
        self._tables: dict[int, list[tuple[re.Pattern[str], Route]]] = {}
        for route in sorted(self.routes, key=lambda route: _weight(route.method.path)):
            path = route.method.path
            table = self._tables.setdefault(path.count("/"), [])
            table.append((_expression(path), route))

    def find(self, verb: str, path: str) -> tuple[Match | None, tuple[str, ...]]:
        """The match, or the verbs that the path has instead."""
        others: list[str] = []
        for expression, route in self._tables.get(path.count("/"), ()):
            found = expression.fullmatch(path)
            if found is None:
                continue
            if route.method.verb == verb:
                names = _VARIABLE.findall(route.method.path)
                values = [unquote(value) for value in found.groups()]
                return Match(route, dict(zip(names, values, strict=True))), ()
            others.append(route.method.verb)
        return None, tuple(dict.fromkeys(others))


def _weight(path: str) -> tuple[int, int]:
    """Few parameters first, then much literal text."""
    return len(_VARIABLE.findall(path)), -len(_VARIABLE.sub("", path))


def _expression(path: str) -> re.Pattern[str]:
    parts = _VARIABLE.split(path)
    return re.compile(
        "".join("([^/]+)" if i % 2 else re.escape(part) for i, part in enumerate(parts))
    )


def _routes(api: Api) -> Iterator[Route]:
    messages = api.message_index()
    for service in api.services:
        for resource in service.resources:
            kind = _kind(service.name, resource, messages)
            for method in resource.methods:
                yield Route(
                    f"{service.name}.{resource.name}.{method.name}",
                    method,
                    kind,
                    _behaviour(method, resource, kind, messages),
                )


def _kind(service: str, resource: Resource, messages: dict[str, Message]) -> Kind:
    by_name = {method.name: method for method in resource.methods}
    getter = by_name.get("get") or by_name.get("update") or by_name.get("delete")
    message = messages.get(resource.message or "")
    noun = resource.name[:1].lower() + resource.name[1:]
    key = tuple(_VARIABLE.findall(getter.path)) if getter is not None else (f"{noun}Id",)
    return Kind(f"{service}.{resource.name}", noun, message, key, _scope(by_name, message))


def _scope(methods: dict[str, Method], message: Message | None) -> str | None:
    """The field that a list asks for first and that the resource has too."""
    listing = methods.get("list")
    own = {field.name for field in message.fields} if message is not None else set()
    for field in listing.query.fields if listing is not None and listing.query is not None else ():
        if field.name in own and field.name.endswith("Id"):
            return field.name
    return None


_NAMED = {
    "listAccessBindings": Behaviour.LIST_BINDINGS,
    "setAccessBindings": Behaviour.SET_BINDINGS,
    "updateAccessBindings": Behaviour.UPDATE_BINDINGS,
    "getLatestByFamily": Behaviour.LATEST_BY_FAMILY,
}
_WRITES = {"create": Behaviour.CREATE, "update": Behaviour.UPDATE, "delete": Behaviour.DELETE}


def _behaviour(
    method: Method, resource: Resource, kind: Kind, messages: dict[str, Message]
) -> Behaviour:
    if is_of_operations(resource):
        return _of_operations(method, resource)
    own = resource.message is not None and method.response == resource.message
    if method.name in _NAMED and kind.message is not None:
        return _NAMED[method.name]
    answers = method.name == "delete" or method.operation is not None or own
    if method.name in _WRITES and kind.message is not None and answers:
        return _WRITES[method.name]
    if method.verb == "GET" and method.name == "get" and own:
        return Behaviour.GET
    if method.pagination is not None:
        items = _items(method, messages)
        if items == resource.message and method.name == "list":
            return Behaviour.LIST
        if method.name == "listOperations":
            return Behaviour.LIST_OPERATIONS
    if method.operation is not None and set(kind.key) <= set(_VARIABLE.findall(method.path)):
        return Behaviour.ACTION if kind.message is not None else Behaviour.SAMPLE
    return Behaviour.SAMPLE


def _of_operations(method: Method, resource: Resource) -> Behaviour:
    if method.response != resource.message:
        return Behaviour.SAMPLE
    if method.path.endswith(":cancel"):
        return Behaviour.OPERATION_CANCEL
    return Behaviour.OPERATION_GET if method.path.endswith("}") else Behaviour.SAMPLE


def _items(method: Method, messages: dict[str, Message]) -> str | None:
    """The message that a list holds."""
    answer = messages.get(method.response or "")
    for field in answer.fields if answer is not None else ():
        if method.pagination is not None and field.name == method.pagination.items:
            item: Any = field.type.item.type if isinstance(field.type, t.List) else None
            return item.id if isinstance(item, t.MessageRef) else None
    return None
