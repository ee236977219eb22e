"""Splits paragraphs into sentences.

A paragraph becomes one text in which each code span is one character; offsets in it map back to places
on the page.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from functools import cached_property

from apigen.analysis.sentences.folding import CODE, DAMAGED, lowered, normalized
from apigen.findings.source import Span
from apigen.pages.prose import CodeNode, DamagedNode, InlineNode, ParagraphNode, TextNode

# Where a sentence may end: at a punctuation mark, or at a line break or two spaces without one. The
# group is the next character.
_END = re.compile(r"[.!?…][)\]\"»”']*(?=\s+[\"'«“„(\[]?(\S))")
_GAP = re.compile(r"(?:\n\s*|\s{2,})(?=([^\W\d_]))")
_LINE_END = re.compile(r"\n")
_STARTS = f"{CODE}{DAMAGED}-–—"
NO_MARKS = re.compile(r"(?!)")
_NUMBERED = re.compile(r"(?:^|[:.]\s*)1[.)]$")
_LAST_WORD = re.compile(r"[^\s(«\"]*$")


class FlatText:
    """A paragraph as text, with the offsets of its inlines."""

    def __init__(self, paragraph: ParagraphNode) -> None:
        self.pieces: list[tuple[int, InlineNode]] = []
        parts: list[str] = []
        offset = 0
        for inline in paragraph.inlines:
            self.pieces.append((offset, inline))
            if isinstance(inline, CodeNode):
                text = CODE
            elif isinstance(inline, DamagedNode):
                text = DAMAGED
            else:
                text = inline.text
            parts.append(text)
            offset += len(text)
        self.text = "".join(parts)

    def span(self, start: int, stop: int) -> Span:
        """The place of `text[start:stop]` on the page; only its first line if it has several."""
        first = self._place(start)
        last = self._place(stop - 1) if stop > start else first
        if last.line == first.line:
            length = last.column + last.length - first.column
        else:
            length = len(self.text[start:stop].partition("\n")[0])
        return Span(first.line, first.column, max(length, 1))

    def _place(self, offset: int) -> Span:
        """The place of one character; the whole code span for a placeholder."""
        at, inline = self.pieces[bisect_right(self._starts, offset) - 1]
        if not isinstance(inline, TextNode):
            return inline.span
        first, last = bisect_left(self._line_ends, at), bisect_left(self._line_ends, offset)
        if first == last:
            return Span(inline.span.line, inline.span.column + offset - at)
        return Span(inline.span.line + last - first, offset - self._line_ends[last - 1])

    @cached_property
    def _starts(self) -> list[int]:
        return [at for at, _ in self.pieces]

    @cached_property
    def _line_ends(self) -> list[int]:
        return [match.start() for match in _LINE_END.finditer(self.text)]

    def inlines(self, start: int, stop: int) -> tuple[InlineNode, ...]:
        """The inlines of `text[start:stop]`; texts are cut at both ends."""
        found: list[InlineNode] = []
        first_piece = max(bisect_right(self._starts, start) - 1, 0)
        for number in range(first_piece, bisect_left(self._starts, stop)):
            at, inline = self.pieces[number]
            if isinstance(inline, TextNode):
                first, last = max(at, start), min(at + len(inline.text), stop)
                inline = TextNode(self.text[first:last], self.span(first, last))
            found.append(inline)
        return tuple(found)


class Sentence:
    """A sentence of a paragraph: `flat.text[start:stop]`.

    `plain` is its normalized text (single spaces, one kind of dash and apostrophe) without the full
    stop; `folded` is `plain` in lower case with homoglyphs corrected. Both have the same length and a
    placeholder for each code span.
    """

    __slots__ = ("_codes", "flat", "folded", "plain", "start", "stop")

    def __init__(self, flat: FlatText, start: int, stop: int) -> None:
        self.flat = flat
        self.start = start
        self.stop = stop
        self.plain = normalized(flat.text[start:stop]).rstrip(" .;!")
        self.folded = lowered(self.plain)
        self._codes: list[CodeNode | DamagedNode] | None = None

    @property
    def text(self) -> str:
        """The sentence as on the page, for messages."""
        text = " ".join(self.flat.text[self.start : self.stop].split())
        for inline in self.codes():
            placeholder = DAMAGED if isinstance(inline, DamagedNode) else CODE
            text = text.replace(placeholder, f"`{inline.text}`", 1)
        return text

    @property
    def span(self) -> Span:
        return self.flat.span(self.start, self.stop)

    def parts(self) -> list[Sentence]:
        """The sentence split at line breaks and double spaces before a capital: descriptions of
        parameters omit the full stop. Most such gaps are only white space within a sentence."""
        text = self.flat.text
        found: list[Sentence] = []
        start = self.start
        for match in _GAP.finditer(text, self.start, self.stop):
            if match[1].isupper():
                _add(found, self.flat, start, match.start())
                start = match.end()
        _add(found, self.flat, start, self.stop)
        return found

    @property
    def begins_numbering(self) -> bool:
        """Whether it ends with the first number of a list: "The expression must specify: 1."."""
        return _NUMBERED.search(self.flat.text[self.start : self.stop]) is not None

    def codes(self) -> list[CodeNode | DamagedNode]:
        """The code spans, in order."""
        if self._codes is None:
            inlines = self.flat.inlines(self.start, self.stop)
            self._codes = [i for i in inlines if isinstance(i, (CodeNode, DamagedNode))]
        return self._codes

    def code_at(self, offset: int) -> CodeNode | DamagedNode:
        """The code span at an offset of `plain`."""
        before = self.plain[:offset]
        return self.codes()[before.count(CODE) + before.count(DAMAGED)]


def sentences(
    flat: FlatText, abbreviations: frozenset[str], marks: re.Pattern[str] = NO_MARKS
) -> list[Sentence]:
    """The sentences of a paragraph, in order; together they cover all of its words.

    `marks` matches leading words that are a sentence of their own, whatever follows them.
    """
    text = flat.text
    found: list[Sentence] = []
    start = 0
    while match := marks.match(text, start):
        _add(found, flat, start, match.end())
        start = match.end()
    for match in _END.finditer(text, start):
        after = match[1]
        if not (after.isupper() or after.isdigit() or after in _STARTS):
            continue
        if _abbreviated(text, match.start(), abbreviations):
            continue
        _add(found, flat, start, match.end())
        start = match.end()
    _add(found, flat, start, len(text))
    return found


def _add(found: list[Sentence], flat: FlatText, start: int, stop: int) -> None:
    text = flat.text
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    if start < stop:
        found.append(Sentence(flat, start, stop))


def _abbreviated(text: str, dot: int, abbreviations: frozenset[str]) -> bool:
    """Whether the full stop at offset `dot` belongs to an abbreviation."""
    match = _LAST_WORD.search(text, max(0, dot - 12), dot)
    return match is not None and match.group().lower() in abbreviations
