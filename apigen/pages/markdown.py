"""Reads Markdown blocks: paragraphs, lists and fences, with their places.

markdown-it finds the blocks, with their lines. `inline` reads their inlines: those of markdown-it have no
columns, and pages mix them with HTML.
"""

from __future__ import annotations

from collections.abc import Iterator

from markdown_it import MarkdownIt
from markdown_it.token import Token

from apigen.pages.inline import MAX_LIST_DEPTH, InlineReader
from apigen.pages.positions import Positions
from apigen.pages.prose import BlockNode, CodeBlockNode, ListNode, Prose

_MOST_LEVELS = 2 * MAX_LIST_DEPTH  # a list and its item are one each


def markdown() -> MarkdownIt:
    """A parser of paragraphs, lists and fences only, without inlines."""
    parser = MarkdownIt("zero", {"maxNesting": _MOST_LEVELS})
    parser.enable(["fence", "list"])
    parser.core.ruler.enableOnly(["block"])  # no normalization: lines are those of the page
    return parser


_MARKDOWN = markdown()
_STARTERS = ("-", "*", "+", "`", "~", *"0123456789")


class MarkdownReader:
    """Reads parts of one page."""

    def __init__(self, positions: Positions, inline: InlineReader) -> None:
        self.positions = positions
        self.inline = inline

    def read(self, start: int, end: int, *, in_table: bool) -> Prose:
        """The blocks of `text[start:end]`."""
        text = self.positions.text[start:end]
        if "\n" not in text.strip() and not text.lstrip().startswith(_STARTERS):
            return self.inline.read(start, end, in_table=in_table)
        tokens = iter(_MARKDOWN.parse(text))
        return tuple(_Blocks(self, start, text, in_table).blocks(tokens))


class _Blocks:
    """Converts the tokens of one part into blocks; offsets count in the page."""

    def __init__(self, reader: MarkdownReader, start: int, text: str, in_table: bool) -> None:
        self._reader = reader
        self._in_table = in_table
        self._page = reader.positions.text
        self._starts = [start]
        for line in text.split("\n"):
            self._starts.append(self._starts[-1] + len(line) + 1)

    def blocks(self, tokens: Iterator[Token]) -> list[BlockNode]:
        """The blocks up to the end, or to the end of the list item."""
        found: list[BlockNode] = []
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
        """The offsets of a line, without trailing white space."""
        start = self._starts[number]
        line = self._page[start : self._starts[number + 1] - 1]
        return start, start + len(line.rstrip())

    def _lines(self, token: Token) -> tuple[int, int]:
        """The first line of a block, and the line after its last."""
        assert token.map is not None
        return token.map[0], max(token.map[0] + 1, min(token.map[1], len(self._starts) - 1))

    def _paragraph(self, token: Token) -> Prose:
        first, after = self._lines(token)
        # The content begins after markers and indentation: it is the tail of its first line.
        _, end = self._line(first)
        head = token.content.partition("\n")[0].rstrip()
        _, last = self._line(after - 1)
        return self._reader.inline.read(end - len(head), last, in_table=self._in_table)

    def _fence(self, token: Token) -> CodeBlockNode:
        start, end = self._line(self._lines(token)[0])
        start = self._page.find(token.markup, start, end)
        span = self._reader.positions.span(start, end - start)
        return CodeBlockNode(token.content.removesuffix("\n"), span, token.info.strip())

    def _list(self, opened: Token, tokens: Iterator[Token]) -> ListNode:
        """A run of items with one marker: `-`, `*`, `+` or `1.`."""
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
        return ListNode(marker, tuple(item for item in items if item), span)
