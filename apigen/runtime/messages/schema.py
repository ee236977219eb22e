"""Message classes compiled from their annotations, once: what to check and how to encode."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache
from typing import Any

from ..errors import Violation
from .base import BaseMessage
from .fields import Placement, Wire
from .rules import Deprecated, OneOf, Required
from .value_types import ValueType, Violations, join_path, value_type_of, violation, without_none


@dataclass(frozen=True, slots=True)
class FieldSchema:
    """One field. `required`: must be given and not empty. `deprecated`: the note of its page."""

    name: str
    wire: Wire
    type: ValueType
    required: bool
    nullable: bool
    default: Any
    deprecated: str | None = None


@dataclass(frozen=True, slots=True)
class OneOfSchema:
    """A one-of group with the JSON names of its members and the line of the first."""

    group: OneOf
    json_names: tuple[str, ...]
    line: int


@dataclass(frozen=True, slots=True)
class MessageSchema:
    """One message class. `names`: Python and JSON names of its fields; `not_null`: those of the
    fields that cannot be None."""

    page: str
    fields: tuple[FieldSchema, ...]
    one_ofs: tuple[OneOfSchema, ...]
    names: frozenset[str]
    not_null: frozenset[str]
    by_name: Mapping[str, FieldSchema]
    by_placement: Mapping[Placement, tuple[FieldSchema, ...]]
    defaults: Mapping[str, Any]

    def field(self, name: str) -> FieldSchema | None:
        """A field by its Python or JSON name."""
        found = self.by_name.get(name)
        return found or next((f for f in self.fields if f.wire.name == name), None)

    def check(self, message: BaseMessage) -> Violations:
        """The violations in a message, in the order of its fields."""
        values = message.__dict__
        given = message.__pydantic_fields_set__
        out: list[Violation] = []
        for field in self.fields:
            value = values[field.name] if field.name in given else None
            if field.required and _is_absent(value):
                rule = Required()
                out.append(self._located(field, violation(rule.name, rule.requirement, value)))
            elif value is not None:
                found = field.type.check(value)
                if found:
                    out.extend(self._located(field, item) for item in found)
        for one_of in self.one_ofs:
            out.extend(self._check_one_of(one_of, values, given))
        return out or None

    def _located(self, field: FieldSchema, found: Violation) -> Violation:
        """With the path from this message, and with its page unless an inner message has set
        one."""
        path = join_path(field.wire.name, found.path)
        if found.page:
            return replace(found, path=path)
        return replace(found, path=path, page=self.page, line=field.wire.line)

    def _check_one_of(
        self, one_of: OneOfSchema, values: Mapping[str, Any], given: set[str]
    ) -> tuple[Violation, ...]:
        exactly_one = one_of.group.exactly_one
        present = [
            json_name
            for member, json_name in zip(one_of.group.members, one_of.json_names, strict=True)
            if member in given and values[member] is not None
        ]
        if len(present) == 1 or not (present or exactly_one):
            return ()
        requirement = f"have {'exactly' if exactly_one else 'at most'} one of them"
        path, found = " | ".join(one_of.json_names), " and ".join(present) or "none"
        return (Violation(path, "one-of", requirement, found, self.page, one_of.line),)

    def encode(self, message: BaseMessage) -> dict[str, Any]:
        """The JSON object of the fields that are set, unknown ones included."""
        out: dict[str, Any] = {}
        values = message.__dict__
        given = message.__pydantic_fields_set__
        for field in self.fields:
            name = field.name
            if name in given:
                value = values[name]
                encode = field.type.encode
                out[field.wire.name] = value if value is None or encode is None else encode(value)
        extra = message.__pydantic_extra__
        if extra:
            out.update(extra)
        return out


def _is_absent(value: Any) -> bool:
    return value is None or (
        isinstance(value, (str, bytes, list, tuple, Mapping)) and len(value) == 0
    )


# Without it, two threads that build models which refer to each other would see them half built.
_BUILD_LOCK = threading.RLock()


def complete(cls: type[BaseMessage]) -> None:
    """Builds what pydantic was told to defer. Safe to call from many threads."""
    with _BUILD_LOCK:
        if not (cls.__pydantic_complete__ and _fields_complete(cls)):
            cls.model_rebuild()


def _fields_complete(cls: type[BaseMessage]) -> bool:
    # pydantic 2.10 cannot tell that the fields are known before the whole model is built.
    return getattr(cls, "__pydantic_fields_complete__", cls.__pydantic_complete__)


@cache
def schema_of(cls: type[BaseMessage]) -> MessageSchema:
    """The schema of a message class. Completes a class whose annotations name later classes."""
    if not _fields_complete(cls):
        complete(cls)
    fields = tuple(_field_schema(name, info) for name, info in cls.model_fields.items())
    by_name = {field.name: field for field in fields}
    not_null = [(field.name, field.wire.name) for field in fields if not field.nullable]
    return MessageSchema(
        page=cls.PAGE,
        fields=fields,
        one_ofs=tuple(_one_of_schema(group, by_name) for group in cls.ONE_OFS),
        names=frozenset(by_name) | {field.wire.name for field in fields},
        not_null=frozenset(name for pair in not_null for name in pair),
        by_name=by_name,
        by_placement={
            placement: tuple(field for field in fields if field.wire.placement is placement)
            for placement in Placement
        },
        defaults={field.name: field.default for field in fields},
    )


def _field_schema(name: str, info: Any) -> FieldSchema:
    metadata = tuple(info.metadata)
    wire = next(
        (item for item in metadata if isinstance(item, Wire)),
        Wire(Placement.BODY, info.alias or name, 0),
    )
    annotation, nullable = without_none(info.annotation)
    return FieldSchema(
        name,
        wire,
        value_type_of(annotation, metadata, _message_type),
        required=any(isinstance(item, Required) for item in metadata),
        nullable=nullable,
        default=None if info.is_required() else info.get_default(call_default_factory=False),
        deprecated=next((item.note for item in metadata if isinstance(item, Deprecated)), None),
    )


def _one_of_schema(group: OneOf, by_name: Mapping[str, FieldSchema]) -> OneOfSchema:
    members = [by_name[member].wire for member in group.members]
    return OneOfSchema(group, tuple(wire.name for wire in members), members[0].line)


def _message_type(cls: type) -> ValueType | None:
    """The schema is looked up when a value comes: messages may contain themselves."""
    if not issubclass(cls, BaseMessage):
        return None

    def check(value: Any) -> Violations:
        if not isinstance(value, cls):
            return [violation("type", f"be a {cls.__name__}", value)]
        return schema_of(cls).check(value)

    def encode(value: Any) -> Any:
        # With validation off, a value of another type is sent as it is.
        return schema_of(type(value)).encode(value) if isinstance(value, cls) else value

    return ValueType(check, encode)
