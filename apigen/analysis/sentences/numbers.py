"""Numbers and values as pages write them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from apigen.analysis.sentences.folding import folded
from apigen.languages.sentence_rules import Rule

NUMBER = (
    r"[-+]?(?:[1-9][0-9]{0,2}(?:[ ,_'][0-9]{3})+(?![0-9])|[0-9]+)(?:[.,][0-9]+)?(?:e[-+]?[0-9]+)?"
)
"""Thousands are parted by a space, comma, underscore or apostrophe; folded text has no other
spaces, minus signs and apostrophes than these."""

_PARTS = re.compile(
    r"(?P<whole>[-+]?(?:[1-9][0-9]{0,2}(?:[ ,_'][0-9]{3})+|[0-9]+))"
    r"(?P<fraction>(?:[.,][0-9]+)?(?:e[-+]?[0-9]+)?)"
)
_SEPARATORS = str.maketrans("", "", " ,_'")
_LONGEST = 400
_NAME = re.compile(
    r"true|false|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[A-Z][A-Z0-9]+|[A-Za-z0-9]+(?:[-_./:][A-Za-z0-9]+)+"
)

Value = str | int | float | bool


class Units:
    """The words for units of time of one language, with their seconds."""

    def __init__(self, rules: Iterable[Rule]) -> None:
        self._seconds = {
            folded(word): float(rule.facts)
            for rule in rules
            if rule.kind == "unit"
            for word in rule.words.split()
        }
        words = "|".join(re.escape(word) for word in sorted(self._seconds, key=len, reverse=True))
        self.pattern = rf"(?: ?(?P<unit>{words})(?!\w))?" if words else "(?P<unit>)"

    def seconds(self, unit: str) -> float:
        """Seconds in one of a unit that `pattern` has found."""
        return self._seconds[unit]


def number(text: str) -> int | float | None:
    """`4 194 304`, `1,024`, `-1`, `0.5`, `0,5`; `None` for anything else, and for numbers that are
    no numbers any more (of hundreds of digits, or beyond what a float holds)."""
    match = _PARTS.fullmatch(folded(text))
    if match is None or len(text) > _LONGEST:
        return None
    whole = match["whole"].translate(_SEPARATORS)
    if not match["fraction"]:
        return int(whole)
    found = float(whole + match["fraction"].replace(",", "."))
    return found if abs(found) != float("inf") else None


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
