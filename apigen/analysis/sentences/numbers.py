"""Numbers and scalar values, as pages write them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from apigen.analysis.sentences.folding import folded
from apigen.languages.sentence_rules import SentenceRule

NUMBER = (
    r"[-+]?(?:[1-9][0-9]{0,2}(?:[ ,_'][0-9]{3})+(?![0-9])|[0-9]+)(?:[.,][0-9]+)?(?:e[-+]?[0-9]+)?"
)
"""A number in folded text; a space, comma, underscore or apostrophe may separate thousands."""

_PARTS = re.compile(
    r"(?P<whole>[-+]?(?:[1-9][0-9]{0,2}(?:[ ,_'][0-9]{3})+|[0-9]+))"
    r"(?P<fraction>(?:[.,][0-9]+)?(?:e[-+]?[0-9]+)?)"
)
_SEPARATORS = str.maketrans("", "", " ,_'")
_MAX_LENGTH = 400
_NAME = re.compile(
    r"true|false|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+|[A-Z][A-Z0-9]+|[A-Za-z0-9]+(?:[-_./:][A-Za-z0-9]+)+"
)

Scalar = str | int | float | bool


class Units:
    """The units of time of one language."""

    def __init__(self, rules: Iterable[SentenceRule]) -> None:
        self._seconds = {
            folded(word): float(rule.facts)
            for rule in rules
            if rule.kind == "unit"
            for word in rule.words.split()
        }
        words = "|".join(re.escape(word) for word in sorted(self._seconds, key=len, reverse=True))
        self.pattern = rf"(?: ?(?P<unit>{words})(?!\w))?" if words else "(?P<unit>)"

    def seconds(self, unit: str) -> float:
        """The length of a unit that `pattern` has matched."""
        return self._seconds[unit]


def number(text: str) -> int | float | None:
    """Parse `4 194 304`, `1,024`, `-1`, `0.5`, `0,5`; `None` for other text, and for numbers that no
    float can hold or that have hundreds of digits."""
    match = _PARTS.fullmatch(folded(text))
    if match is None or len(text) > _MAX_LENGTH:
        return None
    whole = match["whole"].translate(_SEPARATORS)
    if not match["fraction"]:
        return int(whole)
    found = float(whole + match["fraction"].replace(",", "."))
    return found if abs(found) != float("inf") else None


def scalar(text: str) -> Scalar:
    """The value of a code span: a number, a boolean, else its text without quotes."""
    if text in ("true", "false"):
        return text == "true"
    unquoted = text.strip("\"'")
    if unquoted != text:
        return unquoted
    found = number(text)
    return text if found is None else found


def is_name(word: str) -> bool:
    """Whether a word is a value and not a word of the sentence (`LINUX`, `network-ssd`)."""
    return _NAME.fullmatch(word) is not None
