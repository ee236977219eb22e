"""RE2 patterns of the pages, matched on the whole value.

RE2 and Python differ in a few spellings; what cannot be carried over is left to the server.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

_POSIX = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "ascii": "\\x00-\\x7F",
    "blank": "\\t ",
    "cntrl": "\\x00-\\x1F\\x7F",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": "!-/:-@\\[-`{-~",
    "space": "\\t\\n\\v\\f\\r ",
    "upper": "A-Z",
    "word": "0-9A-Za-z_",
    "xdigit": "0-9A-Fa-f",
}


def _anything(_: Any) -> bool:
    return True


@lru_cache(maxsize=4096)
def whole_match(pattern: str) -> Callable[[Any], bool]:
    """A test that is true for strings that `pattern` (RE2) matches from end to end."""
    try:
        compiled = re.compile(_python(pattern), re.ASCII)
    except (re.error, RecursionError, OverflowError):
        return _anything
    fullmatch = compiled.fullmatch
    return lambda value: fullmatch(value) is not None


def _python(pattern: str) -> str:
    r"""RE2's spelling as Python's: `\z`, `[[:alpha:]]`, and a bare `[` within a set."""
    out: list[str] = []
    at, in_set = 0, False
    while at < len(pattern):
        here = pattern[at]
        if here == "\\":
            pair = pattern[at : at + 2]
            out.append("\\Z" if pair == "\\z" else pair)
            at += 2
            continue
        named = re.match(r"\[:(\w+):\]", pattern[at:]) if in_set else None
        if named and named[1] in _POSIX:
            out.append(_POSIX[named[1]])
            at += named.end()
            continue
        if here == "[" and in_set:
            here = "\\["  # Python warns that a nested set may come
        elif here == "[":
            in_set = True
            first = re.match(r"\[\^?\]?", pattern[at:])
            here = first[0] if first else here
            out.append(here.replace("]", "\\]"))
            at += len(here)
            continue
        elif here == "]":
            in_set = False
        out.append(here)
        at += 1
    return "".join(out)
