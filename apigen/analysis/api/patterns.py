"""Regular expressions of pages: whether they are RE2, and of a size that anybody could mean."""

from __future__ import annotations

import re
import warnings
from importlib import import_module
from typing import Any

sre: Any = import_module("re._constants")
sre_parser: Any = import_module("re._parser")

LONGEST = 4_000
"""Characters of an expression; the pages' longest has 78."""
MOST_REPEATS = 1_000
"""How often repeats within each other may say a part, as in RE2."""

# What Python's engine takes and RE2 does not, or reads otherwise.
_NOT_RE2 = re.compile(r"\(\?(?:[=!>]|<[=!])|\(\?P=|\\[1-9]|[*+?}]\+")
# Escaped characters and classes, in which a brace is one; a whole count; the rest of a broken one.
_PLAIN = re.compile(r"\\.|\[\^?\]?(?:\[:\^?[a-z]+:\]|\\.|[^\]\\])*\]", re.DOTALL)
_COUNT = re.compile(r"\{[0-9]*,?[0-9]*\}")
_HALF_COUNT = re.compile(r"\{[0-9]+,?[0-9]*|[0-9]+,?[0-9]*\}")


def pattern_problem(regex: str) -> str:
    """Why an expression cannot be used, empty where it can."""
    if len(regex) > LONGEST:
        return f"it has {len(regex)} characters, and {LONGEST} are the most"
    if match := _NOT_RE2.search(regex.replace("\\\\", "")):
        return f"RE2 has no {match.group()}"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # `[[]` and the like are hints on style
            re.compile(regex)
            tree = sre_parser.parse(regex)
    except (re.error, OverflowError, RecursionError) as error:
        return str(error)
    if _most_repeats(tree) > MOST_REPEATS:
        return f"repeats within each other say a part more than {MOST_REPEATS} times"
    # Engines take a lone brace for itself; a count that lost one was damaged, and matches nothing.
    if half := _HALF_COUNT.search(_COUNT.sub("", _PLAIN.sub("_", regex))):
        lost = "}" if half.group().startswith("{") else "{"
        return f"the count {half.group()} has no {lost}"
    return ""


def _most_repeats(tree: Any) -> int:
    """How often the repeats within each other of an expression say the part that most of them do."""
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
