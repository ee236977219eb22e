"""Markdown blocks of YFM cells and descriptions."""

from __future__ import annotations

from apigen.pages.inline import InlineReader
from apigen.pages.markdown import MarkdownReader
from apigen.pages.positions import Positions
from apigen.pages.prose import CodeBlockNode, ListNode, ParagraphNode, Prose


def read(text: str) -> Prose:
    positions = Positions(text)
    inline = InlineReader(positions, lambda words, _: words)
    return MarkdownReader(positions, inline).read(0, len(text), in_table=True)


def words(block: object) -> str:
    assert isinstance(block, ParagraphNode)
    return "".join(node.text for node in block.inlines)


def test_blank_lines_split_paragraphs_and_line_breaks_are_kept() -> None:
    one, two = read("a\nb\n \nc")
    assert words(one) == "a\nb"
    assert words(two) == "c"
    assert two.span.line == 4


def test_a_list_of_values_with_and_without_text() -> None:
    text = "Type.\n\n- `TYPE_UNSPECIFIED`\n- `LINUX`: Linux\n  goes on.\n- `WINDOWS`: W."
    intro, values = read(text)
    assert words(intro) == "Type."
    assert isinstance(values, ListNode)
    assert values.marker == "-"
    assert [words(item[0]).replace("\n", "") for item in values.items] == [
        "TYPE_UNSPECIFIED",
        "LINUX: Linux  goes on.",
        "WINDOWS: W.",
    ]
    assert values.span.line == 3


def test_another_marker_begins_another_list() -> None:
    first, second = read("- a\n- b\n* c")
    assert isinstance(first, ListNode)
    assert isinstance(second, ListNode)
    assert (first.marker, second.marker) == ("-", "*")


def test_items_with_paragraphs_and_lists() -> None:
    (outer,) = read("1. a\n\n   more\n\n   - x\n   - y\n2. b")
    assert isinstance(outer, ListNode)
    assert outer.marker == "1."
    assert len(outer.items) == 2
    paragraph, more, inner = outer.items[0]
    assert words(paragraph).strip() == "a"
    assert words(more).strip() == "more"
    assert isinstance(inner, ListNode)
    assert len(inner.items) == 2


def test_a_number_within_a_paragraph_does_not_begin_a_list() -> None:
    (paragraph,) = read("not before\n2020. That year")
    assert words(paragraph) == "not before\n2020. That year"


def test_a_fence_is_kept_literally() -> None:
    before, code, after = read('a\n```json\n{"a":  1}\n```\nb')
    assert words(before).strip() == "a"
    assert code == CodeBlockNode('{"a":  1}', code.span, "json")
    assert words(after) == "b"


def test_a_carriage_return_is_no_line_break() -> None:
    one, two = read("a\rb\n\nc\rd")
    assert words(one) == "a\rb"
    assert (words(two), two.span.line) == ("c\rd", 3)
