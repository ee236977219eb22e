"""A logical line as tokens, and the pieces of it that become lines of their own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import Literal

import msgspec

from apigen.render.layout.structure import COMMA, OPENERS, TERNARY, structure
from apigen.render.layout.unknown import UnknownError

WIDTH = 100

Role = Literal["whole", "head", "inside", "tail"]


class Line(msgspec.Struct, frozen=True, gc=False):
    """The tokens from `start` up to `end` at a depth of indentation.

    `role`: the whole statement, what comes before or after the inside of a bracket, or (some of) that
    inside. `before` and `after` are no tokens: parentheses that became visible, a comma that was added.
    `explode`: it is split at its commas even if it is short.
    """

    start: int
    end: int
    depth: int
    role: Role
    before: str = ""
    after: str = ""
    explode: bool = False


class Logical:
    """A statement, or an item of a bracket. `statement`: "import", "def", or anything else.

    Among its tokens are empty ones, of the codes `<` and `~`, where black may add parentheses.
    """

    def __init__(self, tokens: Sequence[str], shape: str, statement: str = "") -> None:
        self.shape = shape
        self.statement = statement
        self.text = "".join(tokens)
        self.starts = list(accumulate(map(len, tokens), initial=0))
        known = structure(shape)
        self.partners, self.strengths = known.partners, known.strengths
        self.atoms, self.magic = known.atoms, known.magic

    def printed(self, line: Line) -> str:
        text = self.text[self.starts[line.start] : self.starts[line.end]]
        text = line.before + text if line.before else text.lstrip(" ")
        if line.after == "(":
            return f"{'    ' * line.depth}{text}("
        return f"{'    ' * line.depth}{text.rstrip(' ')}{line.after}"

    def fits(self, line: Line) -> bool:
        """Black's `is_line_short_enough`."""
        size = self.starts[line.end] - self.starts[line.start]
        size += 4 * line.depth + len(line.before) + len(line.after)
        # A line may start or end with the space of a delimiter, which is not printed.
        return size <= WIDTH or (size <= WIDTH + 2 and len(self.printed(line)) <= WIDTH)

    def has_magic(self, line: Line) -> bool:
        """Black's `magic_trailing_comma`."""
        if not self.magic or line.role == "tail":
            return False
        return any(
            line.start <= closer < line.end and line.start <= self.partners[closer]
            for closer in self.magic
        )

    def breaks(self, line: Line) -> tuple[int, list[int]]:
        """The greatest strength of a delimiter outside of brackets, and where it breaks the line. A comma
        at the end breaks nothing."""
        strongest = 0
        breaks: list[int] = []
        strengths, partners, shape = self.strengths, self.partners, self.shape
        at, end = line.start, line.end
        while at < end:
            if shape[at] in OPENERS:
                at = partners[at]
                if at >= end:
                    raise UnknownError(shape)
            strength = strengths[at]
            if strength and strength >= strongest:
                place = at + 1 if strength == COMMA else at
                if line.start < place < end:
                    if strength > strongest:
                        strongest, breaks = strength, []
                    breaks.append(place)
            at += 1
        if strongest == TERNARY and (not line.start or shape[line.start - 1] != "<"):
            raise UnknownError(shape)  # black puts optional parentheses around it
        return strongest, breaks
