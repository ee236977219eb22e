"""Required fields within one-of groups."""

from __future__ import annotations

from apigen.analysis.api.groups import relax_required_members
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Origin
from apigen.ir import types as t
from apigen.ir.api import Field, Message, OneOf

HERE = Origin("page.md", 1, 1)


def settled(required: str, *groups: OneOf) -> tuple[set[str], list[bool | None]]:
    """The required fields and `exactly_one` of each group, for the fields a to d."""
    fields = tuple(
        Field(name=n, type=t.String(), origin=HERE, required=n in required) for n in "abcd"
    )
    message = relax_required_members(
        Message(id="x", name="x", fields=fields, origin=HERE, one_ofs=groups), Diagnostics()
    )
    left = {field.name for field in message.fields if field.required}
    return left, [group.exactly_one for group in message.one_ofs]


def test_if_all_members_are_required_exactly_one_is() -> None:
    assert settled("abd", OneOf(("a", "b"), HERE)) == ({"d"}, [True])


def test_if_some_members_are_required_none_is() -> None:
    assert settled("ad", OneOf(("a", "b"), HERE)) == ({"d"}, [None])


def test_the_member_of_a_group_of_one_stays_required() -> None:
    assert settled("a", OneOf(("a",), HERE)) == ({"a"}, [None])


def test_exactly_one_as_stated_by_the_page_is_kept() -> None:
    assert settled("ab", OneOf(("a", "b"), HERE, False)) == (set(), [False])


def test_groups_without_required_members_are_kept() -> None:
    found = settled("ab", OneOf(("a", "b"), HERE), OneOf(("c", "d"), HERE))
    assert found == (set(), [True, None])
