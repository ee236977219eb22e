"""RE2 patterns of the pages, matched on the whole value, in time linear in its length.

Most patterns cannot go wrong in `re` and are fastest there; those that might backtrack are
matched by `linear`. What neither can read is left to the server.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from .linear import Parser, UnsupportedPatternError, backtracks, matcher


def _anything(_: Any) -> bool:
    return True


@lru_cache(maxsize=4096)
def whole_match(pattern: str) -> Callable[[Any], object]:
    """A test whose result is true for strings that `pattern` (RE2) matches from end to end."""
    try:
        node = Parser(pattern).pattern()
        if backtracks(node) or _spelt_otherwise(pattern):
            return matcher(node)
        fullmatch = re.compile(pattern, re.ASCII).fullmatch
    except (UnsupportedPatternError, re.error, RecursionError, OverflowError):
        return _anything
    return fullmatch


def _spelt_otherwise(pattern: str) -> bool:
    r"""Whether Python reads it differently: `[[:alpha:]]`, `\z`, `\x{1F600}`, `$` before a last
    newline, `{,}` as a count, `\s` with a vertical tab, octal escapes, a bare `[` in a set, flags,
    which fold letters beyond ASCII, too, and may stand anywhere."""
    spelling = r"\[:|\\z|\\x\{|\$|\{,\}|\\[sS0-9]|\[[^\]]*\[|\(\?[imsU-]+[:)]"
    return re.search(spelling, pattern) is not None
