"""The type of a row, from its type text and its prose."""

from __future__ import annotations

import pytest

from apigen.analysis.page.types import TypeText, parse_type, type_of
from apigen.analysis.sentences.read import ProseFacts
from apigen.findings.source import Origin
from apigen.ir.constraints import (
    Constraint,
    Maximum,
    MaxItems,
    MaxLength,
    Minimum,
    MinItems,
    Pattern,
    Unique,
)
from apigen.ir.types import (
    Anything,
    Bool,
    Bytes,
    Duration,
    Enum,
    EnumValue,
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

HERE = Origin("p.md", 1, 1)
LONG = MaxLength(50, HERE)
MANY = MaxItems(64, HERE)
KEY = Pattern("[a-z]", HERE)
VALUES = (EnumValue("A"), EnumValue("B"))


def typed(
    text: str, reading: ProseFacts | None = None, arrays: int = 0, nested: str | None = None
) -> tuple[Type, tuple[Constraint, ...], list[str]]:
    told: list[str] = []
    found = type_of(
        text,
        arrays,
        reading or ProseFacts(),
        nested,
        lambda kind, what: told.append(f"{kind}: {what}"),
    )
    return found.type, found.constraints, told


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("**string**", String()),
        ("**string** (int64)", Integer(64, quoted=True)),
        ("**string** (date-time)", Timestamp()),
        ("**string** (byte)", Bytes()),
        ("**string** (bytes)", Bytes()),
        ("**string** (duration)", Duration()),
        ("**string** (field-mask)", FieldMask()),
        ("**integer**", Integer()),
        ("**integer** (int32)", Integer(32)),
        ("**integer** (int64)", Integer(64)),
        ("**number** (double)", Float(64)),
        ("**number** (float)", Float(32)),
        ("**boolean**", Bool()),
        ("**boolean** (boolean)", Bool()),
        ("**bool**", Bool()),
        ("**object**", Anything()),
        ("**enum** (Type)", Enum((), "Type")),
        ("**[Os](#yandex.cloud.compute.v1.Os2)**", MessageRef("yandex.cloud.compute.v1.Os2")),
        ("**object** (map<**string**, **string**>)", Map(Value(String()), Value(String()))),
        (
            "**object** (map<**string** (int64), **string** (int64)>)",
            Map(Value(Integer(64, quoted=True)), Value(Integer(64, quoted=True))),
        ),
        (
            "**object** (map<**string**, **[X](#a.v1.X)**>)",
            Map(Value(String()), Value(MessageRef("a.v1.X"))),
        ),
        ("**object** (map&lt;**string**, **string**&gt;)", Map(Value(String()), Value(String()))),
    ],
)
def test_parsing_of_types(text: str, expected: Type) -> None:
    assert typed(text) == (expected, (), [])


def test_text_that_is_no_type() -> None:
    assert parse_type("string") is None
    assert parse_type("**object** (map<**string**>)") == TypeText("object", "map<**string**>")


@pytest.mark.parametrize(
    ("text", "expected", "told"),
    [
        ("**strange**", Anything(), ["type: strange"]),
        ("**string** (int48)", String(), ["format: string (int48)"]),
        ("**integer** (big)", Integer(), ["format: integer (big)"]),
        ("**object** (map<**string**>)", Anything(), ["format: object (map<**string**>)"]),
    ],
)
def test_unknown_types_are_reported(text: str, expected: Type, told: list[str]) -> None:
    assert typed(text) == (expected, (), told)


def test_a_string_with_a_list_of_values_is_an_enum() -> None:
    assert typed("**string**", ProseFacts(enum=VALUES))[0] == Enum(VALUES)
    assert typed("**enum** (Type)", ProseFacts(enum=VALUES))[0] == Enum(VALUES, "Type")
    assert typed("", ProseFacts(enum=VALUES))[0] == Enum(VALUES)
    assert typed("**string**", ProseFacts(enum=VALUES), 1)[0] == List(Value(Enum(VALUES)))


def test_an_object_with_constraints_on_entries_is_a_map() -> None:
    reading = ProseFacts(keys=(KEY,), each=(LONG,), count=(MANY,))
    expected = Map(Value(String(), (KEY,)), Value(String(), (LONG,)), implied=True)
    assert typed("**object**", reading) == (expected, (MANY,), [])
    assert typed("**string**", reading) == (expected, (MANY,), [])
    bare = Map(Value(String()), Value(String()), implied=True)
    assert typed("**object**", ProseFacts(count=(MANY,))) == (bare, (MANY,), [])


def test_an_explicit_map_keeps_its_types() -> None:
    reading = ProseFacts(keys=(KEY,), each=(LONG,), count=(MANY,))
    expected = Map(Value(String(), (KEY,)), Value(String(), (LONG,)))
    assert typed("**object** (map<**string**, **string**>)", reading) == (expected, (MANY,), [])


def test_a_constraint_in_the_row_of_a_list_applies_to_each_element() -> None:
    few = MinItems(1, HERE)
    reading = ProseFacts(own=(LONG, Unique(HERE)), count=(few,))
    expected = List(Value(String(), (LONG,)))
    assert typed("**string**", reading, 1) == (expected, (few, Unique(HERE)), [])


def test_arrays_of_arrays() -> None:
    found = typed("**string**", ProseFacts(each=(LONG,), count=(MANY,)), 2)
    assert found == (List(Value(List(Value(String(), (LONG,))))), (MANY,), [])


def test_parameters_without_a_type() -> None:
    least = Minimum(0, HERE)
    assert typed("", ProseFacts(own=(least, Maximum(9, HERE)))) == (
        String(),
        (least, Maximum(9, HERE)),
        [],
    )
    assert typed("", ProseFacts(each=(LONG,), count=(MANY,))) == (
        List(Value(String(), (LONG,))),
        (MANY,),
        [],
    )


def test_a_range_in_seconds_is_kept_for_a_string() -> None:
    least = Minimum(1, HERE)
    assert typed("**string**", ProseFacts(own=(least,), durations=True)) == (String(), (least,), [])
    assert typed("**string**", ProseFacts(own=(least,))) == (
        String(),
        (),
        ["misfit: minimum 1 on string"],
    )


@pytest.mark.parametrize(
    ("text", "limit"),
    [
        ("**boolean**", LONG),
        ("**integer**", LONG),
        ("**string** (int64)", KEY),
        ("**string** (date-time)", LONG),
        ("**object**", LONG),
    ],
)
def test_constraints_that_do_not_fit_are_reported_and_dropped(text: str, limit: Constraint) -> None:
    _, limits, told = typed(text, ProseFacts(own=(limit,)))
    assert limits == ()
    assert len(told) == 1
    assert told[0].startswith("misfit: ")


def test_a_row_with_inner_rows_is_a_message_whatever_its_type() -> None:
    assert typed("**object**", nested="a.B") == (MessageRef("a.B"), (), [])
    assert typed("**object**", arrays=1, nested="a.B")[0] == List(Value(MessageRef("a.B")))
    assert typed("**string**", nested="a.B") == (MessageRef("a.B"), (), ["fields: **string**"])
