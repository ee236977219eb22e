"""Maps offsets in a text to lines and columns."""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate

from apigen.findings.source import Span


class Positions:
    """The lines of one text. Offsets and columns count Unicode code points."""

    def __init__(self, text: str) -> None:
        self.text = text
        self._lines = text.split("\n")
        self._starts = [0, *accumulate([len(line) + 1 for line in self._lines[:-1]])]

    def __len__(self) -> int:
        """The number of lines."""
        return len(self._starts)

    def start(self, line: int) -> int:
        """The offset of the beginning of a line (counted from 0); the end, past the last line."""
        return self._starts[line] if line < len(self._starts) else len(self.text)

    def line_at(self, offset: int) -> int:
        """The line (counted from 0) of an offset."""
        return bisect_right(self._starts, offset) - 1

    def line(self, number: int) -> str:
        """The text of a line (counted from 0), without its line break."""
        return self._lines[number].rstrip("\r")

    def span(self, offset: int, length: int = 1) -> Span:
        """The place (counted from 1) of an offset."""
        line = bisect_right(self._starts, offset)
        return Span(line, offset - self._starts[line - 1] + 1, length if length > 1 else 1)
