"""What prose gives besides constraints: places, docs, enums, groups and findings."""

from __future__ import annotations

import pytest

from apigen.analysis.sentences.read import ProseFacts, read_prose
from apigen.findings.codes.analysis import DAMAGED_EXPRESSION, ENUM_VALUE_TWICE, SECOND_DEFAULT
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Origin, Source, Span
from apigen.ir.constraints import MaxLength, MinLength, Pattern
from apigen.ir.docs import Code, CodeBlock, Link, ListBlock, Paragraph, Strong, Text
from apigen.languages.en import EN
from apigen.pages import prose as page
from tests.unit.analysis.phrases import read

HERE = Span(1, 1)


def item(*inlines: page.InlineNode) -> tuple[page.BlockNode, ...]:
    return (page.ParagraphNode(inlines, HERE),)


def read_blocks(*blocks: page.BlockNode) -> ProseFacts:
    return read_prose(blocks, EN, Source("page.md", ""), Diagnostics())


def code(text: str) -> page.CodeNode:
    return page.CodeNode(text, HERE)


def text(words: str) -> page.TextNode:
    return page.TextNode(words, HERE)


# --- places ---------------------------------------------------------------------------------------


def places(reading: ProseFacts) -> list[tuple[int, int]]:
    limits = (*reading.own, *reading.each, *reading.keys, *reading.count)
    return [(limit.origin.line, limit.origin.column) for limit in limits]


def test_each_constraint_has_the_place_of_its_sentence() -> None:
    words = "<p>Name. The maximum string length in characters is 50.</p><p>The minimum value is 1."
    reading = read(words, "en")
    assert [words[column - 1 :][:11] for _, column in places(reading)] == [
        "The maximum",
        "The minimum",
    ]


def test_places_after_line_breaks() -> None:
    reading = read("Name of the disk.\n  The length must be at least 3.", "en")
    assert places(reading) == [(2, 3)]


def test_origins_name_the_file() -> None:
    (limit,) = read("The minimum value is 1.", "en").own
    assert str(limit.origin) == "page.md:1:1"


def test_the_place_of_a_group_and_a_default() -> None:
    words = "Includes only one of the fields `a`, `b`. Words. The default is `x`."
    reading = read(words, "en")
    assert reading.one_of == (("a", "b"), Span(1, 1, 41))
    assert reading.default_span == Span(1, 50, 19)


# --- documentation --------------------------------------------------------------------------------


def test_docs_keep_words_links_and_code() -> None:
    reading = read("Use <a href='/docs/list'>list</a> or `get`. **Never** both.", "en")
    assert reading.docs == (
        Paragraph(
            (
                Text("Use "),
                Link("list", "/docs/list"),
                Text(" or "),
                Code("get"),
                Text(". "),
                Strong("Never"),
                Text(" both."),
            )
        ),
    )


def test_docs_leave_out_sentences_that_became_facts() -> None:
    reading = read(
        "Required field. Name of the disk. The maximum string length in characters is 50. "
        "It is shown.<br>includes only one of the fields `a`, `b`",
        "en",
    )
    assert reading.docs == (Paragraph((Text("Name of the disk. It is shown."),)),)


def test_docs_keep_sentences_about_limits_that_people_wrote() -> None:
    reading = read("Name of the disk. 1-63 characters long. The default is `x`.", "en")
    assert reading.docs == (
        Paragraph(
            (
                Text("Name of the disk. 1-63 characters long. The default is "),
                Code("x"),
                Text("."),
            )
        ),
    )


def test_prose_with_only_facts_has_no_docs() -> None:
    assert read("<p>Required.</p> <p>The minimum value is 1.</p>", "en").docs == ()


def test_docs_of_lists_and_code_blocks() -> None:
    reading = read_blocks(
        page.ListNode("1.", (item(text("One")), item(text("Two"))), HERE),
        page.CodeBlockNode("a = 1", HERE, "json"),
    )
    assert reading.docs == (
        ListBlock(True, ((Paragraph((Text("One"),)),), (Paragraph((Text("Two"),)),))),
        CodeBlock("a = 1", "json"),
    )


def test_docs_keep_a_damaged_expression() -> None:
    reading = read("Value must match the regular expression <code>[a-z]<em>b</code>.", "en")
    words = Text("Value must match the regular expression [a-z]<em>b.")
    assert reading.docs == (Paragraph((words,)),)


# --- enums ----------------------------------------------------------------------------------------


def test_yfm_enum_with_and_without_words() -> None:
    reading = read_blocks(
        page.ListNode(
            "-",
            (
                item(code("STATUS_UNSPECIFIED")),
                item(code("CREATING"), text(": Deprecated. It is being created.")),
                item(code("READY"), text(": See "), code("CREATING"), text(".")),
            ),
            HERE,
        )
    )
    assert [(value.name, value.deprecated) for value in reading.enum] == [
        ("STATUS_UNSPECIFIED", False),
        ("CREATING", True),
        ("READY", False),
    ]
    assert reading.enum[2].docs.blocks == (Paragraph((Text("See "), Code("CREATING"), Text("."))),)
    assert reading.docs == ()


@pytest.mark.parametrize(
    ("marker", "name"), [("*", "SYSTEM"), ("1.", "SYSTEM"), ("-", "userAccount"), ("ul", "SYSTEM")]
)
def test_lists_of_code_that_are_no_enums(marker: str, name: str) -> None:
    block = page.ListNode(marker, (item(code(name), text(": words.")),), HERE)
    reading = read_blocks(block)
    assert reading.enum == ()
    assert isinstance(reading.docs[0], ListBlock)


