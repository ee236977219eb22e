"""Where text comes from: a page's text, and positions in it.

Lines and columns count from 1, columns in Unicode code points, as editors show them.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Protocol

import msgspec

_MOST_SHOWN = 16 * 1024 * 1024


class Span(msgspec.Struct, frozen=True, gc=False, order=True):
    """A place in one page: its first character, and how many characters it covers in that line."""

    line: int
    column: int
    length: int = 1

    def within(self, start: Span) -> Span:
        """The same place where the text that it counts from begins at `start` of a larger one."""
        column = self.column + start.column - 1 if self.line == 1 else self.column
        return Span(self.line + start.line - 1, column, self.length)


class Origin(msgspec.Struct, frozen=True, gc=False, eq=False):
    """The place a fact was read from.

    Two facts that say the same are equal wherever they stand: origins compare equal to each
    other always, so that they take no part in the equality of the values that hold them.
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
    """One page as read: `file` is its path relative to the reference, with forward slashes."""

    file: str
    text: str

    def origin(self, span: Span) -> Origin:
        return Origin(self.file, span.line, span.column)

    def line(self, number: int) -> str:
        """The text of a line counted from 1, or nothing where the page has no such line."""
        lines = self.text.split("\n")
        return lines[number - 1].rstrip("\r") if 1 <= number <= len(lines) else ""


class Stamps(Protocol):
    """Who remembers what files held: `known` gives a digest that needs no reading; `reading` is told
    before the first file is read, `add` of each that was."""

    def known(self, path: str, status: os.stat_result) -> bytes | None: ...
    def reading(self) -> None: ...
    def add(self, path: str, status: os.stat_result, content: bytes) -> None: ...


def shown_text(path: Path, root: Path) -> str:
    """The text of a file below `root`, for a line of it to be shown; empty where it is no regular file,
    is larger than any page, or a link leads out of the root: what may not be read is not shown."""
    try:
        real = path.resolve()
        if not (real.is_relative_to(root.resolve()) and real.is_file()):
            return ""
        with real.open(encoding="utf-8-sig", errors="replace") as file:
            return file.read(_MOST_SHOWN)
    except OSError:
        return ""
