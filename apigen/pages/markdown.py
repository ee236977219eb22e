"""Markdown blocks: paragraphs, lists and fences of a stretch of text.

The dialect of the pages is small and its HTML large, and every node must know its line and column,
which CommonMark parsers give for blocks alone: so it is read here.
"""

from __future__ import annotations

import re

from apigen.pages.inline import DEEPEST_LIST, InlineReader
from apigen.pages.positions import Positions
from apigen.pages.prose import Block, CodeBlock, ListBlock, Prose

_MARKER = re.compile(r"([-*+]|[0-9]{1,3}[.)])[ \t]+(?=\S)")
_FENCE = re.compile(r"(`{3,}|~{3,})[ \t]*([^`\n]*?)[ \t]*$")


class MarkdownReader:
    """Reads stretches of one page."""

    def __init__(self, positions: Positions, inline: InlineReader) -> None:
        self._positions = positions
        self._inline = inline
        self._text = positions.text

    def read(self, start: int, end: int, *, in_table: bool, depth: int = 0) -> Prose:
        """The blocks of `text[start:end]`."""
        return tuple(_Blocks(self, start, end, in_table, depth).run())

    @property
    def positions(self) -> Positions:
        return self._positions

    @property
    def inline(self) -> InlineReader:
        return self._inline


class _Blocks:
    def __init__(
        self, reader: MarkdownReader, start: int, end: int, in_table: bool, depth: int
    ) -> None:
        self.reader = reader
        self.text = reader.positions.text
        self.in_table = in_table
        self.depth = depth
        self.lines = list(_lines(self.text, start, end))
        self.blocks: list[Block] = []
        self.open: int | None = None  # where the paragraph that is being gathered begins

    def run(self) -> list[Block]:
        at, end = 0, 0
        while at < len(self.lines):
            start, end = self.lines[at]
            content = _content(self.text, start, end)
            if content == end:
                self._flush(start)
                at += 1
            elif fence := _FENCE.match(self.text, content, end):
                self._flush(start)
                at = self._fence(at, fence)
            elif self._starts_list(content, end):
                self._flush(start)
                at = self._list(at)
            else:
                if self.open is None:
                    self.open = content
                at += 1
        self._flush(end)
        return self.blocks

    def _flush(self, end: int) -> None:
        if self.open is not None:
            found = self.reader.inline.read(self.open, end, in_table=self.in_table)
            self.blocks.extend(found)
            self.open = None

    def _starts_list(self, content: int, end: int) -> bool:
        marker = _MARKER.match(self.text, content, end)
        if marker is None or self.depth >= DEEPEST_LIST:
            return False
        # A number in the middle of a paragraph is a list only where it counts from one.
        return self.open is None or marker[1][0] in "-*+1"

    def _fence(self, at: int, fence: re.Match[str]) -> int:
        close = at + 1
        while close < len(self.lines):
            start, end = self.lines[close]
            if self.text[start:end].strip().startswith(fence[1]):
                break
            close += 1
        body = [self.text[s:e].rstrip("\r") for s, e in self.lines[at + 1 : close]]
        span = self.reader.positions.span(fence.start(), len(fence.group()))
        self.blocks.append(CodeBlock("\n".join(body), span, fence[2]))
        return close + 1

    def _list(self, at: int) -> int:
        """A run of items of one marker; an item goes on over lines indented beyond its marker."""
        first, first_end = self.lines[at]
        first_content = _content(self.text, first, first_end)
        match = _MARKER.match(self.text, first_content, first_end)
        assert match is not None
        kind = match[1] if match[1] in "-*+" else "1."
        items: list[Prose] = []
        while at < len(self.lines):
            start, end = self.lines[at]
            content = _content(self.text, start, end)
            match = _MARKER.match(self.text, content, end)
            if match is None or (match[1] if match[1] in "-*+" else "1.") != kind:
                break
            after = self._item_end(at, content - start)
            stop = self.lines[after - 1][1]
            items.append(
                self.reader.read(match.end(), stop, in_table=self.in_table, depth=self.depth + 1)
            )
            at = after
            while at < len(self.lines) and _blank(self.text, *self.lines[at]):
                at += 1
        span = self.reader.positions.span(first_content, first_end - first_content)
        self.blocks.append(ListBlock(kind, tuple(item for item in items if item), span))
        return at

    def _item_end(self, at: int, indent: int) -> int:
        """The line after the item that begins in line `at`, its marker `indent` characters in."""
        after, blank = at + 1, False
        while after < len(self.lines):
            start, end = self.lines[after]
            content = _content(self.text, start, end)
            if content == end:
                blank = True
            elif content - start > indent:
                blank = False
            elif blank or _MARKER.match(self.text, content, end):
                break
            after += 1
        return after


def _lines(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found = []
    while start <= end:
        stop = text.find("\n", start, end)
        if stop < 0:
            stop = end
        found.append((start, stop))
        start = stop + 1
    return found


def _content(text: str, start: int, end: int) -> int:
    """The offset of the first character that is not white space, or `end`."""
    while start < end and text[start] in " \t\r\xa0":
        start += 1
    return start


def _blank(text: str, start: int, end: int) -> bool:
    return _content(text, start, end) == end
