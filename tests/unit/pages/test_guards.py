"""Bounds on nesting and size: reported, with the place, as soon as they are exceeded and not before."""

from __future__ import annotations

import pytest

from apigen.findings.diagnostics import Diagnostic, Diagnostics
from apigen.findings.source import Source
from apigen.pages.guards import MAX_COLUMNS, MAX_DEPTH, MAX_HEADINGS, MAX_TEXT
from apigen.pages.inline import MAX_LIST_DEPTH
from apigen.pages.model import Page
from apigen.pages.read import read_page

HEAD = (
    "# Method do\n\n## HTTP request {#https-request}\n```\nPOST https://a.b/c/v1/things\n```\n\n"
    "## Body parameters {#body_params}\n\n"
)
TABLE = HEAD + "Field | Description\n--- | ---\n"
YFM = HEAD + "#|\n|| Field | Description ||\n|| a | **string**\n\n"


def read(text: str) -> tuple[Page | None, list[Diagnostic]]:
    found = Diagnostics()
    page = read_page(Source("ru/c/api-ref/Thing/do.md", text), found, {})
    return page, list(found)


def codes(text: str) -> list[str]:
    return [item.code.code for item in read(text)[1]]


NESTED = {
    "quotes": lambda n: ">" * n + " a",
    "brackets": lambda n: "[" * n + "a" + "]" * n,
    "links": lambda n: "[a " * n + "](x)" * n,
    "emphasis": lambda n: "**a " * n + "b" + " b**" * n,
    "tags": lambda n: "<strong>" * n + "a" + "</strong>" * n,
    "quotes and brackets": lambda n: ">" * n + " [[a]]",
}


@pytest.mark.parametrize("kind", NESTED)
@pytest.mark.parametrize("before", [HEAD, YFM])
def test_nesting_is_reported_beyond_the_bound(kind: str, before: str) -> None:
    nested = NESTED[kind]
    assert "P011" not in codes(f"{before}{nested(MAX_DEPTH)}\n")
    assert codes(f"{before}{nested(MAX_DEPTH + 1)}\n").count("P011") == 1


@pytest.mark.parametrize(
    "nested",
    [
        lambda n: "<ul><li>" * n + "a" + "</li></ul>" * n,
        lambda n: "".join("  " * level + "- a\n" for level in range(n)),
    ],
)
def test_nested_lists_are_reported_beyond_the_bound(nested: object) -> None:
    assert callable(nested)
    assert "P011" not in codes(HEAD + nested(MAX_LIST_DEPTH - 1))
    assert codes(HEAD + nested(MAX_LIST_DEPTH + 1)).count("P011") == 1


def test_nested_tables() -> None:
    opened, closed = "#|\n|| a | **string**\n", "||\n|#\n"
    assert "P011" not in codes(HEAD + opened * MAX_DEPTH + closed * MAX_DEPTH)
    text = (
        HEAD + opened * (MAX_DEPTH + 1) + closed * (MAX_DEPTH + 1) + TABLE[len(HEAD) :] + "b | x\n"
    )
    page, found = read(text)
    assert [item.code.code for item in found] == ["P011"]
    assert page is not None
    rows = [
        row.path for section in page.sections for table in section.tables() for row in table.rows
    ]
    assert rows == ["b"]


def test_the_place_is_the_first_level_beyond_the_bound() -> None:
    words = "**string**<br>" + "[" * (MAX_DEPTH + 1)
    _, (found, *_) = read(f"{TABLE}a | {words}\n")
    assert str(found.origin) == f"ru/c/api-ref/Thing/do.md:12:{5 + len(words) - 1}"
    assert found.hint
    assert found.text.startswith("a | **string**")


def test_nesting_is_reported_once_for_each_page() -> None:
    row = "a | **string**<br>" + "[" * 100 + "\n"
    assert codes(TABLE + row * 50).count("P011") == 1


def test_marks_that_do_not_nest_are_not_reported() -> None:
    assert not codes(TABLE + "a | **string**<br>" + "<p>[a](b) **c** (d) `_e`</p>" * 500 + "\n")
    assert not codes(HEAD + "- `[` *a* _b_, **c**\n" * 500)
    assert not codes(TABLE + "a | **string**<br><ul>" + "<li>a<p>b" * 500 + "</ul>\n")
    assert not codes(HEAD + "See [a, (b *c _d.\n\n" * 500)


def test_the_number_of_columns_is_bounded() -> None:
    def table(columns: int) -> str:
        return f"{HEAD}{'a|' * columns}\n{'-|' * columns}\n{'x|' * columns}\n"

    assert "P016" not in codes(table(MAX_COLUMNS))
    assert codes(table(MAX_COLUMNS + 1)) == ["P016"]


def test_the_length_of_cells_and_prose_is_bounded() -> None:
    for before in (f"{TABLE}a | **string**<br>", HEAD):
        assert "P017" not in codes(before + "a" * (MAX_TEXT - 100))
        assert codes(before + "a" * (MAX_TEXT + 1)).count("P017") == 1


def test_the_number_of_headings_is_bounded() -> None:
    assert "P002" not in codes(HEAD + "## a\n" * (MAX_HEADINGS - 3))
    assert codes(HEAD + "## a\n" * MAX_HEADINGS) == ["P002"]
