"""Reads the cell of a description: a type and prose.

Most cells occur many times, since a message is described on the page of every method that uses it. So
each distinct cell is read once, and its places count from its own beginning.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from apigen.findings.source import Span
from apigen.pages.guards import too_deep
from apigen.pages.inline import InlineReader
from apigen.pages.markdown import MarkdownReader
from apigen.pages.model import Cell
from apigen.pages.positions import Positions

# `**string** (int64)`, `**[Os](#yandex.cloud.compute.v1.Os)**`, `**object** (map<**string**, …>)`
_TYPE = re.compile(
    r"\*\*(?:\[[^\[\]\n]*+\]\([^()\n]*+\)|[^*\n]++)\*\*"
    r"(?:[ \t]*\((?:[^()\n]|\([^()\n]*+\))*+\))?(?=\s|<|$)"
)
_AFTER_TYPE = re.compile(r"[ \t]*(?:<br\s*/?>)?")

_CACHE_SIZE = 16_384
_MAX_CACHED = 2_000
"""Cached cells, and the characters of one: 30 MB at most; nearly all cells are shorter."""

Resolve = Callable[[str, Span], str]
"""Replaces the variables of the docs in a text; the place counts in the cell."""


def read_cell(text: str, *, html: bool, resolve: Resolve) -> Cell:
    """The cell with this text. `html`: one line of HTML, in a pipe table; else Markdown."""
    if "{{" in text:
        return _read(text, html, resolve)
    return (_cached if len(text) <= _MAX_CACHED else _without_variables)(text, html)


def _without_variables(text: str, html: bool) -> Cell:
    return _read(text, html, lambda words, _: words)


_cached = lru_cache(_CACHE_SIZE)(_without_variables)


def _read(text: str, html: bool, resolve: Resolve) -> Cell:
    start = type_end = 0
    match = _TYPE.match(text)
    if match is not None:
        type_end = match.end()
        after = _AFTER_TYPE.match(text, type_end)
        start = after.end() if after else type_end
    positions = Positions(text)
    inline = InlineReader(positions, resolve)
    reader = inline if html else MarkdownReader(positions, inline)
    # In a pipe table `\|` is a bar, even in code; in the code of a YFM cell it is literal.
    prose = reader.read(start, len(text), in_table=html)
    deep = inline.too_deep or too_deep(positions, 0, len(text))
    return Cell(text[:type_end], Span(1, 1, max(type_end, 1)), prose, deep)
