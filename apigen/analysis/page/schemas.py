"""Compares the front matter's schema with the tables of the same request.

The schema's generator looks messages up by their short names and is wrong at times, so the table is
trusted and every contradiction is reported with both places. Constraints that only the schema has
(patterns on pages of 2024, `uniqueItems`) are adopted if the types agree.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import msgspec

from apigen.analysis.excerpts import excerpt, listed
from apigen.findings.codes.analysis import SCHEMA_DISAGREES
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Origin, Source, Span
from apigen.ir.api import Field, Message, OneOf
from apigen.ir.constraints import KINDS, Constraint, kind_of, limit_text
from apigen.ir.types import Enum, Integer, List, Map, MessageRef, Type, Value, json_form, type_name
from apigen.pages.model import MethodSchema, Schema


class SchemaComparison:
    """Compares the schema of one method. `messages` are those of the page; they are updated."""

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

    def part(self, message: Message | None, schema: Schema | None) -> Message | None:
        """The path, query or body with what only the schema says; unchanged if one is missing."""
        return self._message(message, schema, "") if message and schema else message

    def _message(self, message: Message, schema: Schema, path: str) -> Message:
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
                self._compare_required(field, schema, there, path)
                fields.append(self._field(field, there, path))
        if missing or properties:
            place = path.rstrip(".") or "the request"
            words = f"the fields of {place} differ"
            words += f"; the schema alone has {listed(properties)}" if properties else ""
            words += f"; the table alone has {listed(missing)}" if missing else ""
            self._report(schema.span, words, ", ".join([*properties, *missing]), message)
        self._compare_groups(message, schema, path)
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

    def _compare_required(self, field: Field, owner: Schema, schema: Schema, path: str) -> None:
        if not owner.required or (field.name in owner.required) == field.required:
            return
        words = ("required", "not") if field.required else ("not required", "required")
        self._report(
            schema.span,
            f"{path}{field.name} is {words[0]} in the table and {words[1]} in the schema",
            field.name,
            field,
        )

    def _value(self, value: Value, schema: Schema, field: Field, path: str) -> Value:
        kind = value.type
        shape = _shape(schema)
        if not _agree(kind, shape, schema.format):
            form = f" ({schema.format})" if schema.format else ""
            table = type(kind).__name__.lower()
            words = f"{path}{field.name} is {table} in the table and {shape}{form} in the schema"
            self._report(schema.span, words, field.name, field)
            return value
        if isinstance(kind, List) and schema.items is not None:
            item = self._value(kind.item, schema.items, field, path)
            if item is not kind.item:
                kind = List(item)
        elif isinstance(kind, Map):
            key, inner = kind.key, kind.value
            if schema.keys is not None:
                key = Value(key.type, self._constraints(key, schema.keys, field, path))
            if schema.values is not None:
                inner = self._value(inner, schema.values, field, path)
            if key.constraints is not kind.key.constraints or inner is not kind.value:
                kind = Map(key, inner, kind.implied)
        elif isinstance(kind, MessageRef):
            self._enter(kind.id, schema, f"{path}{field.name}.")
        elif isinstance(kind, Enum):
            self._compare_enum(kind, schema, field, path)
        constraints = self._constraints(value, schema, field, path)
        if kind is value.type and constraints is value.constraints:
            return value
        return Value(kind, constraints)

    def _enter(self, message_id: str, schema: Schema, path: str) -> None:
        name = schema.ref or f"@{schema.span}"
        if message_id in self.messages and (message_id, name) not in self._seen:
            self._seen.add((message_id, name))
            self.messages[message_id] = self._message(self.messages[message_id], schema, path)

    def _compare_enum(self, kind: Enum, schema: Schema, field: Field, path: str) -> None:
        """Compare the values, except `…_UNSPECIFIED`, which only the schema lists."""
        table = [value.name for value in kind.values if not value.name.endswith("_UNSPECIFIED")]
        given = [name for name in schema.enum if not name.endswith("_UNSPECIFIED")]
        if table and given and set(table) != set(given):
            lost = listed(name for name in given if name not in table)
            more = listed(name for name in table if name not in given)
            words = f"the values of {path}{field.name} differ"
            words += f"; the schema alone has {lost}" if lost else ""
            words += f"; the table alone has {more}" if more else ""
            self._report(schema.span, words, lost or more, field)

    def _constraints(
        self, value: Value, schema: Schema, field: Field, path: str
    ) -> tuple[Constraint, ...]:
        """The constraints of a value and those that only the schema has."""
        added: list[Constraint] = []
        for given in _constraints_of(schema, self.source.origin(schema.span)):
            own = next((own for own in value.constraints if type(own) is type(given)), None)
            if own is None:
                if kind_of(given).keywords.get(type_name(value.type)):
                    added.append(given)
            elif own != given:
                table, other = limit_text(own), limit_text(given)
                words = f"the table says {excerpt(table)}, the schema {excerpt(other)}"
                self._report(schema.span, f"{path}{field.name}: {words}", other, field)
        return (*value.constraints, *added) if added else value.constraints

    # --- groups

    def _compare_groups(self, message: Message, schema: Schema, path: str) -> None:
        in_table = {frozenset(group.members): group for group in message.one_ofs}
        names = {field.name for field in message.fields}
        place = path.rstrip(".") or "the request"
        for members, _ in schema.one_ofs:
            # Members that the table lacks are reported as fields.
            if frozenset(members) not in in_table and names.issuperset(members):
                text = listed(members)
                words = f"the schema has a group in {place} that the table has not: {text}"
                self._report(schema.span, words, text, next(iter(in_table.values()), message))

    # --- schemas

    def _resolve(self, schema: Schema) -> Schema:
        """The schema that a chain of `$ref` ends in."""
        seen = set()
        while schema.ref and schema.ref in self.definitions and schema.ref not in seen:
            seen.add(schema.ref)
            schema = self.definitions[schema.ref]
        return schema

    def _report(self, span: Span, words: str, text: str, other: Field | Message | OneOf) -> None:
        self.diagnostics.add(
            SCHEMA_DISAGREES, self.source.origin(span), words, text=text, other=other.origin
        )


def _shape(schema: Schema) -> str:
    """`string`, `integer`, `number`, `boolean`, `array`, `object`, `map`, or empty if not given."""
    if schema.ref:
        return "object"
    if schema.values is not None or schema.keys is not None:
        return "map"
    return schema.type


def _constraints_of(schema: Schema, origin: Origin) -> Iterator[Constraint]:
    stated = dict(schema.limits)
    for kind in KINDS:
        keyword = next((name for name in kind.keywords.values() if name in stated), "")
        if keyword:
            yield kind.at(origin, stated[keyword])


def _agree(kind: Type, shape: str, form: str) -> bool:
    """Whether the type of the table and a schema describe one type; a schema without one fits any."""
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
"""Other names of formats."""
