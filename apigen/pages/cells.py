"""The cell of a description: a type, and prose about it.

Most cells are told again and again: a message stands on the page of every method that has it. So a
cell is read by itself, once, and its places count from its own beginning.
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

_KEPT = 16_384
_LONGEST_KEPT = 2_000
"""Cells that are kept, and characters of one: some 30 MB at most, and all but a few cells are shorter."""

Resolve = Callable[[str, Span], str]
"""Replaces the variables of the docs in a text at a place of the cell."""


def read_cell(text: str, *, html: bool, resolve: Resolve) -> Cell:
    """The cell with this text. `html`: it is HTML of one line, in a pipe table; else Markdown."""
    if "{{" in text:
        return _read(text, html, resolve)
    return (_known if len(text) <= _LONGEST_KEPT else _plain)(text, html)


def _plain(text: str, html: bool) -> Cell:
    return _read(text, html, lambda words, _: words)


_known = lru_cache(_KEPT)(_plain)


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
    # A pipe table needs `\|` for a bar even in code; in code of a yfm cell it is what it says.
    prose = reader.read(start, len(text), in_table=html)
    deep = inline.too_deep or too_deep(positions, 0, len(text))
    return Cell(text[:type_end], Span(1, 1, max(type_end, 1)), prose, deep)
