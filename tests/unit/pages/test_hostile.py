"""Hostile pages: a finding or nothing, in bounded time, never an exception."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.programs.fuzz.mutate import mutants
from tests.programs.fuzz.run import run

ROOT = Path(__file__).parents[3]
N = 50_000
HEAD = (
    "# Method create\n\n## HTTP request {#https-request}\n```\nPOST https://a.b/c/v1/images\n```\n\n"
    "## Body parameters {#body_params}\n\n"
)
CELL = HEAD + "Field | Description\n--- | ---\na | **string**<br>"
PAGES = {
    "flow yaml": "---\na: " + "[" * N + "\n---\n" + HEAD,
    "block yaml": "---\n" + "- " * N + "\n---\n" + HEAD,
    "aliases": "---\na: &a [1]\nb: &b [*a,*a]\nc: [*b,*b]\n---\n" + HEAD,
    "json in yaml": "---\napiPlayground:\n  - '" + '{"a":' * N + "1'\n---\n" + HEAD,
    "open code": CELL + " `` `" * N,
    "runs of ticks": CELL + " ".join("`" * size for size in range(1, 400)),
    "open emphasis": CELL + "**x " * N,
    "emphasis": CELL + "**x" * N,
    "brackets": CELL + "[" * N,
    "open links": CELL + "[a](b " * N,
    "links": CELL + "[a](b)" * N,
    "lists": CELL + "<ul><li>" * N,
    "open anchors": CELL + "<a href='x'>" * N,
    "one word": CELL + "a" * N,
    "types": HEAD
    + "Field | Description\n--- | ---\na | **object** (map<"
    + "**string** (int64), " * N,
    "indented lists": HEAD + "".join("  " * depth + "- a\n" for depth in range(500)),
    "deep sample": HEAD + '```json\n{"a":' + "[" * N + "\n```\n",
    "large number": HEAD + '```json\n{"a":' + "9" * N + "}\n```\n",
    "deep path": HEAD + "Field | Description\n--- | ---\n" + "a." * N + "b | **string**\n",
    "rows without columns": HEAD + "Field | Description\n--- | ---\n" + "x\n" * 5000,
    "open tables": HEAD + "#|\n" * 5000,
    "fences": HEAD + "```\n" * 5001,
    "headings": "## x {#y}\n" * 5000,
    "variables": CELL + "{{ x }} " * N,
    "long name": "# Method " + "a" * N,
    "path": "# Method a\n\n## HTTP request\n```\nPOST " + "/{" * N + "\n```\n",
    "one-of": CELL + "includes only one of the fields " + "`a`, " * 5000,
    "sentences": CELL + "Value must be one of " + "1, " * N + ".",
}


@pytest.mark.parametrize("name", PAGES)
def test_reading_time_is_bounded(name: str) -> None:
    """Quadratic time would exceed the bound by far."""
    run(PAGES[name])


TEXTS = sorted(
    page.read_text(encoding="utf-8")
    for folder in ("tests/cases", "reference")
    for page in (ROOT / folder).rglob("*.md")
)


@pytest.mark.parametrize("seed", range(5))
def test_mutated_pages_raise_no_exception(seed: int) -> None:
    for text in mutants(TEXTS, seed, 80):
        run(text)
