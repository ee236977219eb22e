"""The front matter's schema against the tables of the same request.

The schema looks up messages by their short names and is wrong at times, so that the table goes
before it and every contradiction is told with both places. What the table cannot say or leaves out
(patterns on pages of 2024, `uniqueItems`) is taken from the schema where the types agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from apigen.analysis.wording import listed, short
from apigen.findings.codes.analysis import SCHEMA_DISAGREES
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Source, Span
from apigen.ir.api import Field, Message
from apigen.ir.constraints import KINDS, Constraint, kind_of, limit_text
from apigen.ir.types import Enum, Integer, List, Map, MessageRef, Type, Value, json_form, type_name
from apigen.pages.model import MethodSchema, Schema


class SchemaComparison:
    """Compares one method's schema with the messages of its tables; `messages` is the page's."""

    def __init__(
        self,
        method: MethodSchema,
        messages: dict[str, Message],
        source: Source,
        diagnostics: Diagnostics,
    ) -> None:
        self.definitions: Mapping[str, Schema] = dict(method.definitions)
        self.messages = messages
        self.source = source
        self.diagnostics = diagnostics
        self._seen: set[tuple[str, str]] = set()

    def message(self, message: Message, schema: Schema, path: str = "") -> Message:
        """The message with what the schema alone knows of it."""
        schema = self._resolve(schema)
        properties = dict(schema.properties)
        if not properties:
            return message
        fields, missing = [], []
        for field in message.fields:
            there = properties.pop(field.name, None)
            if there is None:
                missing.append(field.name)
                fields.append(field)
            else:
                self._required(field, schema, there, path)
                fields.append(self._field(field, there, path))
        if missing or properties:
            place = path.rstrip(".") or "the request"
            words = f"the fields of {place} differ"
            words += f"; the schema alone has {listed(properties)}" if properties else ""
            words += f"; the table alone has {listed(missing)}" if missing else ""
            self._tell(schema.span, words, ", ".join([*properties, *missing]), message)
        self._groups(message, schema, path)
        return msgspec.structs.replace(message, fields=tuple(fields))

    # --- one field

    def _field(self, field: Field, schema: Schema, path: str) -> Field:
        value = self._value(Value(field.type, field.constraints), schema, field, path)
        changes: dict[str, object] = {}
        if value.type is not field.type:
            changes["type"] = value.type
        if value.constraints is not field.constraints:
            changes["constraints"] = value.constraints
        return msgspec.structs.replace(field, **changes) if changes else field

    def _required(self, field: Field, owner: Schema, schema: Schema, path: str) -> None:
        if not owner.required or (field.name in owner.required) == field.required:
            return
        words = ("required", "not") if field.required else ("not required", "required")
        self._tell(
            schema.span,
            f"{path}{field.name} is {words[0]} in the table and {words[1]} in the schema",
            field.name,
            field,
        )

    def _value(self, value: Value, schema: Schema, field: Field, path: str) -> Value:
        kind = value.type
        shape = self._shape(schema)
        if not _agree(kind, shape, schema.format):
            form = f" ({schema.format})" if schema.format else ""
            table = type(kind).__name__.lower()
            words = f"{path}{field.name} is {table} in the table and {shape}{form} in the schema"
            self._tell(schema.span, words, field.name, field)
            return value
        if isinstance(kind, List) and schema.items is not None:
            item = self._value(kind.item, schema.items, field, path)
            if item is not kind.item:
                kind = List(item)
        elif isinstance(kind, Map):
            key, inner = kind.key, kind.value
            if schema.keys is not None:
                key = Value(key.type, self._limits(key, schema.keys, field, path))
            if schema.values is not None:
                inner = self._value(inner, schema.values, field, path)
            if key.constraints is not kind.key.constraints or inner is not kind.value:
                kind = Map(key, inner, kind.implied)
        elif isinstance(kind, MessageRef):
            self._enter(kind.id, schema, f"{path}{field.name}.")
        elif isinstance(kind, Enum):
            self._enum(kind, schema, field, path)
        limits = self._limits(value, schema, field, path)
        if kind is value.type and limits is value.constraints:
            return value
        return Value(kind, limits)

    def _enter(self, message_id: str, schema: Schema, path: str) -> None:
        name = schema.ref or f"@{schema.span}"
        if message_id in self.messages and (message_id, name) not in self._seen:
            self._seen.add((message_id, name))
            self.messages[message_id] = self.message(self.messages[message_id], schema, path)

    def _enum(self, kind: Enum, schema: Schema, field: Field, path: str) -> None:
        """The schema's values must be the table's; it alone lists the unspecified one."""
        told = [value.name for value in kind.values if not value.name.endswith("_UNSPECIFIED")]
        given = [name for name in schema.enum if not name.endswith("_UNSPECIFIED")]
        if told and given and set(told) != set(given):
            lost = listed(name for name in given if name not in told)
            more = listed(name for name in told if name not in given)
            words = f"the values of {path}{field.name} differ"
            words += f"; the schema alone has {lost}" if lost else ""
            words += f"; the table alone has {more}" if more else ""
            self._tell(schema.span, words, lost or more, field)

    def _limits(
        self, value: Value, schema: Schema, field: Field, path: str
    ) -> tuple[Constraint, ...]:
        """The limits of a value, with those that the schema alone gives."""
        added: list[Constraint] = []
        for limit in self._schema_limits(schema):
            there = next((own for own in value.constraints if type(own) is type(limit)), None)
            if there is None:
                if kind_of(limit).keywords.get(type_name(value.type)):
                    added.append(limit)
            elif there != limit:
                table, text = limit_text(there), limit_text(limit)
                self._tell(
                    schema.span,
                    f"{path}{field.name}: the table says {short(table)}, the schema {short(text)}",
                    text,
                    field,
                )
        return (*value.constraints, *added) if added else value.constraints

    def _schema_limits(self, schema: Schema) -> Iterator[Constraint]:
        stated = dict(schema.limits)
        for kind in KINDS:
            keyword = next((name for name in kind.keywords.values() if name in stated), "")
            if keyword:
                yield kind.at(self.source.origin(schema.span), stated[keyword])

    # --- groups

    def _groups(self, message: Message, schema: Schema, path: str) -> None:
        told = {frozenset(group.members): group for group in message.one_ofs}
        names = {field.name for field in message.fields}
        place = path.rstrip(".") or "the request"
        for members, _ in schema.one_ofs:
            # Members that the table lacks are told of as fields.
            if frozenset(members) not in told and names.issuperset(members):
                near = next(iter(told.values()), message)
                text = listed(members)
                words = f"the schema has a group in {place} that the table has not: {text}"
                self.diagnostics.add(
                    SCHEMA_DISAGREES,
                    self.source.origin(schema.span),
                    words,
                    text=text,
                    other=near.origin,
                )

    # --- what a schema is

    def _resolve(self, schema: Schema) -> Schema:
        seen = set()
        while schema.ref and schema.ref in self.definitions and schema.ref not in seen:
            seen.add(schema.ref)
            schema = self.definitions[schema.ref]
        return schema

    def _shape(self, schema: Schema) -> str:
        """`string`, `integer`, `number`, `boolean`, `array`, `object`, `map`, or empty."""
        if schema.ref:
            return "object"
        if schema.values is not None or schema.keys is not None:
            return "map"
        return schema.type

    def _tell(self, span: Span, words: str, text: str, other: Field | Message) -> None:
        self.diagnostics.add(
            SCHEMA_DISAGREES, self.source.origin(span), words, text=text, other=other.origin
        )


def _agree(kind: Type, shape: str, form: str) -> bool:
    """Whether a type and a schema can be of one field; a schema without a type agrees with any."""
    if not shape:
        return True
    if isinstance(kind, Integer):
        bits = not form or kind.bits is None or form.removeprefix("u") == f"int{kind.bits}"
        return shape in ("integer", "string") and bits
    json_type, own_form = json_form(kind)
    if json_type == "object":
        return shape in ("object", "map")
    if json_type == "string":
        return shape == "string" and (not form or _ALIASES.get(form, form) == own_form)
    return shape == json_type


_ALIASES = {"bytes": "byte"}
"""Formats that schemas spell in two ways."""
