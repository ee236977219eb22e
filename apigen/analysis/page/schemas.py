"""Compares the front matter's schema with the tables of the same request.

The schema's generator looks messages up by their short names and is wrong at times, so the table is
trusted and every contradiction is reported with both places. Constraints that only the schema has
(patterns on pages of 2024, `uniqueItems`) are adopted if the types agree.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from apigen.analysis.excerpts import excerpt, listed
from apigen.findings.codes.analysis import SCHEMA_DISAGREES
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Origin, Source, Span
from apigen.ir.api import Field, Message, OneOf
from apigen.ir.constraints import (
    Constraint,
    Maximum,
    MaxItems,
    MaxLength,
    Minimum,
    MinItems,
    MinLength,
    Pattern,
    Unique,
)
from apigen.ir.types import (
    Anything,
    Bool,
    Bytes,
    Duration,
    Enum,
    FieldMask,
    Float,
    Integer,
    List,
    Map,
    MessageRef,
    String,
    Timestamp,
    Type,
    Value,
)
from apigen.pages.model import MethodSchema, Schema

_EMPTY: tuple[str, ...] = ()


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
        added = []
        for given in _constraints_of(schema, self.source.origin(schema.span)):
            own = next((own for own in value.constraints if type(own) is type(given)), None)
            if own is None:
                if _can_hold(value.type, given):
                    added.append(given)
            elif own != given:
                table, other = _limit_of(own), _limit_of(given)
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


def _constraints_of(schema: Schema, origin: Origin) -> list[Constraint]:
    entries = schema.max_items if schema.max_items is not None else schema.max_entries
    keywords: tuple[tuple[Callable[[Any, Origin], Constraint], object], ...] = (
        (Pattern, schema.pattern),
        (MinLength, schema.min_length),
        (MaxLength, schema.max_length),
        (Minimum, schema.minimum),
        (Maximum, schema.maximum),
        (MinItems, schema.min_items),
        (MaxItems, entries),
    )
    found = [constraint(value, origin) for constraint, value in keywords if value is not None]
    return [*found, Unique(origin)] if schema.unique_items else found


def _limit_of(constraint: Constraint) -> str:
    if isinstance(constraint, Pattern):
        return constraint.regex
    return str(getattr(constraint, "value", None))


_FORMATS: dict[type, tuple[str, ...]] = {
    Timestamp: ("date-time",),
    Duration: ("duration",),
    FieldMask: ("field-mask",),
    Bytes: ("byte", "bytes"),
    String: _EMPTY,
    Enum: _EMPTY,
}


def _agree(kind: Type, shape: str, form: str) -> bool:
    """Whether the type of the table and a schema describe one type; a schema without one fits any."""
    if not shape:
        return True
    if isinstance(kind, List):
        return shape == "array"
    if isinstance(kind, Map):
        return shape in ("map", "object")
    if isinstance(kind, (MessageRef, Anything)):
        return shape in ("object", "map")
    if isinstance(kind, Bool):
        return shape == "boolean"
    if isinstance(kind, Integer):
        bits = not form or kind.bits is None or form.removeprefix("u") == f"int{kind.bits}"
        return shape in ("integer", "string") and bits
    if isinstance(kind, Float):
        return shape == "number"
    return shape == "string" and (not form or form in _FORMATS.get(type(kind), _EMPTY))


def _can_hold(kind: Type, limit: Constraint) -> bool:
    if isinstance(limit, (Pattern, MinLength, MaxLength)):
        return isinstance(kind, String)
    if isinstance(limit, (Minimum, Maximum)):
        return isinstance(kind, (Integer, Float))
    return isinstance(kind, List) or (isinstance(kind, Map) and not isinstance(limit, Unique))
