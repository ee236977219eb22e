"""JSON samples with comments."""

from __future__ import annotations

import pytest

from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Source, Span
from apigen.languages.en import EN
from apigen.languages.ru import RU
from apigen.pages.model import Fence, SampleArray, SampleObject, SampleValue
from apigen.pages.positions import Positions
from apigen.pages.samples import read_sample


def read(text: str, diagnostics: Diagnostics | None = None) -> SampleObject | None:
    book = RU if "включает" in text else EN
    found = Diagnostics() if diagnostics is None else diagnostics
    fence = Fence(text, "json", Span(1, 1), 0)
    sample = read_sample(fence, Positions(text), book, Source("p.md", text), found)
    if diagnostics is None:
        assert not list(found)
    return sample


def test_values_and_nesting() -> None:
    sample = read('{"a": "string", "b": true, "c": [{"d": "integer"}], "e": 1, "f": null}')
    assert sample is not None
    members = {name: value for name, value, _ in sample.members}
    assert isinstance(members["a"], SampleValue)
    assert members["a"].value == "string"
    assert isinstance(members["b"], SampleValue)
    assert members["b"].value is True
    assert isinstance(members["c"], SampleArray)
    assert isinstance(members["c"].items[0], SampleObject)
    assert sample.members[0][2] == Span(1, 2, 3)


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("//  включает только одно из полей `a`, `b`", "// конец списка возможных полей"),
        ("//  includes only one of the fields `a`, `b`", "// end of the list of possible fields"),
        ("// Includes only one of the fields `a`, `b`", "// end of the list of possible fields"),
        (
            "// `x[].y` includes only one of the fields `a`, `b`",
            "// end of the list of possible fields`x[].y`",
        ),
    ],
)
def test_a_group_with_its_names_and_members(start: str, end: str) -> None:
    text = (
        f'{{\n  "o": "string",\n  {start}\n  "a": "string",\n  "b": {{}},\n  {end}\n\n  "z": 1\n}}'
    )
    sample = read(text)
    assert sample is not None
    (group,) = sample.groups
    assert group.names == ("a", "b")
    assert group.wraps == ("a", "b")
    assert group.span == Span(3, 3, len(start))
    assert [name for name, _, _ in sample.members] == ["o", "a", "b", "z"]


def test_a_comment_that_names_other_fields_than_it_encloses() -> None:
    sample = read(
        '{\n// `r[]` includes only one of the fields `c`, `d`\n"a": "string",\n"b": "string",\n'
        '// end of the list of possible fields`r[]`\n"c": "string", "d": "string"}'
    )
    assert sample is not None
    assert sample.groups[0].names == ("c", "d")
    assert sample.groups[0].wraps == ("a", "b")


def test_groups_belong_to_the_object_they_are_in() -> None:
    sample = read(
        '{\n// `s` includes only one of the fields `a`, `b`\n"a": {\n'
        "// `s.a` includes only one of the fields `x`, `y`\n"
        '"x": 1,\n"y": 2,\n// end of the list of possible fields`s.a`\n},\n"b": 1,\n'
        "// end of the list of possible fields`s`\n}"
    )
    assert sample is not None
    assert [group.wraps for group in sample.groups] == [("a", "b")]
    inner = sample.members[0][1]
    assert isinstance(inner, SampleObject)
    assert [group.wraps for group in inner.groups] == [("x", "y")]


@pytest.mark.parametrize(
    ("text", "line", "column", "fields"),
    [
        ('{"a": "string",\n "b": ', 2, 6, ["a"]),
        ('{"a": "string",\n b: 1}', 2, 2, ["a"]),
        ('{"a": "string"}\n}', 2, 1, []),
        ('{"a" "b"}', 1, 8, []),
    ],
)
def test_a_broken_sample_is_reported_and_read_up_to_the_error(
    text: str, line: int, column: int, fields: list[str]
) -> None:
    found = Diagnostics()
    sample = read(text, found)
    (finding,) = found
    assert finding.code.code == "P008"
    assert finding.origin.line == line
    assert abs(finding.origin.column - column) <= 1
    if fields:
        assert sample is not None
        assert [name for name, _, _ in sample.members] == fields


def test_nesting_is_bounded() -> None:
    for text in ('{"a":' * 5000, '{"a":' + "[" * 5000):
        found = Diagnostics()
        read(text, found)
        assert [finding.code.code for finding in found] == ["P008"]


def test_a_fence_that_does_not_begin_with_an_object_is_no_sample() -> None:
    assert read("POST https://a.b/c") is None
