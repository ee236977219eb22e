"""Every room knows every type."""

from __future__ import annotations

from typing import get_args

import pytest

from apigen.findings.source import Origin
from apigen.ir import types as t
from apigen.ir.api import Field, Message
from apigen.ir.facts import field_facts
from apigen.ir.text import type_text
from apigen.targets.openapi.schemas import Direction, Schemas
from apigen.targets.python.annotations import Annotator, Position
from apigen.targets.python.tests.samples import Samples

HERE = Origin("page.md", 1, 1)
DISK = Message(id="compute.Disk", name="Disk", fields=(), origin=HERE)
STATUS = t.Enum((t.EnumValue("READY"),), "Status")
SAMPLES: dict[type[t.Type], t.Type] = {
    t.Integer: t.Integer(64, quoted=True),
    t.Enum: STATUS,
    t.MessageRef: t.MessageRef(DISK.id),
    t.List: t.List(t.Value(t.String())),
    t.Map: t.Map(t.Value(t.String()), t.Value(t.Bytes())),
}
EACH = pytest.mark.parametrize(
    "type_", [SAMPLES[kind] if kind in SAMPLES else kind() for kind in get_args(t.Type)], ids=repr
)


@EACH
def test_it_has_a_form_in_json_and_in_facts(type_: t.Type) -> None:
    json_type, _ = t.json_form(type_)
    assert json_type in ("string", "boolean", "integer", "number", "object", "array")
    assert field_facts(Field(name="a", type=type_, origin=HERE))["type"]


@EACH
def test_people_have_a_word_for_it(type_: t.Type) -> None:
    assert type_text(type_)


@EACH
def test_documents_have_a_schema_for_it(type_: t.Type) -> None:
    schemas = Schemas(lambda id_, direction: f"#/{id_}/{direction}", "")
    for direction in Direction:
        schema = schemas.value(t.Value(type_), direction)
        assert schema.keys() & {"type", "$ref", "anyOf"}


@EACH
def test_the_sdk_has_an_annotation_and_a_sample_of_it(type_: t.Type) -> None:
    annotator = Annotator({DISK.id: "Disk"}, {STATUS: "Status"})
    for position in Position:
        assert annotator.type(type_, position)
    assert annotator.default(type_)
    sample = Samples({DISK.id: DISK}, {DISK.id: "Disk"}).of(type_)
    assert sample is not None
    assert sample.wire
