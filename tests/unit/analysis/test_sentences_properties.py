"""Numbers in any format are read; no prose raises an error."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from apigen.analysis.sentences.numbers import number
from apigen.analysis.sentences.read import read_prose
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Origin, Source, Span
from apigen.ir.constraints import Maximum, MaxLength, Minimum, MinLength, Pattern
from apigen.languages.en import EN
from apigen.languages.ru import RU
from apigen.pages.prose import (
    BlockNode,
    CodeBlockNode,
    CodeNode,
    DamagedNode,
    LinkNode,
    ListNode,
    ParagraphNode,
    StrongNode,
    TextNode,
)
from tests.unit.analysis.phrases import read

NOWHERE = Origin("", 0, 0)
SEPARATORS = st.sampled_from([" ", "\u00a0", "\u202f", "\u2009", ",", "_", "'", "’", ""])
DASHES = st.sampled_from(["-", "–", "—", " - ", " – ", " — ", "−"])


def grouped(value: int, separator: str) -> str:
    return f"{value:,}".replace(",", separator)


@given(st.integers(min_value=-(2**63), max_value=2**64), SEPARATORS)
def test_formatted_whole_numbers_are_read(value: int, separator: str) -> None:
    assert number(grouped(value, separator)) == value


@given(st.integers(-999, 999), st.integers(0, 99), st.sampled_from(".,"))
def test_formatted_decimals_are_read(whole: int, hundredths: int, point: str) -> None:
    assert number(f"{whole}{point}{hundredths:02}") == float(f"{whole}.{hundredths:02}")


def test_a_comma_before_three_digits_separates_thousands() -> None:
    assert number("1,500") == 1500
    assert number("0,500") == 0.5
    assert number("1000,500") == 1000.5


@given(st.integers(0, 10**12), st.integers(0, 10**12), SEPARATORS, SEPARATORS)
def test_ranges_in_both_languages(low: int, high: int, one: str, other: str) -> None:
    a, b = grouped(low, one), grouped(high, other)
    expected = (Minimum(low, NOWHERE), Maximum(high, NOWHERE))
    assert read(f"Acceptable values are {a} to {b}, inclusive.", "en").own == expected
    assert read(f"Допустимые значения — от {a} до {b} включительно.", "ru").own == expected


@given(st.integers(0, 10**6), st.integers(0, 10**6), SEPARATORS, DASHES)
def test_lengths_with_any_dash(low: int, high: int, separator: str, dash: str) -> None:
    words = f"{grouped(low, separator)}{dash}{grouped(high, separator)}"
    expected = (MinLength(low, NOWHERE), MaxLength(high, NOWHERE))
    assert read(f"The string length in characters must be {words}.", "en").own == expected
    assert read(f"Длина {words} символов.", "ru").own == expected


@given(
    st.text(st.characters(exclude_categories=["C", "Z"], exclude_characters="`&\\<{"), min_size=1)
)
def test_regular_expressions_are_read_literally(regex: str) -> None:
    reading = read(f"Words. Value must match the regular expression `{regex}`. More.", "en")
    assert reading.own == (Pattern(regex, NOWHERE),)


SPANS = st.builds(Span, st.integers(1, 9), st.integers(1, 99), st.integers(1, 9))
WORDS = st.one_of(
    st.text(max_size=40),
    st.text("0123456789 .,-–—'_:;()[]eE+µsdmhс\n", max_size=30),
    st.sampled_from(
        [
            "The maximum value is ",
            "Acceptable values are ",
            " to 5.",
            "Value must be one of ",
            "The default is ",
            "Required. ",
            "1. ",
            "includes only one of the fields ",
            "Значение по умолчанию — ",
            "Длина 1-",
            " символов. ",
            " - READ_ONLY: ",
            "LINUX: ",
            "\ue000",
            "\ue001\ue002",
        ]
    ),
)
INLINES = st.lists(
    st.one_of(
        st.builds(TextNode, WORDS, SPANS),
        st.builds(CodeNode, WORDS, SPANS),
        st.builds(StrongNode, WORDS, SPANS),
        st.builds(LinkNode, WORDS, WORDS, SPANS),
        st.builds(DamagedNode, WORDS, SPANS),
    ),
    max_size=6,
).map(tuple)
PARAGRAPHS = st.builds(ParagraphNode, INLINES, SPANS)
MARKERS = st.sampled_from(["ul", "ol", "-", "*", "1.", ""])
BLOCKS: st.SearchStrategy[BlockNode] = st.recursive(
    st.one_of(PARAGRAPHS, st.builds(CodeBlockNode, WORDS, SPANS)),
    lambda inner: st.builds(
        ListNode,
        MARKERS,
        st.lists(st.lists(inner, max_size=3).map(tuple), max_size=3).map(tuple),
        SPANS,
    ),
    max_leaves=6,
)


@given(st.lists(BLOCKS, max_size=4).map(tuple), st.sampled_from([EN, RU]))
def test_no_prose_raises_an_error(prose: tuple[BlockNode, ...], book: object) -> None:
    assert book in (EN, RU)
    reading = read_prose(prose, EN if book is EN else RU, Source("p.md", ""), Diagnostics())
    assert reading.understood + len(reading.residue) <= reading.sentences
