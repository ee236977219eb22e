"""A sentence with its numbers masked: what the rules of a language are matched against.

Each number, with its unit of time where it has one, becomes one character, as code spans are. So
the expressions of the rules stay small, and all sentences of one wording are the same text.
"""

from __future__ import annotations

import re

import msgspec

from apigen.analysis.sentences.folding import CODE, DAMAGED
from apigen.analysis.sentences.numbers import NUMBER, Units, number
from apigen.analysis.sentences.split import Sentence
from apigen.pages.prose import Code, Damaged

MARK = "\ue002"
"""Stands for a number."""

_DIGIT = re.compile("[0-9]")


class Quantity(msgspec.Struct, frozen=True):
    """A number; of a span of time in seconds, and `timed`. `converted`: the page has it in another
    unit than seconds."""

    value: int | float
    timed: bool = False
    converted: bool = False


class Numbers:
    """Finds the numbers of one language's sentences."""

    def __init__(self, units: Units) -> None:
        self._units = units
        # No number are digits within a word, an address, a version or a percentage; a hyphen after
        # a number is a dash ("1-63").
        self.pattern = re.compile(
            rf"(?<![\w,])(?<![0-9]\.)(?P<number>{NUMBER}){units.pattern}(?!\w|[.,][0-9]|%)"
        )

    def quantity(self, text: str) -> Quantity | None:
        """What all of a text says."""
        match = self.pattern.fullmatch(text)
        return self.of(match) if match is not None else None

    def of(self, match: re.Match[str]) -> Quantity | None:
        found = number(match["number"])
        if found is None or not match["unit"]:
            return Quantity(found) if found is not None else None
        unit = self._units.seconds(match["unit"])
        if unit == 1:
            return Quantity(found, timed=True)
        seconds = round(found * unit, 9)
        value = int(seconds) if seconds == int(seconds) else seconds
        return Quantity(value, timed=True, converted=True)


class Masked:
    """`text` is the sentence in lower case, led by a space, with stand-ins for code and numbers.
    Offsets are those of `text`."""

    __slots__ = ("_marks", "_numbers", "sentence", "text")

    def __init__(self, sentence: Sentence, numbers: Numbers) -> None:
        self.sentence = sentence
        self._numbers = numbers
        self._marks: dict[int, re.Match[str]] = {}
        parts = [" "]
        length, at = 1, 0
        norm = sentence.norm
        if not _DIGIT.search(norm):
            self.text = f" {norm}"
            return
        for match in numbers.pattern.finditer(norm):
            length += match.start() - at
            self._marks[length] = match
            length += 1
            parts += (norm[at : match.start()], MARK)
            at = match.end()
        parts.append(norm[at:])
        self.text = "".join(parts)

    def quantity(self, offset: int) -> Quantity | None:
        """The number that stands at an offset, in figures or in a code span."""
        mark = self._marks.get(offset)
        if mark is not None:
            return self._numbers.of(mark)
        code = self.code(offset)
        if code is None or isinstance(code, Damaged):
            return None
        return self._numbers.quantity(code.text.strip().lower())

    def code(self, offset: int) -> Code | Damaged | None:
        """The code span that stands at an offset."""
        if self.text[offset] not in (CODE, DAMAGED):
            return None
        before = self.text[:offset]
        return self.sentence.codes()[before.count(CODE) + before.count(DAMAGED)]

    def plain(self, start: int, stop: int) -> str:
        """A stretch as the page writes it, numbers and case as they are."""
        return self.sentence.plain[self._offset(start) : self._offset(stop)]

    def _offset(self, offset: int) -> int:
        """Where an offset of `text` is in the sentence's own."""
        grown = sum(
            match.end() - match.start() - 1 for at, match in self._marks.items() if at < offset
        )
        return offset - 1 + grown
