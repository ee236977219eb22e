"""What no page of the reference has: nesting without end, prose and tables without end.

Readers read such text flat, or not to its end; so it is told. Each limit is far above what any known
page has.
"""

from __future__ import annotations

import re
from typing import NamedTuple

import msgspec

from apigen.findings.source import Span
from apigen.pages.positions import Positions

DEEPEST = 64
"""Levels of tags, brackets, emphasis, quotes and lists, tables."""

LONGEST = 1_000_000
"""Characters of one cell, or of the prose between two blocks."""

MOST_COLUMNS = 100
MOST_HEADINGS = 20_000

# The end of a paragraph or an item, and with it of what is open there; code is passed over.
_GAP = r"|(?P<gap>\n[ \t]*+(?:\n|(?:[-*+]|[0-9]{1,9}[.)])[ \t]))|(?P<code>`[^`\n]*+`)"


class TooDeep(msgspec.Struct, frozen=True):
    """What is nested too deep, and the place at which it becomes that."""

    what: str
    span: Span

    def __str__(self) -> str:
        return f"{self.what} are nested deeper than any page nests them"


class _Kind(NamedTuple):
    """Marks that nest. Text with few of the characters `rare` cannot nest them deep."""

    what: str
    rare: str
    marks: re.Pattern[str]


# Without those that HTML lets end by themselves: `<p>`, `<li>`, `<td>`.
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
_CONTAINERS = re.compile(rf"(?m)^(?:[ \t]*+(?:>|(?:[-*+]|[0-9]{{1,9}}[.)])[ \t])){{{DEEPEST + 1}}}")


def too_deep(positions: Positions, start: int, end: int) -> TooDeep | None:
    """The first nesting deeper than any page's from one offset to another."""
    if end - start <= DEEPEST:
        return None
    for kind in _KINDS:
        if (found := _deep(kind, positions, start, end)) is not None:
            return found
    containers = _CONTAINERS.search(positions.text, start, end)
    if containers is None:
        return None
    return TooDeep("quotes and lists", positions.span(containers.end() - 1))


def code_too_deep(positions: Positions, start: int, end: int) -> TooDeep | None:
    """The same of code, whose brackets alone nest."""
    return _deep(_BRACKETS, positions, start, end)


def _deep(kind: _Kind, positions: Positions, start: int, end: int) -> TooDeep | None:
    text = positions.text
    if sum(text.count(mark, start, end) for mark in kind.rare) <= DEEPEST:
        return None
    depth = 0
    for match in kind.marks.finditer(text, start, end):
        if match.lastgroup == "open":
            depth += 1
            if depth > DEEPEST:
                return TooDeep(kind.what, positions.span(match.start()))
        elif match.lastgroup == "close":
            depth = max(0, depth - 1)
        elif match.lastgroup == "gap":
            depth = 0
    return None
