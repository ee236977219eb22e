"""Diplodoc's directives: they leave text, or a finding, and never change a place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Source
from apigen.pages.directives import without_directives

VARIABLES = {"product": "cloud", "beta": "false", "ga": "true"}


def run(text: str) -> tuple[list[str], list[str]]:
    """The words of the text that is left, and the findings."""
    found = Diagnostics()
    left = without_directives(Source("p.md", text), "en", VARIABLES, found)
    assert len(left) == len(text)
    assert left.count("\n") == text.count("\n")
    return left.split(), [f"{f.code.code} {f.origin.line}:{f.origin.column}" for f in found]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{% note info %}\n\nA limit.\n\n{% endnote %}\n", "A limit."),
        ('{% note warning "Be careful" %}\n\nIt ends.\n\n{% endnote %}', "Be careful It ends."),
        ('{% cut "More" %}\n\nIt ends.\n\n{% endcut %}', "More It ends."),
        ("{% list tabs group=os %}\n\n- Linux\n\n  A.\n\n{% endlist %}", "- Linux A."),
        ('a {% if product == "cloud" %}b{% else %}c{% endif %} d', "a b d"),
        ("a {% if product != 'cloud' %}b{% else %}c{% endif %} d", "a c d"),
        ("{% if beta %}a{% elsif ga %}b{% else %}c{% endif %}", "b"),
        ("{% if not beta and ga %}a{% endif %}{% if beta or ga %}b{% endif %}", "a b"),
        ('{% if lang == "ru" %}\na\n{% else %}\nb\n{% endif %}', "b"),
        ("{% if beta %}a{% if unknown %}b{% endif %}{% include [x](y.md) %}{% endif %}c", "c"),
        ("`{% if beta %}` stays", "`{% if beta %}` stays"),
        ("```\n{% if beta %}\n```\nx", "``` {% if beta %} ``` x"),
        ("100 % of {%", "100 % of {%"),
    ],
)
def test_directives_leave_text(text: str, words: str) -> None:
    assert run(text) == (words.split(), [])


@pytest.mark.parametrize(
    ("text", "words", "findings"),
    [
        ("a\n {% include notitle [l](../_includes/l.md) %}", "a", ["P020 2:2"]),
        ("{% if other == 'x' %}a{% else %}b{% endif %}", "a b", ["P021 1:1"]),
        ("{% if beta %}a\n\nb", "a b", ["P021 1:1"]),
        ("a {% endif %}", "a", ["P022 1:3"]),
        ("a {% shrug 1 %} b", "a {% shrug 1 %} b", ["P022 1:3"]),
    ],
)
def test_what_cannot_be_read_is_a_finding(text: str, words: str, findings: list[str]) -> None:
    assert run(text) == (words.split(), findings)


PARTS = ["{% if beta %}", "{% else %}", "{% endif %}", "{% if x %}", "\n", "`", "```\n", "a", "# "]


@given(st.lists(st.sampled_from(PARTS)).map("".join))
def test_places_never_change(text: str) -> None:
    run(text)


@pytest.mark.parametrize("part", ["{% if x ", "{% if x %}", "{% note ", "{%", "`", "{% else %}"])
def test_hostile_text_takes_linear_time(part: str) -> None:
    run(part * 100_000)
