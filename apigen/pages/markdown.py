"""Markdown blocks of a stretch of a page: paragraphs, lists and fences, with their places.

Blocks are found by markdown-it, which knows the lines of each; inlines are read by `inline`, since
its tokens of inlines have no columns and the pages' HTML is large.
"""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from apigen.pages.inline import DEEPEST_LIST, InlineReader
from apigen.pages.positions import Positions
from apigen.pages.prose import Block, CodeBlock, ListBlock, Prose

_MOST_LEVELS = 2 * DEEPEST_LIST  # a list and its item are one each


def markdown() -> MarkdownIt:
    """The parser of all pages: paragraphs, lists and fences, no inlines, nothing else."""
    parser = MarkdownIt("zero", {"maxNesting": _MOST_LEVELS})
    parser.enable(["fence", "list"])
    parser.core.ruler.enableOnly(["block"])  # lines are those of the page: no normalizing
    return parser


_MARKDOWN = markdown()
_STARTERS = ("-", "*", "+", "`", "~", *"0123456789")


class MarkdownReader:
    """Reads stretches of one page."""

    def __init__(self, positions: Positions, inline: InlineReader) -> None:
        self._positions = positions
        self._inline = inline

    @property
    def positions(self) -> Positions:
        return self._positions

    @property
    def inline(self) -> InlineReader:
        return self._inline

    def read(self, start: int, end: int, *, in_table: bool) -> Prose:
        """The blocks of `text[start:end]`."""
        text = self._positions.text[start:end]
        if "\n" not in text.strip() and not text.lstrip().startswith(_STARTERS):
            return tuple(self._inline.read(start, end, in_table=in_table))
        tokens = iter(_MARKDOWN.parse(text))
        return tuple(_Blocks(self, start, text, in_table).blocks(tokens))


class _Blocks:
    """Turns the tokens of one stretch into blocks; offsets are those of the page."""

    def __init__(self, reader: MarkdownReader, start: int, text: str, in_table: bool) -> None:
        self._reader = reader
        self._in_table = in_table
        self._page = reader.positions.text
        self._starts = [start]
        for line in text.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)

    def blocks(self, tokens: Iterator[Token]) -> list[Block]:
        """Blocks up to the end, or to the close of the item they stand in."""
        found: list[Block] = []
        for token in tokens:
            if token.type == "inline":
                found += self._paragraph(token)
            elif token.type == "fence":
                found.append(self._fence(token))
            elif token.type in ("bullet_list_open", "ordered_list_open"):
                found.append(self._list(token, tokens))
            elif token.type == "list_item_close":
                break
        return found

    def _line(self, number: int) -> tuple[int, int]:
        """The offsets of a line, trailing white space left out."""
        start = self._starts[number]
        line = self._page[start : self._starts[number + 1] - 1]
        return start, start + len(line.rstrip())

    def _lines(self, token: Token) -> tuple[int, int]:
        """First line and line after the last; markdown-it maps every block."""
        assert token.map is not None
        return token.map[0], max(token.map[0] + 1, min(token.map[1], len(self._starts) - 1))

    def _paragraph(self, token: Token) -> Prose:
        first, after = self._lines(token)
        # The first line of the content is the tail of its line, behind markers and indentation.
        _, end = self._line(first)
        head = token.content.partition("\n")[0].rstrip()
        _, last = self._line(after - 1)
        return tuple(self._reader.inline.read(end - len(head), last, in_table=self._in_table))

    def _fence(self, token: Token) -> CodeBlock:
        start, end = self._line(self._lines(token)[0])
        start = self._page.find(token.markup, start, end)
        span = self._reader.positions.span(start, end - start)
        return CodeBlock(token.content.removesuffix("\n"), span, token.info.strip())

    def _list(self, opened: Token, tokens: Iterator[Token]) -> ListBlock:
        """`-`, `*`, `+` or `1.`: a run of items of one marker."""
        items: list[Prose] = []
        start, end = self._line(self._lines(opened)[0])
        while self._page[start : start + 1] in (" ", "\t"):
            start += 1
        for token in tokens:
            if token.type == "list_item_open":
                if token.level + 1 >= _MOST_LEVELS:
                    self._reader.inline.cut(start)
                items.append(tuple(self.blocks(tokens)))
            else:
                break
        marker = opened.markup if opened.type == "bullet_list_open" else "1."
        span = self._reader.positions.span(start, end - start)
        return ListBlock(marker, tuple(item for item in items if item), span)


__all__ = ["MarkdownReader", "markdown"]
