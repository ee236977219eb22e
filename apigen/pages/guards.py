"""Guards against hostile pages: bounds on nesting and size.

Text beyond a bound is read flat or not at all, which is reported. Every bound is far above what any
known page has.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import msgspec

from apigen.findings.source import Span
from apigen.pages.positions import Positions

MAX_DEPTH = 64
"""Levels of tags, brackets, emphasis, quotes and lists, tables."""

MAX_TEXT = 1_000_000
"""Characters of one cell, or of the prose between two blocks."""

MAX_COLUMNS = 100
MAX_HEADINGS = 20_000
MAX_LINES = 200_000
MAX_PAGE = 16_000_000
"""Characters. The largest known page, with 3,338 fields in two formats, has 1.8 million."""


def excess(page: str) -> str:
    """What a page has too much of (`16,000,001 characters`); empty if it may be read."""
    if len(page) > MAX_PAGE:
        return f"{len(page):,} characters"
    if (lines := page.count("\n") + 1) > MAX_LINES:
        return f"{lines:,} lines"
    if page.count("\n#") < MAX_HEADINGS:
        return ""
    headings = len(re.findall(r"(?m)^#{1,6}[ \t]", page))
    return f"{headings:,} headings" if headings > MAX_HEADINGS else ""


class TooDeep(msgspec.Struct, frozen=True):
    """What is nested too deep, and the place of the first level beyond the bound."""

    what: str
    span: Span

    def __str__(self) -> str:
        return f"{self.what} are nested deeper than any page nests them"


class _Kind(NamedTuple):
    """Marks that nest. `openers` are characters that every opening mark begins with: text with few of
    them is not scanned."""

    what: str
    openers: str
    marks: re.Pattern[str]


# The end of a paragraph or an item closes what is open in it; code spans are skipped.
_GAP = r"|(?P<gap>\n[ \t]*+(?:\n|(?:[-*+]|[0-9]{1,9}[.)])[ \t]))|(?P<code>`[^`\n]*+`)"
# Without tags that HTML closes implicitly: `<p>`, `<li>`, `<td>`.
_TAGS = "a|b|blockquote|code|details|div|dl|em|i|ol|pre|span|strong|table|ul"
_BRACKETS = _Kind("brackets", "[({", re.compile(rf"(?P<open>[\[({{])|(?P<close>[\])}}]){_GAP}"))
_KINDS = (
    _BRACKETS,
    _Kind(
        "HTML tags",
        "<",
        re.compile(rf"(?P<open><(?:{_TAGS})\b[^<>]*+>)|(?P<close></(?:{_TAGS})\b[^<>]*+>)"),
    ),
    _Kind(
        "marks of emphasis",
        "*_",
        re.compile(
            r"(?P<open>(?<![^\s*_(\[>])(?:\*{1,3}|_{1,3})(?=[^\s*_]))"
            rf"|(?P<close>(?<=[^\s*_])(?:\*{{1,3}}|_{{1,3}})(?![\w*])){_GAP}"
        ),
    ),
)
_CONTAINERS = re.compile(
    rf"(?m)^(?:[ \t]*+(?:>|(?:[-*+]|[0-9]{{1,9}}[.)])[ \t])){{{MAX_DEPTH + 1}}}"
)


def too_deep(positions: Positions, start: int, end: int) -> TooDeep | None:
    """The first nesting beyond `MAX_DEPTH` between two offsets."""
    if end - start <= MAX_DEPTH:
        return None
    for kind in _KINDS:
        if (found := _deep(kind, positions, start, end)) is not None:
            return found
    containers = _CONTAINERS.search(positions.text, start, end)
    if containers is None:
        return None
    return TooDeep("quotes and lists", positions.span(containers.end() - 1))


def code_too_deep(positions: Positions, start: int, end: int) -> TooDeep | None:
    """The same in code, where only brackets nest."""
    return _deep(_BRACKETS, positions, start, end)


def _deep(kind: _Kind, positions: Positions, start: int, end: int) -> TooDeep | None:
    text = positions.text
    if sum(text.count(mark, start, end) for mark in kind.openers) <= MAX_DEPTH:
        return None
    depth = 0
    for match in kind.marks.finditer(text, start, end):
        if match.lastgroup == "open":
            depth += 1
            if depth > MAX_DEPTH:
                return TooDeep(kind.what, positions.span(match.start()))
        elif match.lastgroup == "close":
            depth = max(0, depth - 1)
        elif match.lastgroup == "gap":
            depth = 0
    return None
