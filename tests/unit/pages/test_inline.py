"""Inline markup and the HTML of cells: nodes and their places."""

from __future__ import annotations

import pytest

from apigen.findings.source import Span
from apigen.pages.inline import InlineReader
from apigen.pages.positions import Positions
from apigen.pages.prose import (
    CodeNode,
    DamagedNode,
    LinkNode,
    ListNode,
    ParagraphNode,
    Prose,
    StrongNode,
    TextNode,
)


def read(text: str, *, in_table: bool = True) -> Prose:
    positions = Positions(text)
    reader = InlineReader(positions, lambda words, _: words.replace("{{ x }}", "X"))
    return reader.read(0, len(text), in_table=in_table)


def inlines(text: str, *, in_table: bool = True) -> list[object]:
    (block,) = read(text, in_table=in_table)
    assert isinstance(block, ParagraphNode)
    return list(block.inlines)


@pytest.mark.parametrize(
    ("markup", "code"),
    [
        ("`a`", "a"),
        ("``a``", "a"),
        ("` a `", "a"),
        ("<code>a</code>", "a"),
        (r"``\|[a-z]``", "|[a-z]"),
        (r"<code>\|[a-z]</code>", "|[a-z]"),
        ("```|[a-z]```", "|[a-z]"),
        ("``a`b``", "a`b"),
        (r"`[-_./\\@]+`", r"[-_./\\@]+"),
        ("`&lt;id&gt;`", "<id>"),
        ("`**a**`", "**a**"),
    ],
)
def test_code_spans(markup: str, code: str) -> None:
    assert inlines(markup) == [CodeNode(code, Span(1, 1, len(markup)))]


def test_an_escaped_bar_is_decoded_only_in_tables() -> None:
    assert inlines(r"`\|`", in_table=False) == [CodeNode(r"\|", Span(1, 1, 4))]


def test_places_count_code_points() -> None:
    text = "длина — `50`,\nне более **5** и [list](/a)"
    found = inlines(text)
    assert found[0] == TextNode("длина — ", Span(1, 1, 8))
    assert found[1] == CodeNode("50", Span(1, 9, 4))
    assert found[3] == StrongNode("5", Span(2, 10, 5))
    assert found[5] == LinkNode("list", "/a", Span(2, 18, 10))


def test_html_and_markdown_links() -> None:
    html = '<a href="/docs/a?b=1&amp;c">the <code>list</code></a>'
    assert inlines(html) == [LinkNode("the list", "/docs/a?b=1&c", Span(1, 1, len(html)))]
    markdown = "[[Image.name]](/docs/a(b))"
    assert inlines(markdown) == [LinkNode("[Image.name]", "/docs/a(b)", Span(1, 1, len(markdown)))]


def test_text_in_brackets_is_no_link() -> None:
    (text,) = inlines("the [LogRecord.host] field")
    assert isinstance(text, TextNode)
    assert text.text == "the [LogRecord.host] field"


def test_paragraphs_and_breaks_split_the_text() -> None:
    blocks = read("<p>one</p> <p>two</p><br>three<br/> ")
    assert [block.inlines[0].text for block in blocks if isinstance(block, ParagraphNode)] == [
        "one",
        "two",
        "three",
    ]


def test_nested_lists_keep_their_markers() -> None:
    (outer,) = read("<ul> <li>A: one</li> <li><p>B: two</p> <ol><li>deep</li></ol></li></ul>")
    assert isinstance(outer, ListNode)
    assert outer.marker == "ul"
    assert len(outer.items) == 2
    inner = outer.items[1][1]
    assert isinstance(inner, ListNode)
    assert inner.marker == "ol"


def test_a_list_directly_after_text() -> None:
    words, values = read("View.<ul> <li>BASIC: short</li></ul>")
    assert isinstance(words, ParagraphNode)
    assert isinstance(values, ListNode)


def test_a_link_within_code_is_damage() -> None:
    raw = r'\|<a href="%5B-a-z0-9%5D">a-z</a>?'
    assert inlines(f"``{raw}``") == [DamagedNode(raw, Span(1, 1, len(raw) + 4))]


def test_emphasis_across_two_code_spans_is_damage() -> None:
    first, _, second = inlines("`[a-z]<em>` or `</em>[0-9]`")
    assert isinstance(first, DamagedNode)
    assert isinstance(second, DamagedNode)


def test_entities_and_escapes_are_decoded() -> None:
    (text,) = inlines(r"a &lt; b &quot;c&quot; \* 5")
    assert isinstance(text, TextNode)
    assert text.text == 'a < b "c" * 5'


def test_variables_are_replaced_in_all_nodes() -> None:
    assert inlines("{{ x }} [{{ x }}](/{{ x }}) `{{ x }}`") == [
        TextNode("X ", Span(1, 1, 8)),
        LinkNode("X", "/X", Span(1, 9, 19)),
        TextNode(" ", Span(1, 28, 1)),
        CodeNode("X", Span(1, 29, 9)),
    ]


@pytest.mark.parametrize("text", ["`a", "**a", "<a href='x'>a", "<code>a", "[a](b", "a &zz; b"])
def test_unclosed_marks_are_text(text: str) -> None:
    (block,) = read(text)
    assert isinstance(block, ParagraphNode)
    assert all(isinstance(node, TextNode) for node in block.inlines)
    assert "a" in "".join(node.text for node in block.inlines)


def test_a_link_without_a_title_is_called_after_its_target() -> None:
    text = "See [{#T}](../response-codes.md#all), [{#T}](#top) and [{#T}](../limits/index.md)."
    assert [i.text for i in inlines(text) if isinstance(i, LinkNode)] == [
        "response codes",
        "top",
        "../limits/index.md",
    ]
