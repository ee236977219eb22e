"""Text made comparable: one kind of space, dash and apostrophe, lower case, whole alphabets.

Folding is for matching alone; what a page says stays as it is written.
"""

from __future__ import annotations

import re

from apigen.languages.letters import CYRILLIC, CYRILLIC_RANGE, LATIN, LATIN_RANGE

CODE = "\ue000"
DAMAGED = "\ue001"
"""Stand-ins for code spans: one character each, so that dots within an expression end no sentence.
They are for private use and occur on no page."""

_SAME = str.maketrans(
    "\u00a0\u2009\u202f\u2010\u2011\u2012\u2013\u2014\u2212\u2019\u02bc\u200b", "   ------'' "
)
_TO_LATIN = str.maketrans(CYRILLIC, LATIN)
_TO_CYRILLIC = str.maketrans(LATIN, CYRILLIC)
_ONE, _OTHER = f"[{LATIN_RANGE}]", f"[{CYRILLIC_RANGE}]"
# From the beginning of a word alone: else a long word is looked through from each of its letters.
_MIXED = re.compile(rf"(?<![^\W\d_])[^\W\d_]*(?:{_ONE}{_OTHER}|{_OTHER}{_ONE})[^\W\d_]*")
_HAS_LATIN = re.compile(_ONE)


def normalized(text: str) -> str:
    """Single spaces, hyphens for dashes; letters as they are."""
    if not text.isascii():
        text = text.translate(_SAME)
    return " ".join(text.split())


def lowered(text: str) -> str:
    """Lower case, letters of the other alphabet mended (a Latin C in a Russian word), of the same length."""
    if text.isascii():
        return text.lower()
    if _MIXED.search(text):
        text = _MIXED.sub(_mend, text)
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower()[:1] or c for c in text)


def folded(text: str) -> str:
    return lowered(normalized(text))


def _mend(match: re.Match[str]) -> str:
    word = match.group()
    cyrillic = word.translate(_TO_CYRILLIC)
    if not _HAS_LATIN.search(cyrillic):
        return cyrillic
    latin = word.translate(_TO_LATIN)
    return latin if latin.isascii() else word
