"""Numbers and values as pages write them."""

from __future__ import annotations

import re

from apigen.analysis.sentence_folding import even

NUMBER = (
    r"[-+]?(?:[1-9][0-9]{0,2}(?:[ ,_'][0-9]{3})+(?![0-9])|[0-9]+)(?:[.,][0-9]+)?(?:e[-+]?[0-9]+)?"
)
"""Thousands are parted by a space, comma, underscore or apostrophe; folded text has no other
spaces, minus signs and apostrophes than these."""

_GROUPS = re.compile(r"(?<=[0-9])[ ,_'](?=[0-9]{3}(?![0-9]))")
_WHOLE = re.compile(r"[-+]?[0-9]+")
_NUMBER = re.compile(NUMBER)
_NAME = re.compile(
    r"true|false|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[A-Z][A-Z0-9]+|[A-Za-z0-9]+(?:[-_./:][A-Za-z0-9]+)+"
)

Value = str | int | float | bool


def number(text: str) -> int | float | None:
    """`4 194 304`, `1,024`, `-1`, `0.5`, `0,5`; `None` for anything else."""
    text = even(text).lower()
    if _WHOLE.fullmatch(text):
        return int(text)
    if not _NUMBER.fullmatch(text):
        return None
    if not text.startswith("0") and not text.startswith("-0"):
        text = _GROUPS.sub("", text)
    if _WHOLE.fullmatch(text):
        return int(text)
    return float(text.replace(",", "."))


def value(text: str) -> Value:
    """What a code span says: a number, a truth value, else its text."""
    if text in ("true", "false"):
        return text == "true"
    unquoted = text.strip("\"'")
    if unquoted != text:
        return unquoted
    found = number(text)
    return text if found is None else found


def is_name(word: str) -> bool:
    """Whether a bare word is a value rather than a word of the sentence (`LINUX`, `network-ssd`)."""
    return _NAME.fullmatch(word) is not None
