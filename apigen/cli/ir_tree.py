"""An API as a tree for people: services, resources, methods and their fields."""

from __future__ import annotations

from collections.abc import Iterator

from apigen.ir.api import Api, Field, Message, Method
from apigen.ir.constraints import Constraint, is_exclusive, kind_of, limit_text
from apigen.ir.text import type_text
from apigen.ir.types import Enum, MessageRef, Type, type_name


def tree(api: Api) -> Iterator[str]:
    """A line for each service, resource, method and field."""
    messages = api.message_index()
    for service in api.services:
        yield f"{service.name}  {service.host}"
        for resource in service.resources:
            yield f"  {resource.name}"
            for method in resource.methods:
                yield f"    {method.name}  {method.verb} {method.path}  ({method.origin})"
                yield from _fields(method, messages)


def _fields(method: Method, messages: dict[str, Message]) -> Iterator[str]:
    for field in method.parameters:
        yield f"      path   {_field(field)}"
    for place, message in (("query", method.query), ("body", method.body)):
        if message is not None:
            for field in message.fields:
                yield f"      {place:6} {_field(field)}"
            for group in message.one_ofs:
                yield f"      {place:6} one of {', '.join(group.members)}"
    if method.operation is not None:
        result = "nothing" if method.operation.empty else method.operation.result or "an object"
        yield f"      answer an operation that gives {result}"
    elif method.response is not None and method.response in messages:
        yield f"      answer {method.response}"


def _field(field: Field) -> str:
    marks = ["required"] if field.required else []
    marks += ["deprecated"] if field.deprecated else []
    marks += [_constraint(constraint) for constraint in field.constraints]
    if field.default is not None:
        marks.append(f"default {field.default}")
    return f"{field.name}: {type_text(field.type, _plain_type)}" + (
        f"  [{', '.join(marks)}]" if marks else ""
    )


def _constraint(constraint: Constraint) -> str:
    text = f"{kind_of(constraint).label} {limit_text(constraint)}".rstrip()
    return f"{text} exclusive" if is_exclusive(constraint) else text


def _plain_type(type_: Type) -> str:
    if isinstance(type_, MessageRef):
        return type_.id
    if isinstance(type_, Enum):
        return "enum " + "|".join(value.name for value in type_.values)
    return type_name(type_)
