"""Positions in the text that facts are read from.

Lines and columns count from 1, columns in Unicode code points, as editors show them.
"""

from __future__ import annotations

import os
from typing import Protocol

import msgspec


class Span(msgspec.Struct, frozen=True, gc=False, order=True):
    """A range of characters within one line of a page."""

    line: int
    column: int
    length: int = 1

    def within(self, start: Span) -> Span:
        """This span, given relative to a text that begins at `start`, relative to the whole page."""
        column = self.column + start.column - 1 if self.line == 1 else self.column
        return Span(self.line + start.line - 1, column, self.length)


class Origin(msgspec.Struct, frozen=True, gc=False, eq=False):
    """The file, line and column that a fact was read from.

    All origins compare equal and have one hash, so that they take no part in the equality of the
    values that hold them.
    """

    file: str
    line: int
    column: int

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Origin)

    def __hash__(self) -> int:
        return 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Source(msgspec.Struct, frozen=True, gc=False):
    """The text of one page. `file` is its path relative to the reference, with forward slashes."""

    file: str
    text: str

    def origin(self, span: Span) -> Origin:
        return Origin(self.file, span.line, span.column)

    def line(self, number: int) -> str:
        """The text of a line, counted from 1; empty if the page has no such line."""
        lines = self.text.split("\n")
        return lines[number - 1].rstrip("\r") if 1 <= number <= len(lines) else ""


class KnownDigests(Protocol):
    """Digests of files, remembered from earlier runs. Which digest it is, is up to the caller."""

    def known(self, path: str, status: os.stat_result) -> bytes | None:
        """The digest of a file that has not changed since it was last read, else None."""

    def reading(self) -> None:
        """To be called before the first file is read."""

    def add(self, path: str, status: os.stat_result, content: bytes) -> None:
        """Remember the digest of a file; `status` was taken before the file was read."""
