"""Masked sentences: the text that the rules of a language are matched against.

Each number, with its unit of time if it has one, is replaced by one character, as code spans are. So
the expressions of the rules stay small, and all sentences of one wording have the same text.
"""

from __future__ import annotations

import re

import msgspec

from apigen.analysis.sentences.folding import CODE, DAMAGED
from apigen.analysis.sentences.numbers import NUMBER, Units, number
from apigen.analysis.sentences.split import Sentence
from apigen.pages.prose import CodeNode, DamagedNode

MARK = "\ue002"
"""Placeholder for a number."""

_DIGIT = re.compile("[0-9]")


class Quantity(msgspec.Struct, frozen=True):
    """A number. `timed`: a duration in seconds; `converted`: the page gives it in another unit."""

    value: int | float
    timed: bool = False
    converted: bool = False


class Numbers:
    """Finds the numbers of one language's sentences."""

    def __init__(self, units: Units) -> None:
        self._units = units
        # Digits within a word, an address, a version or a percentage are no number; a hyphen after a
        # number is a dash ("1-63").
        self.pattern = re.compile(
            rf"(?<![\w,])(?<![0-9]\.)(?P<number>{NUMBER}){units.pattern}(?!\w|[.,][0-9]|%)"
        )

    def quantity(self, text: str) -> Quantity | None:
        """The number that is the whole text, if it is one."""
        match = self.pattern.fullmatch(text)
        return self.of(match) if match is not None else None

    def of(self, match: re.Match[str]) -> Quantity | None:
        """The number of a match of `pattern`."""
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
    """A masked sentence. `text` is a space and the sentence in lower case, with placeholders for code
    spans and numbers; offsets count in it."""

    __slots__ = ("_marks", "_numbers", "sentence", "text")

    def __init__(self, sentence: Sentence, numbers: Numbers) -> None:
        self.sentence = sentence
        self._numbers = numbers
        self._marks: dict[int, re.Match[str]] = {}
        parts = [" "]
        length, at = 1, 0
        folded = sentence.folded
        if not _DIGIT.search(folded):
            self.text = f" {folded}"
            return
        for match in numbers.pattern.finditer(folded):
            length += match.start() - at
            self._marks[length] = match
            length += 1
            parts += (folded[at : match.start()], MARK)
            at = match.end()
        parts.append(folded[at:])
        self.text = "".join(parts)

    def quantity(self, offset: int) -> Quantity | None:
        """The number at an offset, plain or in a code span."""
        mark = self._marks.get(offset)
        if mark is not None:
            return self._numbers.of(mark)
        code = self.code(offset)
        if code is None or isinstance(code, DamagedNode):
            return None
        return self._numbers.quantity(code.text.strip().lower())

    def code(self, offset: int) -> CodeNode | DamagedNode | None:
        """The code span at an offset."""
        if self.text[offset] not in (CODE, DAMAGED):
            return None
        before = self.text[:offset]
        return self.sentence.codes()[before.count(CODE) + before.count(DAMAGED)]

    def plain(self, start: int, stop: int) -> str:
        """A part of the sentence with its numbers and its case."""
        return self.sentence.plain[self._offset(start) : self._offset(stop)]

    def _offset(self, offset: int) -> int:
        """The offset in the unmasked sentence."""
        grown = sum(
            match.end() - match.start() - 1 for at, match in self._marks.items() if at < offset
        )
        return offset - 1 + grown
