"""Marks that one-of groups and their members put on each other."""

from __future__ import annotations

from apigen.analysis.api.groups import relax_required_members
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Origin
from apigen.ir import types as t
from apigen.ir.api import Field, Message, OneOf

HERE = Origin("page.md", 1, 1)


def settled(required: str, *groups: OneOf) -> tuple[set[str], list[bool | None]]:
    """The names still required and what is said of each group, for the fields a to d."""
    fields = tuple(
        Field(name=n, type=t.String(), origin=HERE, required=n in required) for n in "abcd"
    )
    message = relax_required_members(
        Message(id="x", name="x", fields=fields, origin=HERE, one_ofs=groups), Diagnostics()
    )
    left = {field.name for field in message.fields if field.required}
    return left, [group.exactly_one for group in message.one_ofs]


def test_all_members_required_is_one_of_them_required() -> None:
    assert settled("abd", OneOf(("a", "b"), HERE)) == ({"d"}, [True])


def test_some_members_required_asks_for_none() -> None:
    assert settled("ad", OneOf(("a", "b"), HERE)) == ({"d"}, [None])


def test_a_group_of_one_takes_nothing_from_its_member() -> None:
    assert settled("a", OneOf(("a",), HERE)) == ({"a"}, [None])


def test_what_a_page_says_of_the_group_stays() -> None:
    assert settled("ab", OneOf(("a", "b"), HERE, False)) == (set(), [False])


def test_other_groups_stay() -> None:
    found = settled("ab", OneOf(("a", "b"), HERE), OneOf(("c", "d"), HERE))
    assert found == (set(), [True, None])
