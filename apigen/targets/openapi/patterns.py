r"""RE2 expressions as ECMA-262 ones, the dialect of JSON Schema (2020-12 validation, section 6.3.3).

RE2: https://github.com/google/re2/wiki/Syntax. The result also keeps to what ECMA-262 asks for in its
`u` mode, where a needless escape (`\@`) is an error, and it means the same to Python's `re` with
`re.ASCII`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_POSIX = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "ascii": r"\x00-\x7f",
    "blank": r"\t ",
    "cntrl": r"\x00-\x1f\x7f",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": r"!-/:-@\[-`{-~",
    "space": r"\t\n\v\f\r ",
    "upper": "A-Z",
    "word": "0-9A-Za-z_",
    "xdigit": "0-9A-Fa-f",
}
_SYNTAX = set("^$\\.*+?()[]{}|/")
_KEPT = set("dDwWsSbBnrtfv")
_FLAGS = re.compile(r"\(\?([imsU]*)(?:-([imsU]+))?([:)])")
_NAMED_GROUP = re.compile(r"\(\?P?<(?![=!])\w+>")
_COUNT = re.compile(r"\{(\d*)(,?)(\d*)\}")
_HEX = re.compile(r"\\x(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]{1,4})\})")
_OCTAL = re.compile(r"\\(?:0[0-7]{0,2}|[1-7][0-7]{2})")


class UnsayableError(ValueError):
    """ECMA-262 has no words for this part of an expression."""


def anchored(regex: str) -> str | None:
    """`^(?:p)$` for an RE2 expression that must match the whole value, `None` where ECMA-262 cannot
    say it. The group matters: without it `|[a-z]+` would let any text pass."""
    try:
        said = "".join(_Translation(regex).parts())
        re.compile(said, re.ASCII)
    except (UnsayableError, re.error, OverflowError, RecursionError):
        return None
    return f"^(?:{said})$"


class _Translation:
    def __init__(self, regex: str) -> None:
        self.regex = regex
        self.at = 0
        self.flags: frozenset[str] = frozenset()
        self.outer: list[frozenset[str]] = []

    def parts(self) -> Iterator[str]:
        while self.at < len(self.regex):
            here = self.regex[self.at]
            if here == "\\":
                yield self._escape(in_set=False)
            elif here == "[":
                yield self._set()
            elif here == "(":
                yield self._group()
            else:
                self.at += 1
                yield self._plain(here)

    def _plain(self, here: str) -> str:
        if here == ")":
            self.flags = self.outer.pop() if self.outer else self.flags
            return here
        if here == "{":
            return self._count()
        if here in "]}":
            return f"\\{here}"
        if here == "." and "s" in self.flags:
            return r"[\s\S]"
        return self._letter(here)

    def _letter(self, letter: str) -> str:
        other = letter.swapcase()
        if "i" in self.flags and other != letter and len(other) == 1:
            return f"[{letter}{other}]"
        return letter

    def _count(self) -> str:
        """A repetition; Go's and Python's reading of `{,3}`, which pages use, is from none to 3."""
        found = _COUNT.match(self.regex, self.at - 1)
        if found is None or not (found[1] or found[3]):
            return r"\{"
        self.at = found.end()
        return f"{{{found[1] or 0}{found[2]}{found[3]}}}"

    def _group(self) -> str:
        named = _NAMED_GROUP.match(self.regex, self.at)
        flags = None if named else _FLAGS.match(self.regex, self.at)
        if flags is not None:
            self.at = flags.end()
            return self._flags(flags)
        if named is None and self.regex.startswith("(?", self.at):
            raise UnsayableError(self.regex[self.at : self.at + 4])
        self.outer.append(self.flags)
        self.at = named.end() if named else self.at + 1
        return "("

    def _flags(self, found: re.Match[str]) -> str:
        on, off, end = found[1], found[2] or "", found[3]
        if set(on) & set("mU"):
            raise UnsayableError(found[0])
        if end == ":":
            self.outer.append(self.flags)
        self.flags = (self.flags | set(on)) - set(off)
        return "(?:" if end == ":" else ""

    def _escape(self, *, in_set: bool) -> str:
        pair = self.regex[self.at : self.at + 2]
        if len(pair) < 2:
            raise UnsayableError(pair)
        letter = pair[1]
        for number in (_HEX.match(self.regex, self.at), _OCTAL.match(self.regex, self.at)):
            if number is not None:
                self.at = number.end()
                return self._numbered(number)
        self.at += 2
        if letter == "Q" and not in_set:
            return self._quoted()
        if letter in _KEPT:
            return pair
        if letter in "zA" and not in_set:
            return "$" if letter == "z" else "^"
        if letter == "a":
            return r"\x07"
        if letter.isascii() and letter.isalnum():
            raise UnsayableError(pair)
        needed = letter in _SYNTAX or (in_set and letter == "-")
        return pair if needed else letter

    def _numbered(self, found: re.Match[str]) -> str:
        digits = found[0][1:]
        code = int(found[1] or found[2], 16) if digits[0] == "x" else int(digits, 8)
        return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}"

    def _quoted(self) -> str:
        r"""`\Q…\E`: as it stands."""
        end = self.regex.find(r"\E", self.at)
        text = self.regex[self.at : end if end >= 0 else len(self.regex)]
        self.at += len(text) + (2 if end >= 0 else 0)
        return "".join(f"\\{c}" if c in _SYNTAX else self._letter(c) for c in text)

    def _set(self) -> str:
        """A character class, item by item."""
        opening = "[^" if self.regex.startswith("[^", self.at) else "["
        self.at += len(opening)
        items: list[str] = []
        while self.at < len(self.regex):
            if self.regex[self.at] == "]" and items:
                self.at += 1
                return opening + "".join(items) + "]"
            items.append(self._item(first=not items))
        raise UnsayableError("[")

    def _item(self, *, first: bool) -> str:
        named = re.compile(r"\[:(\w+):\]").match(self.regex, self.at)
        if named is not None:
            if named[1] not in _POSIX:
                raise UnsayableError(named[0])
            self.at = named.end()
            return _POSIX[named[1]]
        low = self._member()
        if self._starts_range(low):
            self.at += 1
            return self._both_cases(low, self._member())
        if low == "-" and not first and self.regex[self.at : self.at + 1] != "]":
            return r"\-"
        return self._both_cases(low, low)

    def _starts_range(self, low: str) -> bool:
        after = self.regex[self.at + 1 : self.at + 2]
        single = not re.fullmatch(r"\\[dDwWsS]", low)
        return single and self.regex[self.at : self.at + 1] == "-" and after not in ("", "]")

    def _member(self) -> str:
        here = self.regex[self.at : self.at + 1]
        if here == "\\":
            return self._escape(in_set=True)
        self.at += 1
        return f"\\{here}" if here in ("[", "]") else here

    def _both_cases(self, low: str, high: str) -> str:
        said = low if low == high else f"{low}-{high}"
        if "i" not in self.flags or not (low.isalpha() and high.isalpha()):
            return said
        other = f"{low.swapcase()}-{high.swapcase()}" if low != high else low.swapcase()
        return said + other
