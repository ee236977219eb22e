"""Types, fields and messages of the IR as JSON Schema, in the two directions that they travel.

What is sent is closed: enums list all there is, a one-of group is kept. What is received is open, since
answers of tomorrow must not break readers of today: any enum value passes and nothing is required.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum as PyEnum
from typing import Any

from apigen.findings.source import Origin
from apigen.ir import types as t
from apigen.ir.api import Field, Message, OneOf
from apigen.ir.docs import Docs
from apigen.targets.openapi.limits import Schema, limit_keywords, not_empty
from apigen.targets.openapi.markdown import markdown


class Direction(PyEnum):
    """Which way a value travels; `SENT` to the service."""

    SENT = "sent"
    RECEIVED = "received"


_MORE: dict[type[t.Type], Schema] = {
    t.Bytes: {"contentEncoding": "base64"},
    t.Duration: {
        "format": "google-duration",
        "pattern": r"^-?[0-9]{1,12}(?:\.[0-9]{1,9})?s$",
    },
}
"""What schemas say of a type beyond its JSON type and format."""


class Schemas:
    """Writes schemas. `reference` gives the component of a message; `site` goes before links that
    start at the site's root."""

    def __init__(self, reference: Callable[[str, Direction], str], site: str) -> None:
        self._reference = reference
        self._site = site

    def message(self, message: Message, direction: Direction) -> Schema:
        """The schema of an object with named fields."""
        found: Schema = {"type": "object"}
        self.describe(found, message.docs, message.origin)
        found["properties"] = {field.name: self.field(field, direction) for field in message.fields}
        needed = [field.name for field in message.fields if field.required]
        if needed:
            found["required" if direction is Direction.SENT else "x-required"] = needed
        if message.one_ofs:
            found["allOf"] = [_at_most_one(group, direction) for group in message.one_ofs]
            found["x-one-of"] = [_told(group) for group in message.one_ofs]
        return found

    def field(self, field: Field, direction: Direction) -> Schema:
        """The schema of a field with what is told about it."""
        found = self.value(t.Value(field.type, field.constraints), direction)
        if field.required and direction is Direction.SENT:
            not_empty(field.type, found)
        self.describe(found, field.docs, field.origin)
        if field.deprecated:
            found["deprecated"] = True
        if field.output_only:
            found["readOnly"] = True
        if field.default is not None:
            found.update(_default(field))
        if not field.typed:
            found["x-inferred-type"] = True
        return found

    def value(self, value: t.Value, direction: Direction) -> Schema:
        """The schema of a type with its limits."""
        found = self._type(value.type, direction)
        is_open = direction is Direction.RECEIVED
        found.update(limit_keywords(value.type, value.constraints, open_values=is_open))
        return found

    def describe(self, schema: Schema, docs: Docs, origin: Origin | None) -> None:
        """Adds the description and the place on the page."""
        if docs:
            schema["description"] = markdown(docs, self._site)
        if origin is not None:
            schema["x-source"] = str(origin)

    def _type(self, type_: t.Type, direction: Direction) -> Schema:
        if isinstance(type_, t.MessageRef):
            return {"$ref": self._reference(type_.id, direction)}
        if isinstance(type_, t.List):
            return {"type": "array", "items": self.value(type_.item, direction)}
        if isinstance(type_, t.Map):
            return self._map(type_, direction)
        if isinstance(type_, t.Enum):
            return self._enum(type_, direction)
        json_type, form = t.json_form(type_)
        found: Schema = {"type": json_type, **({"format": form} if form else {})}
        if isinstance(type_, t.Integer) and type_.quoted and not type_.bits:
            found["x-whole-number"] = True
        return {**found, **_MORE.get(type(type_), {})}

    def _map(self, type_: t.Map, direction: Direction) -> Schema:
        found: Schema = {
            "type": "object",
            "propertyNames": self.value(type_.key, direction),
            "additionalProperties": self.value(type_.value, direction),
        }
        if type_.implied:
            found["x-implied-map"] = True
        return found

    def _enum(self, type_: t.Enum, direction: Direction) -> Schema:
        known: Schema = {"type": "string", "enum": [value.name for value in type_.values]}
        found = known
        if direction is Direction.RECEIVED:
            found = {"anyOf": [known, {"type": "string"}]}
        told = {v.name: markdown(v.docs, self._site) for v in type_.values if v.docs}
        if told:
            found["x-enumDescriptions"] = told
        old = [value.name for value in type_.values if value.deprecated]
        if old:
            found["x-enum-deprecated"] = old
        if type_.name:
            found["x-enum-name"] = type_.name
        return found


def _default(field: Field) -> Schema:
    """`default` where the schema admits it, `x-default` where page and type disagree."""
    value, kind = field.default, field.type
    fits: dict[type[Any], tuple[type, ...]] = {
        t.String: (str,),
        t.Bool: (bool,),
        t.Float: (int, float),
    }
    if isinstance(kind, t.Enum):
        fit = value in {item.name for item in kind.values}
    elif isinstance(kind, t.Integer):
        fit = isinstance(value, int) and not isinstance(value, bool) and not kind.quoted
    else:
        fit = isinstance(value, fits.get(type(kind), ())) and not field.constraints
    return {"default" if fit else "x-default": value}


def _at_most_one(group: OneOf, direction: Direction) -> Schema:
    """None or one of the members; exactly one where the page says so of what is sent.

    Each arm asks for one member and the last for none: two members satisfy two arms, so `oneOf` fails.
    """
    arms: list[Schema] = [{"required": [member]} for member in group.members]
    if not group.exactly_one or direction is Direction.RECEIVED:
        arms.append({"not": {"anyOf": list(arms)}})
    return {"oneOf": arms}


def _told(group: OneOf) -> Schema:
    found: Schema = {"members": list(group.members)}
    if group.exactly_one is not None:
        found["exactlyOne"] = group.exactly_one
    found["x-source"] = str(group.origin)
    return found
