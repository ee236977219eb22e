"""Versions, changelogs, grouping of changes, and word differences."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from apigen.changes.diff import diff
from apigen.changes.log import (
    VersionStep,
    changelog,
    code_span,
    grouped,
    next_version,
    version_step,
)
from apigen.changes.report.word_diff import difference, segments
from apigen.ir import constraints as c
from apigen.ir.api import Message, OneOf
from tests.unit.changes import sample as s

BREAKING = s.method("create", verb="PUT")
COMPATIBLE = s.method("list", deprecated=True)
DOCS = s.method("create", docs=s.docs("Makes a disk."))


@pytest.mark.parametrize(
    ("edit", "current", "step", "after"),
    [
        (BREAKING, "1.2.3", "major", "2.0.0"),
        (COMPATIBLE, "1.2.3", "minor", "1.3.0"),
        (DOCS, "1.2.3", "patch", "1.2.4"),
        (BREAKING, "0.2.3", "minor", "0.3.0"),
        (COMPATIBLE, "0.2.3", "patch", "0.2.4"),
        (DOCS, "0.2.3", "patch", "0.2.4"),
        (lambda api: api, "1.2.3", "none", "1.2.3"),
        (BREAKING, "next", "major", "next"),
    ],
)
def test_the_most_severe_change_decides_the_version(
    edit: s.Edit, current: str, step: str, after: str
) -> None:
    found = version_step(diff(s.API, edit(s.API)), current)
    assert found == step
    assert next_version(current, VersionStep(found)) == after


def test_a_change_of_a_shared_field_is_listed_once() -> None:
    new = s.answered(s.changed("name", constraints=(c.MaxLength(60, s.HERE),)))(s.API)
    changes = diff(s.API, new)
    assert len(changes) == 3  # the result of create and of update, the items of list
    (group,) = grouped(changes)
    assert set(group.methods) == {"compute.Disk.list", "compute.Disk.update"}


def test_changes_of_requests_and_responses_are_not_grouped() -> None:
    new = s.message("compute.Policy", s.changed("zone", required=True))(s.API)
    groups = grouped(diff(s.API, new))
    assert {str(item.change.effect) for item in groups} == {"breaking", "compatible"}


def test_a_changelog_has_a_line_for_each_group_of_changes() -> None:
    text = changelog(diff(s.API, BREAKING(DOCS(s.API))), "1.0.0")
    place = "`ru/compute/api-ref/Disk/create.md:1`"
    assert text == (
        "## 2.0.0\n\n"
        f"### Breaking\n\n- `compute.Disk.create` verb changed: `POST` → `PUT` — {place}\n\n"
        f"### Documentation\n\n- `compute.Disk.create` docs changed — {place}\n"
    )


def test_a_changelog_without_changes() -> None:
    assert changelog((), "1.0.0") == "## 1.0.0\n\nNothing changed for callers.\n"


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("a", "`a`"),
        ("a`b", "``a`b``"),
        ("`", "`` ` ``"),
        ("``` x", "```` ``` x ````"),
        ("one\n\n# two", "`one # two`"),
        ("<script>", "`<script>`"),
    ],
)
def test_text_of_a_page_cannot_become_markup(text: str, span: str) -> None:
    assert code_span(text) == span


def test_word_differences() -> None:
    found = [
        (run.kind, run.text) for run in segments("at most 63 letters", "at most 60 big letters")
    ]
    assert found == [
        ("same", "at most "),
        ("removed", "63"),
        ("added", "60 big"),
        ("same", " letters"),
    ]


def test_long_texts_are_cut_to_where_they_differ() -> None:
    around = "word " * 60
    before, after = difference(f"{around}old {around}", f"{around}new {around}")
    assert before == "… word word word word old word word word word …"
    assert after == "… word word word word new word word word word …"
    assert difference("a\n b", "c") == ("a b", "c")


def test_a_rename_needs_a_description_equal_neighbours_and_no_other_candidate() -> None:
    turns = s.field("turns", s.SPEED.type, *s.SPEED.constraints, docs=s.SPEED.docs)

    def kinds(edit: s.Edit, start: s.Edit = lambda api: api) -> set[str]:
        old = start(s.API)
        return {change.kind for change in diff(old, edit(old))}

    renamed = s.asked(s.changed("speed", name="turns"))
    assert kinds(renamed) == {"field renamed"}
    elsewhere = s.asked(s.fields(lambda all_: (turns, *(f for f in all_ if f.name != "speed"))))
    assert kinds(elsewhere) == {"field removed", "field added"}
    rival = s.asked(s.then(s.changed("speed", name="turns"), s.after("turns", "twists")))
    assert kinds(rival) == {"field removed", "field added"}
    other_words = s.asked(s.changed("speed", name="turns", docs=s.docs("Else.")))
    assert kinds(other_words) == {"field removed", "field added"}
    wordless = s.asked(s.changed("speed", docs=s.docs("")))
    assert kinds(renamed, wordless) == {"field removed", "field added"}


def test_a_renamed_member_stays_in_its_group() -> None:
    def both(message: Message) -> Message:
        edited = s.changed("imageId", name="imageRef")(message)
        return replace(edited, one_ofs=(OneOf(("imageRef", "snapshotId"), s.HERE),))

    changes = diff(s.API, s.asked(both)(s.API))
    assert [change.kind for change in changes] == ["field renamed"]


def test_changes_in_a_renamed_method_have_the_new_name() -> None:
    edit = s.method("create", name="make", docs=s.docs("Makes a disk."))
    first, second = diff(s.API, edit(s.API))
    assert (first.kind, first.before, first.after) == (
        "method renamed",
        "compute.Disk.create",
        "compute.Disk.make",
    )
    assert (second.kind, second.place.method) == ("docs changed", "make")
