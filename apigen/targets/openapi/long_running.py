"""Long-running operations of an API: where they are read and cancelled (AIP-151)."""

from __future__ import annotations

import msgspec

from apigen.ir.api import Api, Method, Resource


class OperationMethod(msgspec.Struct, frozen=True):
    """A method of the resource of operations, with the service that it stands in."""

    service: str
    resource: str
    method: Method


def is_of_operations(resource: Resource) -> bool:
    """Whether a resource is the operations themselves: what it looks like is what a method that gives
    an operation answers with."""
    return resource.message is not None and any(
        method.response == resource.message and method.operation is not None
        for method in resource.methods
    )


def operation_getter(api: Api) -> OperationMethod | None:
    """The method that reads an operation by its id, where the API has one."""
    for service in api.services:
        for resource in service.resources:
            if not is_of_operations(resource):
                continue
            for method in resource.methods:
                if (
                    method.verb == "GET"
                    and method.response == resource.message
                    and len(method.parameters) == 1
                    and method.path.endswith("}")
                ):
                    return OperationMethod(service.name, resource.name, method)
    return None