def test_a_list_with_one_item_that_is_no_value_is_no_enum() -> None:
    reading = read("<ul><li>LINUX: Linux.</li><li>anything else</li></ul>", "en")
    assert reading.enum == ()


def test_an_html_item_may_be_a_name_alone() -> None:
    assert [v.name for v in read("<ul><li>UP</li><li>DOWN</li></ul>", "en").enum] == ["UP", "DOWN"]


def test_the_place_of_an_enum_value() -> None:
    words = "State.<ul><li>UP: Works.</li><li>DOWN: Does not.</li></ul>"
    origins = [value.origin for value in read(words, "en").enum]
    assert [o and words[o.column - 1 :][:4] for o in origins] == ["UP: ", "DOWN"]


def test_limits_in_the_description_of_a_value_are_not_those_of_the_field() -> None:
    reading = read("<ul><li>A: The maximum value is 5.</li><li>B: 1-63 characters long.</li>", "en")
    assert reading.own == ()
    assert len(reading.enum) == 2


def test_a_value_listed_twice() -> None:
    diagnostics = Diagnostics()
    reading = read("<ul><li>A: One.</li></ul><ul><li>A: Two.</li></ul>", "en", diagnostics)
    assert [value.name for value in reading.enum] == ["A"]
    assert [(found.code, found.text) for found in diagnostics] == [(ENUM_VALUE_TWICE, "A")]


# --- lists that describe parts of a value ----------------------------------------------------------


def test_a_printed_limit_counts_even_within_a_list_item() -> None:
    words = "Forms:<ul><li>`a`: One.\nThe maximum string length in characters is 9.</li></ul>"
    assert read(words, "en").own == (MaxLength(9, Origin("", 0, 0)),)


def test_a_nested_list_is_read_too() -> None:
    words = "<ol><li>One<ul><li>x y\nThe maximum string length in characters is 9.</li></ul></li>"
    assert read(words, "en").own == (MaxLength(9, Origin("", 0, 0)),)


# --- one-of ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "includes only one of the fields `a`, `b`",
        "includes only one of the fields a, b",
        "includes only one of the fields `a` or `b`",
        "includes only one of the fields `a, b`",
        "`spec` includes only one of the fields: `a`, `b`.",
    ],
)
def test_members_of_a_one_of_group(words: str) -> None:
    reading = read(words, "en")
    assert reading.one_of is not None
    assert reading.one_of[0] == ("a", "b")


def test_sentences_about_a_group_are_no_group() -> None:
    assert read("The message includes only one of the fields it names.", "en").one_of is None


# --- what is wrong --------------------------------------------------------------------------------


def test_a_damaged_expression_gives_no_pattern() -> None:
    diagnostics = Diagnostics()
    words = "1-63 characters long. Value must match the regular expression <code>a<em>b</code>."
    reading = read(words, "en", diagnostics)
    assert reading.own == (MinLength(1, Origin("", 0, 0)), MaxLength(63, Origin("", 0, 0)))
    (found,) = diagnostics
    assert (found.code, found.text) == (DAMAGED_EXPRESSION, "a<em>b")
    assert words[found.origin.column - 1 :].startswith("<code>")
    assert [residue.kind for residue in reading.residue] == ["damaged"]


def test_a_second_default_is_reported() -> None:
    diagnostics = Diagnostics()
    reading = read("The default is `a`. The default is `b`.", "en", diagnostics)
    assert reading.default == "a"
    (found,) = diagnostics
    assert found.code == SECOND_DEFAULT
    assert found.other == Origin("page.md", 1, 1)


@pytest.mark.parametrize(("default", "found"), [("A", 0), ("B", 1)])
@pytest.mark.parametrize(
    "words", ["By default.", "Default value.", "It writes (default).", "Used by default."]
)
def test_the_default_among_the_values(default: str, found: int, words: str) -> None:
    diagnostics = Diagnostics()
    sentence = f"The default is `{default}`.<ul><li>A: One. {words}</li></ul>"
    assert read(sentence, "en", diagnostics).default == default
    assert len(diagnostics) == found


# --- accounting -----------------------------------------------------------------------------------


def test_every_sentence_is_counted() -> None:
    reading = read(
        "Required. Name of the disk, e.g. disk-1. See v1.2 of it. The maximum value is 5. "
        "It must be 5 KB or less.",
        "en",
    )
    assert (reading.sentences, reading.understood) == (5, 2)
    assert [(r.text, r.kind) for r in reading.residue] == [("It must be 5 KB or less.", "unknown")]


def test_residue_shows_code_and_its_place() -> None:
    (residue,) = read("Words. It must be `a.b` at least.", "en").residue
    assert residue.text == "It must be `a.b` at least."
    assert residue.span.column == 8


def test_line_breaks_within_a_sentence_do_not_split_it() -> None:
    reading = read("Use the\nImageService.List request to get\nthe ID.", "en")
    assert (reading.sentences, reading.understood) == (1, 0)


def test_a_gap_without_a_full_stop_splits_sentences() -> None:
    reading = read("Идентификатор диска  Максимальная длина строки в символах — 50.", "ru")
    assert (reading.sentences, reading.understood) == (2, 1)
    assert reading.docs == (Paragraph((Text("Идентификатор диска"),)),)


def test_an_expression_keeps_its_white_space() -> None:
    (limit,) = read("Value must match the regular expression `` [a b] | c ``.", "en").own
    assert limit == Pattern("[a b] | c", Origin("", 0, 0))
