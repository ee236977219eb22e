"""Answers for the emitted tests: JSON with every field set, and what each attribute becomes."""

from __future__ import annotations

from apigen.ir import types as t
from apigen.ir.api import Message
from apigen.targets.python.literals import literal
from apigen.targets.python.messages import field_names
from apigen.targets.python.tests.samples import Samples
from apigen.targets.python.tests.view_types import AnswerCase, Attribute


def answer_case(message: Message, class_name: str, samples: Samples, *, sent: bool) -> AnswerCase:
    """All fields at once, of one-of groups too: answers are never refused."""
    names = field_names(message.fields)
    wire: list[str] = []
    attributes: list[Attribute] = []
    for field in message.fields:
        sample = samples.of(field.type)
        if sample is not None:
            wire.append(f"{literal(field.name)}: {sample.wire}")
            expected = sample.read or sample.wire
            enum = "" if sent else _enum(field.type)
            attributes.append(Attribute(name=names[field.name], expected=expected, enum=enum))
    return AnswerCase(
        type=class_name,
        wire="{" + ", ".join(wire) + "}",
        attributes=tuple(attributes),
        enum_wire=_unknown_enum(message),
    )


def _enum(type_: t.Type) -> str:
    if isinstance(type_, t.List):
        return "each" if isinstance(type_.item.type, t.Enum) else ""
    return "one" if isinstance(type_, t.Enum) else ""


def _unknown_enum(message: Message) -> str:
    """The JSON name of a field that is an enum, as a literal, or nothing."""
    for field in message.fields:
        if isinstance(field.type, t.Enum):
            return literal(field.name)
    return ""
