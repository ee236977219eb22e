"""Validates regular expressions of pages: RE2 syntax (https://github.com/google/re2/wiki/Syntax) of
bounded size."""

from __future__ import annotations

import re
import warnings
from importlib import import_module
from typing import Any

sre: Any = import_module("re._constants")
sre_parser: Any = import_module("re._parser")

MAX_LENGTH = 4_000
"""Characters of an expression; the longest on any page has 78."""
MAX_REPEATS = 1_000
"""The product of nested repeat counts, as in RE2."""

# Syntax that Python accepts and RE2 rejects, or reads differently.
_NOT_RE2 = re.compile(r"\(\?(?:[=!>]|<[=!])|\(\?P=|\\[1-9]|[*+?}]\+")
# Escapes and classes, in which a brace is literal; a whole repeat count; what is left of a broken one.
_PLAIN = re.compile(r"\\.|\[\^?\]?(?:\[:\^?[a-z]+:\]|\\.|[^\]\\])*\]", re.DOTALL)
_COUNT = re.compile(r"\{[0-9]*,?[0-9]*\}")
_HALF_COUNT = re.compile(r"\{[0-9]+,?[0-9]*|[0-9]+,?[0-9]*\}")


def pattern_problem(regex: str) -> str:
    """Why an expression is unusable; empty if it is usable."""
    if len(regex) > MAX_LENGTH:
        return f"it has {len(regex)} characters, and {MAX_LENGTH} are the most"
    if match := _NOT_RE2.search(regex.replace("\\\\", "")):
        return f"RE2 has no {match.group()}"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # style hints, as for `[[]`
            re.compile(regex)
            tree = sre_parser.parse(regex)
    except (re.error, OverflowError, RecursionError) as error:
        return str(error)
    if _most_repeats(tree) > MAX_REPEATS:
        return f"repeats within each other say a part more than {MAX_REPEATS} times"
    # Engines match a lone brace literally; half of a repeat count is a damaged expression.
    if half := _HALF_COUNT.search(_COUNT.sub("", _PLAIN.sub("_", regex))):
        lost = "}" if half.group().startswith("{") else "{"
        return f"the count {half.group()} has no {lost}"
    return ""


def _most_repeats(tree: Any) -> int:
    """The largest product of nested repeat counts."""
    most = 1
    for operator, argument in tree:
        times, inner = 1, tuple[Any, ...]()
        if operator in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            low, high, part = argument
            times, inner = max(1, int(low) if high is sre.MAXREPEAT else int(high)), (part,)
        elif operator is sre.SUBPATTERN:
            inner = (argument[3],)
        elif operator is sre.BRANCH:
            inner = tuple(argument[1])
        most = max(most, times * max(map(_most_repeats, inner), default=1))
    return most
