"""Digests of messages are equal if and only if the messages are."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from apigen.analysis.api.digests import digests
from apigen.findings.source import Origin
from apigen.ir.api import Field, Message, OneOf
from apigen.ir.constraints import MaxLength
from apigen.ir.types import Enum, EnumValue, MessageRef, String, Type

HERE = Origin("p.md", 1, 1)
Node = tuple[str, tuple[int, ...]]
"""The content of a message and the indexes of the messages it refers to; -1 is undefined."""

nodes = st.tuples(st.sampled_from("ab"), st.lists(st.integers(-1, 4), max_size=2).map(tuple))
pages = st.lists(nodes, min_size=5, max_size=5)


def message(number: int, node: Node) -> Message:
    label, links = node
    fields = [Field(name="label", type=String(), origin=HERE, default=label)]
    fields += [
        Field(name=f"to{n}", type=MessageRef(f"m{to}"), origin=HERE) for n, to in enumerate(links)
    ]
    return Message(id=f"m{number}", name="M", fields=tuple(fields), origin=HERE)


def distinguished(one: list[Node], other: list[Node]) -> set[tuple[int, int]]:
    """The pairs of messages of two pages that some walk distinguishes: those with different content, then,
    repeatedly, those with a step to such a pair."""
    everywhere = {(a, b) for a in range(-1, len(one)) for b in range(-1, len(other))}
    known = {(a, b) for a, b in everywhere if (a < 0) != (b < 0)}
    known |= {
        (a, b)
        for a, b in everywhere - known
        if a >= 0 and (one[a][0], len(one[a][1])) != (other[b][0], len(other[b][1]))
    }
    while True:
        more = {
            (a, b)
            for a, b in everywhere - known
            if a >= 0 and any(step in known for step in zip(one[a][1], other[b][1], strict=True))
        }
        if not more:
            return known
        known |= more


@settings(deadline=None)
@given(pages, pages)
def test_digests_are_equal_iff_no_walk_distinguishes_the_messages(
    one: list[Node], other: list[Node]
) -> None:
    found = [
        [strict for strict, _ in digests([message(n, node) for n, node in enumerate(page)])]
        for page in (one, other)
    ]
    apart = distinguished(one, other)
    for a, first in enumerate(found[0]):
        for b, second in enumerate(found[1]):
            assert (first != second) == ((a, b) in apart), (a, b)


def of(type_: Type = String(), **facts: object) -> tuple[bytes, bytes]:  # noqa: B008
    groups = facts.pop("groups", ())
    field = Field(name="a", type=type_, origin=HERE, **facts)  # type: ignore[arg-type]
    whole = Message(id="m", name="M", fields=(field,), origin=HERE, one_ofs=groups)  # type: ignore[arg-type]
    return digests([whole])[0]


def test_only_the_strict_digest_covers_constraints_marks_and_groups() -> None:
    strict, loose = of()
    for facts in (
        {"constraints": (MaxLength(5, HERE),)},
        {"required": True},
        {"default": "x"},
        {"groups": (OneOf(("a",), HERE),)},
    ):
        assert of(**facts)[0] != strict, facts
        assert of(**facts)[1] == loose, facts


def test_an_enum_is_loosely_equal_to_a_string() -> None:
    enum = Enum((EnumValue("ON"),), "State")
    assert of(enum)[1] == of()[1]
    assert of(enum)[0] != of()[0]


def test_origins_and_the_order_of_fields_do_not_count() -> None:
    fields = [Field(name=name, type=String(), origin=HERE) for name in "ab"]
    elsewhere = [
        Field(name=field.name, type=field.type, origin=Origin("q.md", 9, 9)) for field in fields
    ]
    one, other = (
        Message(id="m", name="M", fields=tuple(found), origin=HERE)
        for found in (fields, reversed(elsewhere))
    )
    assert digests([one]) == digests([other])
