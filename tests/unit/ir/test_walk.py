"""Types are traversed and mapped at any depth."""

from __future__ import annotations

from apigen.findings.source import Origin
from apigen.ir.api import Field, Message
from apigen.ir.constraints import MaxLength
from apigen.ir.types import Anything, Integer, List, Map, MessageRef, String, Type, Value
from apigen.ir.walk import (
    closure,
    element,
    element_id,
    map_field,
    map_fields,
    map_parts,
    nested_types,
    parts,
    reference_graph,
    references,
    reversed_graph,
)

HERE = Origin("page.md", 1, 1)
DISK = MessageRef("compute.Disk")
DEEP = List(Value(Map(Value(String(), (MaxLength(5, HERE),)), Value(List(Value(DISK))))))


def field(type_: Type) -> Field:
    return Field(name="a", type=type_, origin=HERE)


def message(id_: str, *to: str) -> Message:
    return Message(
        id=id_, name=id_, fields=tuple(field(MessageRef(each)) for each in to), origin=HERE
    )


def test_parts_have_roles() -> None:
    key, value = Value(String()), Value(Integer())
    assert parts(Map(key, value)) == (("keys", key), ("values", value))
    assert parts(List(key)) == (("items", key),)
    assert parts(String()) == parts(DISK) == ()


def test_the_element_is_the_innermost_one() -> None:
    assert element(DEEP) == DISK
    assert element_id(DEEP) == "compute.Disk"
    assert element(String()) == String()
    assert element_id(Map(Value(DISK), Value(String()))) is None


def test_types_within_a_type_come_outermost_first() -> None:
    inner = [type(each) for each in nested_types(DEEP)]
    assert inner == [List, Map, String, List, MessageRef]


def test_what_can_be_reached() -> None:
    graph = reference_graph((message("a", "b", "gone"), message("b", "a"), message("c", "a")))
    assert graph == {"a": ("b", "gone"), "b": ("a",), "c": ("a",)}
    assert closure(["a"], graph) == {"a", "b", "gone"}
    assert closure(["b"], reversed_graph(graph)) == {"a", "b", "c"}
    assert list(references([field(DEEP), field(DISK)])) == ["compute.Disk"] * 2


def shown(value: Value) -> Value:
    return Value(Anything(), value.constraints) if isinstance(value.type, MessageRef) else value


def test_values_are_changed_at_any_depth_and_keep_their_constraints() -> None:
    changed = map_field(field(DEEP), shown)
    assert [type(each) for each in nested_types(changed.type)] == [
        List,
        Map,
        String,
        List,
        Anything,
    ]
    assert isinstance(changed.type, List)
    assert isinstance(changed.type.item.type, Map)
    assert changed.type.item.type.key.constraints == (MaxLength(5, HERE),)


def test_a_map_stays_implied() -> None:
    implied = Map(Value(String()), Value(DISK), implied=True)
    assert map_parts(implied, shown) == Map(Value(String()), Value(Anything()), implied=True)


def test_what_does_not_change_stays_the_same_object() -> None:
    plain = Message(id="a", name="a", fields=(field(List(Value(String()))),), origin=HERE)
    assert map_fields(plain, lambda each: map_field(each, shown)) is plain
