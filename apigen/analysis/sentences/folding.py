"""Folding: normalizes text for matching (spaces, dashes, apostrophes, case, homoglyphs).

Folded text is only compared, never stored.
"""

from __future__ import annotations

import re

from apigen.languages.letters import CYRILLIC, CYRILLIC_RANGE, LATIN, LATIN_RANGE

CODE = "\ue000"
DAMAGED = "\ue001"
"""Placeholders for code spans: one character each, so that dots in an expression do not end a sentence.
Private-use characters, which occur on no page."""

_SAME = str.maketrans(
    "\u00a0\u2009\u202f\u2010\u2011\u2012\u2013\u2014\u2212\u2019\u02bc\u200b", "   ------'' "
)
_TO_LATIN = str.maketrans(CYRILLIC, LATIN)
_TO_CYRILLIC = str.maketrans(LATIN, CYRILLIC)
_ONE, _OTHER = f"[{LATIN_RANGE}]", f"[{CYRILLIC_RANGE}]"
# Anchored at the beginning of a word: else a long word is scanned from each of its letters.
_MIXED = re.compile(rf"(?<![^\W\d_])[^\W\d_]*(?:{_ONE}{_OTHER}|{_OTHER}{_ONE})[^\W\d_]*")
_HAS_LATIN = re.compile(_ONE)


def normalized(text: str) -> str:
    """The text with single spaces, one kind of dash and apostrophe; letters are kept."""
    if not text.isascii():
        text = text.translate(_SAME)
    return " ".join(text.split())


def lowered(text: str) -> str:
    """The text in lower case with homoglyphs corrected (a Latin C in a Russian word); same length."""
    if text.isascii():
        return text.lower()
    if _MIXED.search(text):
        text = _MIXED.sub(_one_alphabet, text)
    lower = text.lower()
    return lower if len(lower) == len(text) else "".join(c.lower()[:1] or c for c in text)


def folded(text: str) -> str:
    """The text normalized and in lower case."""
    return lowered(normalized(text))


def _one_alphabet(match: re.Match[str]) -> str:
    word = match.group()
    cyrillic = word.translate(_TO_CYRILLIC)
    if not _HAS_LATIN.search(cyrillic):
        return cyrillic
    latin = word.translate(_TO_LATIN)
    return latin if latin.isascii() else word
