"""Hostile pages: a finding or nothing, in bounded time, never an exception."""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from apigen.analysis.assemble import assemble
from apigen.analysis.build import build
from apigen.diagnostics import Diagnostics
from apigen.ir.codec import encode_api
from apigen.pages.read import read_page
from apigen.source import Source

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


def run(text: str, file: str = "a/api-ref/Image/create.md") -> Diagnostics:
    """A page through every stage."""
    found = Diagnostics()
    page = read_page(Source(file, text), found, {})
    draft = build(page, found) if page is not None else None
    if draft is not None:
        msgspec.msgpack.encode(draft)
        encode_api(assemble([draft], found))
    for finding in found:
        assert finding.origin.line >= 1
        assert finding.origin.column >= 1
        assert str(finding)
        assert len(finding.message) < 1000
    return found


@pytest.mark.parametrize("name", PAGES)
def test_time_is_bounded(name: str) -> None:
    """A reader that went over the page again for each of its parts would not come back."""
    run(PAGES[name])


JUNK = (
    "```", "#|", "|#", "||", "|", "**", "`", "``", "[", "](", "<ul>", "<li>", "</li>", "<p>", "</a>",
    "<a href=", "{", "}", "//", "\n", "\n\n", "---\n", "# ", "## X {#y}\n", "&#x110000;", "&#0;",
    "\\", "\x00", "\u202e", "{{ x }}", "[]", ".", " - ", " | ", "(map<", "&amp", "<code>", "\r",
    "\ufeff", "\U0001d4b3", "!!python/object", "&a [*a]", "*a", "0" * 300, "«", "—", "\ud7ff",
)  # fmt: skip


def mutants(seed: int, number: int) -> Iterator[str]:
    """Pages of the project cut, spliced, repeated, their lines swapped, junk put in."""
    random_ = random.Random(seed)
    pages = [*ROOT.glob("tests/cases/*/page.*.md"), *ROOT.glob("reference/**/*.md")]
    texts = sorted(page.read_text(encoding="utf-8") for page in pages)
    for _ in range(number):
        text = random_.choice(texts)
        for _ in range(random_.randint(1, 6)):
            start = random_.randrange(len(text) + 1)
            end = min(len(text), start + random_.randrange(1, 400))
            lines = text.split("\n")
            random_.shuffle(lines)
            text = random_.choice(
                (
                    text[:start] + text[end:],
                    text[:end] + text[start:end] + text[end:],
                    text[:start] + random_.choice(JUNK) * random_.choice((1, 2, 50)) + text[start:],
                    text[:start] + random_.choice(texts)[start:end] + text[start:],
                    text[: start or 1],
                    text.replace(random_.choice(JUNK[:22]), random_.choice(JUNK), 3),
                    "\n".join(lines) if random_.random() < 0.1 else text,
                )
            )
        yield text


@pytest.mark.parametrize("seed", range(5))
def test_mutated_pages_raise_nothing(seed: int) -> None:
    for text in mutants(seed, 80):
        run(text)
