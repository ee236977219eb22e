"""What a block reader is given and what it gives back."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple, Protocol

from apigen.diagnostics import Code, Diagnostics
from apigen.languages.base import Phrasebook
from apigen.pages.cells import read_cell
from apigen.pages.inline import InlineReader
from apigen.pages.markdown import MarkdownReader
from apigen.pages.model import Block, Row
from apigen.pages.positions import Positions
from apigen.pages.variables import resolve
from apigen.source import Source, Span

_BREAK = re.compile(r"\s*<br\s*/?>\s*|`+|^\s+|\s+$")
_PLAIN_NAME = re.compile(r"[\w.\[\]]*+")
_NAME_ESCAPE = re.compile(r"\\([_\[\]*|])")


class Claim(NamedTuple):
    """A block and the line (counted from 0) after it. A block of `None` is passed over."""

    block: Block | None
    end: int


class BlockReader(Protocol):
    """Reads one kind of block."""

    def claim(self, page: PageText, line: int) -> Claim | None:
        """The block that begins in this line, or `None` where it is not of this kind."""


class PageText:
    """One page while it is being read."""

    def __init__(
        self,
        source: Source,
        phrasebook: Phrasebook,
        variables: Mapping[str, str],
        diagnostics: Diagnostics,
    ) -> None:
        self.source = source
        self.text = source.text
        self.phrasebook = phrasebook
        self.variables = variables
        self.diagnostics = diagnostics
        self._told: set[str] = set()
        self.repeated: list[tuple[str, Span]] = []
        """Sections that the page has already: their headings."""
        self.positions = Positions(source.text)
        self.inline = InlineReader(self.positions, self.resolve)
        self.markdown = MarkdownReader(self.positions, self.inline)

    def resolve(self, text: str, span: Span) -> str:
        return resolve(text, self.variables, self.source.origin(span), self.diagnostics, self._told)

    def tell(
        self, code: Code, offset: int, message: str, *, text: str = "", hint: str = ""
    ) -> None:
        """Add a finding at an offset; the offending text is the line's unless it is given."""
        span = self.positions.span(offset)
        if not text:
            text = self.positions.line(span.line - 1).strip()[:200]
        self.diagnostics.add(code, self.source.origin(span), message, text=text, hint=hint)

    def row(self, name: tuple[int, int], description: tuple[int, int], *, cells: bool) -> Row:
        """A row from the offsets of its two cells. `cells`: the description is HTML of one line,
        else Markdown."""
        start, end = name
        path = self.text[start:end]
        if not _PLAIN_NAME.fullmatch(path):
            path = _NAME_ESCAPE.sub(r"\1", _BREAK.sub("", path))
        at, stop = description
        text = self.text[at:stop].lstrip(" \t")
        place = self.positions.span(max(stop, at) - len(text))
        cell = read_cell(
            text, html=cells, resolve=lambda words, span: self.resolve(words, span.within(place))
        )
        return Row(path, self.positions.span(start, end - start), cell, place)
