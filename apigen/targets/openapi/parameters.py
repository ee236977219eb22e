"""Path and query parameters. JSON names; a list repeats its parameter, a field of a message follows
a dot (google.api.http)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from apigen.ir.api import Field, Message
from apigen.ir.walk import element_id
from apigen.targets.openapi.components import Components
from apigen.targets.openapi.limits import Schema, not_empty
from apigen.targets.openapi.schemas import Direction

# What belongs to the parameter itself and what to its schema.
_OF_PARAMETER = ("description", "deprecated", "x-source")


def path_parameter(field: Field, name: str, components: Components) -> Schema:
    """A path parameter; `name` is its name in the document's path."""
    found = _parameter(field, name, "path", components)
    found["required"] = True
    if field.required:
        found["x-required"] = True
    if name != field.name:
        found["x-name"] = field.name
    return found


def query_parameters(message: Message, components: Components) -> Iterator[Schema]:
    """The parameters of a query, those within messages flattened."""
    for name, field, inner in _flat(message, "", components, frozenset()):
        if inner is None:
            found = _parameter(field, name, "query", components)
            if field.required:
                # Within a message it is required only where that message is given.
                found["x-required" if name != field.name else "required"] = True
            yield found


def query_messages(message: Message, components: Components) -> dict[str, Any]:
    """What is known of a query's messages, which have no parameters of their own: schemas without
    properties by dotted path, and the one-of groups of the query (under the empty path)."""
    found: dict[str, Any] = {}
    top = components.schemas.message(message, Direction.SENT)
    if "x-one-of" in top:
        found[""] = {"x-one-of": top["x-one-of"]}
    for name, field, inner in _flat(message, "", components, frozenset()):
        if inner is not None:
            schema = components.schemas.field(field, Direction.SENT)
            schema.pop("$ref", None)
            groups = components.schemas.message(inner, Direction.SENT).get("x-one-of")
            kind = {"type": "object"} if "type" not in schema else {}
            told = {"x-one-of": groups} if groups else {}
            required = {"x-required": True} if field.required else {}
            found[name] = {**kind, **schema, **told, **required}
    return found


def _flat(
    message: Message, before: str, components: Components, above: frozenset[str]
) -> Iterator[tuple[str, Field, Message | None]]:
    """Dotted name, field, and the message in it. A message within itself is not entered again."""
    for field in message.fields:
        name = f"{before}{field.name}"
        message_id = element_id(field.type)
        inner = components.find(message_id) if message_id else None
        yield name, field, inner
        if inner is not None and inner.id not in above:
            yield from _flat(inner, f"{name}.", components, above | {inner.id})


def _parameter(field: Field, name: str, place: str, components: Components) -> Schema:
    schema = components.schemas.field(field, Direction.SENT)
    found: Schema = {"name": name, "in": place}
    found.update({key: schema.pop(key) for key in _OF_PARAMETER if key in schema})
    if place == "path":
        # An empty segment is another path.
        not_empty(field.type, schema)
    found["schema"] = schema
    return found
