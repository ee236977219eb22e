"""Kinds of resources and the behaviour that the emulator gives to each method.

A method is classified by its shape first (verb, response, parameters), then by its standard name
(AIP-130). A method without a standard meaning answers a sample.
"""

from __future__ import annotations

import re
from enum import Enum

import msgspec

from apigen.ir import types as t
from apigen.ir.api import Field, Message, Method, Resource
from apigen.targets.openapi.long_running import is_of_operations

PATH_PARAMETER = re.compile(r"\{([^{}]*)\}")


class Behaviour(Enum):
    """What a method does. The value is the description on the page of limits."""

    CREATE = "creates a resource; checks references and unique names within a container"
    GET = "returns a resource"
    LIST = "lists resources: pageSize, pageToken, filter, orderBy"
    UPDATE = "updates the fields in the field mask; without a mask, resets fields that are not sent"
    DELETE = "deletes a resource"
    LIST_OPERATIONS = "lists the operations of a resource"
    LATEST_BY_FAMILY = "returns the newest ready resource of a family"
    LIST_BINDINGS = "lists the access bindings of a resource"
    SET_BINDINGS = "replaces the access bindings of a resource"
    UPDATE_BINDINGS = "adds and removes access bindings of a resource"
    OPERATION_GET = "returns an operation"
    OPERATION_CANCEL = "cancels an operation and undoes its changes"
    ACTION = "starts an operation on an existing resource without changing it"
    SAMPLE = "returns a sample of the documented shape"

    @property
    def emulated(self) -> bool:
        return self not in (Behaviour.ACTION, Behaviour.SAMPLE)


class ResourceKind(msgspec.Struct, frozen=True):
    """A kind of resource: `compute.Image`.

    Args:
        noun: `image`, as in the field `imageId` of other resources.
        message: the message of the resource, if the pages describe one.
        key: the path parameters that identify one resource.
        scope: the field that names its container: `folderId`.
    """

    name: str
    noun: str
    message: Message | None
    key: tuple[str, ...]
    scope: str | None

    def field(self, name: str) -> Field | None:
        fields = self.message.fields if self.message is not None else ()
        return next((field for field in fields if field.name == name), None)

    def key_in(self, parameters: dict[str, str]) -> str:
        """The key of the resource that path parameters name."""
        return "/".join(parameters.get(name, "") for name in self.key)

    def first_status(self, *candidates: str) -> str | None:
        """The first of the candidates that the `status` field of the resource allows."""
        field = self.field("status")
        if field is None or not isinstance(field.type, t.Enum):
            return None
        names = {value.name for value in field.type.values}
        return next((name for name in candidates if name in names), None)

    @property
    def ready_status(self) -> str | None:
        return self.first_status("READY", "ACTIVE", "RUNNING", "ALIVE", "AVAILABLE")


def kind_of(service: str, resource: Resource, messages: dict[str, Message]) -> ResourceKind:
    """The kind of the resources that a resource's methods work on."""
    methods = {method.name: method for method in resource.methods}
    getter = methods.get("get") or methods.get("update") or methods.get("delete")
    message = messages.get(resource.message or "")
    noun = resource.name[:1].lower() + resource.name[1:]
    key = tuple(PATH_PARAMETER.findall(getter.path)) if getter is not None else (f"{noun}Id",)
    scope = _scope(methods.get("list"), message)
    return ResourceKind(f"{service}.{resource.name}", noun, message, key, scope)


def _scope(lister: Method | None, message: Message | None) -> str | None:
    """The first id among the query parameters of `list` that is also a field of the resource."""
    own = {field.name for field in message.fields} if message is not None else set()
    query = lister.query.fields if lister is not None and lister.query is not None else ()
    ids = (field.name for field in query if field.name.endswith("Id"))
    return next((name for name in ids if name in own), None)


_BY_NAME = {
    "listAccessBindings": Behaviour.LIST_BINDINGS,
    "setAccessBindings": Behaviour.SET_BINDINGS,
    "updateAccessBindings": Behaviour.UPDATE_BINDINGS,
    "getLatestByFamily": Behaviour.LATEST_BY_FAMILY,
}
_WRITES = {"create": Behaviour.CREATE, "update": Behaviour.UPDATE, "delete": Behaviour.DELETE}


def behaviour_of(
    method: Method, resource: Resource, kind: ResourceKind, messages: dict[str, Message]
) -> Behaviour:
    """How the emulator carries out a method."""
    if is_of_operations(resource):
        return _operation_behaviour(method, resource)
    returns_resource = resource.message is not None and method.response == resource.message
    if method.name in _BY_NAME and kind.message is not None:
        return _BY_NAME[method.name]
    completes = method.name == "delete" or method.operation is not None or returns_resource
    if method.name in _WRITES and kind.message is not None and completes:
        return _WRITES[method.name]
    if method.verb == "GET" and method.name == "get" and returns_resource:
        return Behaviour.GET
    if method.pagination is not None:
        if method.name == "list" and _listed_message(method, messages) == resource.message:
            return Behaviour.LIST
        if method.name == "listOperations":
            return Behaviour.LIST_OPERATIONS
    names_resource = set(kind.key) <= set(PATH_PARAMETER.findall(method.path))
    if method.operation is not None and names_resource and kind.message is not None:
        return Behaviour.ACTION
    return Behaviour.SAMPLE


def _operation_behaviour(method: Method, resource: Resource) -> Behaviour:
    """The behaviour of a method of the Operation resource."""
    if method.response != resource.message:
        return Behaviour.SAMPLE
    if method.path.endswith(":cancel"):
        return Behaviour.OPERATION_CANCEL
    return Behaviour.OPERATION_GET if method.path.endswith("}") else Behaviour.SAMPLE


def _listed_message(method: Method, messages: dict[str, Message]) -> str | None:
    """The id of the message that the items of a list response have."""
    response = messages.get(method.response or "")
    for field in response.fields if response is not None else ():
        if method.pagination is not None and field.name == method.pagination.items:
            item = field.type.item.type if isinstance(field.type, t.List) else None
            return item.id if isinstance(item, t.MessageRef) else None
    return None
