"""An API as a tree for people: services, resources, methods and their fields."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from apigen.ir.api import Api, Field, Message, Method
from apigen.ir.types import Enum, List, Map, MessageRef, Type


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
    return f"{field.name}: {type_text(field.type)}" + (f"  [{', '.join(marks)}]" if marks else "")


def _constraint(constraint: msgspec.Struct) -> str:
    parts = msgspec.structs.asdict(constraint)
    parts.pop("origin")
    exclusive = parts.pop("exclusive", False)
    name = str(constraint.__struct_config__.tag).replace("_", " ")
    values = " ".join(str(value) for value in parts.values())
    return f"{name} {values}".strip() + (" exclusive" if exclusive else "")


def type_text(type_: Type) -> str:
    """A type as text: `list of string`, `map of string to int64`."""
    if isinstance(type_, List):
        return f"list of {type_text(type_.item.type)}"
    if isinstance(type_, Map):
        return f"map of {type_text(type_.key.type)} to {type_text(type_.value.type)}"
    if isinstance(type_, MessageRef):
        return type_.id
    if isinstance(type_, Enum):
        return "enum " + "|".join(value.name for value in type_.values)
    return str(type_.__struct_config__.tag)
