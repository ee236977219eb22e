"""The interface of block readers: the text of a page in, claims out."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple, Protocol

from apigen.findings.codes.pages import TOO_DEEP, TOO_LONG, TOO_MANY_COLUMNS
from apigen.findings.diagnostics import Code, Diagnostics
from apigen.findings.source import Source, Span
from apigen.languages.base import Phrasebook
from apigen.pages.cells import read_cell
from apigen.pages.guards import MAX_COLUMNS, MAX_TEXT, TooDeep, too_deep
from apigen.pages.inline import InlineReader
from apigen.pages.markdown import MarkdownReader
from apigen.pages.model import Block, Row
from apigen.pages.positions import Positions
from apigen.pages.prose import Prose
from apigen.pages.variables import resolve

_BREAK = re.compile(r"\s*<br\s*/?>\s*|`+|^\s+|\s+$")
_PLAIN_NAME = re.compile(r"[\w.\[\]]*+")
_NAME_ESCAPE = re.compile(r"\\([_\[\]*|])")


class Claim(NamedTuple):
    """A block and the line (counted from 0) after it. A block of `None` is skipped."""

    block: Block | None
    end: int


class BlockReader(Protocol):
    """A reader of one kind of block."""

    def claim(self, page: PageText, line: int) -> Claim | None:
        """The block that begins in this line; `None` if it is not of this kind."""


class PageText:
    """One page while it is being read: its places and findings, and its text without directives."""

    def __init__(
        self,
        source: Source,
        text: str,
        phrasebook: Phrasebook,
        variables: Mapping[str, str],
        diagnostics: Diagnostics,
    ) -> None:
        self.source = source
        self.text = text
        self.phrasebook = phrasebook
        self.variables = variables
        self.diagnostics = diagnostics
        self._unknown: set[str] = set()
        self._depth_reported = False
        self.positions = Positions(text)
        self.inline = InlineReader(self.positions, self.resolve)
        self.markdown = MarkdownReader(self.positions, self.inline)

    def resolve(self, text: str, span: Span) -> str:
        """The text with the variables of the docs replaced."""
        origin = self.source.origin(span)
        return resolve(text, self.variables, origin, self.diagnostics, self._unknown)

    def report(
        self, code: Code, offset: int, message: str, *, text: str = "", hint: str = ""
    ) -> None:
        """Add a finding at an offset; its text is the line unless given."""
        self._report_at(code, self.positions.span(offset), message, text, hint)

    def _report_at(self, code: Code, span: Span, message: str, text: str, hint: str) -> None:
        if not text:
            text = self.positions.line(span.line - 1).strip()[:200]
        self.diagnostics.add(code, self.source.origin(span), message, text=text, hint=hint)

    def report_depth(self, found: TooDeep | None, place: Span | None = None) -> None:
        """Report too deep nesting, once for each page; `place` is the beginning of the text in which
        `found` counts."""
        if found is None or self._depth_reported:
            return
        self._depth_reported = True
        span = found.span.within(place) if place else found.span
        hint = "part it into several, or close what is open"
        self._report_at(TOO_DEEP, span, str(found), "", hint)

    def too_long(self, start: int, end: int) -> bool:
        """Whether a text is too long to be read, which is reported."""
        if end - start <= MAX_TEXT:
            return False
        self.report(
            TOO_LONG,
            start,
            f"{end - start:,} characters without an end; more than {MAX_TEXT:,} are not read",
            hint="part it, or take it out",
        )
        return True

    def too_wide(self, columns: int, offset: int) -> bool:
        """Whether a table has too many columns to be read, which is reported."""
        if columns <= MAX_COLUMNS:
            return False
        words = f"a table of {columns:,} columns; more than {MAX_COLUMNS} are not read"
        self.report(TOO_MANY_COLUMNS, offset, words, hint="a table has a name and a description")
        return True

    def prose(self, start: int, end: int) -> Prose:
        """The prose between two offsets."""
        if self.too_long(start, end):
            return ()
        found = self.markdown.read(start, end, in_table=False)
        self.report_depth(self.inline.too_deep or too_deep(self.positions, start, end))
        return tuple(found)

    def row(self, name: tuple[int, int], description: tuple[int, int], *, html: bool) -> Row | None:
        """The row with these two cells (start and end offsets); `None` if it is too long. `html`: the
        description is one line of HTML, else Markdown."""
        start, end = name
        if self.too_long(start, description[1]):
            return None
        path = self.text[start:end]
        if not _PLAIN_NAME.fullmatch(path):
            path = _NAME_ESCAPE.sub(r"\1", _BREAK.sub("", path))
        at, stop = description
        text = self.text[at:stop].lstrip(" \t")
        place = self.positions.span(max(stop, at) - len(text))
        cell = read_cell(
            text, html=html, resolve=lambda words, span: self.resolve(words, span.within(place))
        )
        self.report_depth(cell.too_deep, place)
        return Row(path, self.positions.span(start, end - start), cell, place)
