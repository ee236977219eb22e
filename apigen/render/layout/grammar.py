"""Which shapes are statements that black leaves alone but for their width.

Whatever else black would change (spaces, parentheses that are too many, a block on the line of its
header) is not among them, and neither is what does not parse: a statement that is accepted is Python.
"""

from __future__ import annotations

import re
from functools import lru_cache

from apigen.render.layout.unknown import UnknownError

# A comma at the end of names is that of their parentheses, which are not among the codes.
_IMPORT = re.compile(r"F(?:[.o]*a(?:\.a)*|[.o]+)M(?:aAa|a)(?:,(?:aAa|a))*;?\Z|Ga(?:\.a)*(?:Aa)?\Z")
_TARGETS = re.compile(r"[fL]a(?:,a)*I")
_NAMED = re.compile(r"Ea\(|Ca[(!]|[^EC]")
_ANNOTATED = re.compile(r"a(?:\.a)*\Z")
_HEADS = frozenset("RTXYUWLCE@")
_BLOCKS = frozenset("UWLCE")
_BINARY = frozenset("|^&+*cIl")
_AFTER = {"E": (">", "!", ":"), "C": ("!",)}
_TIGHTER = frozenset("|^&+*cI-w")  # than `not`, which cannot follow them
_LOOSER = frozenset("lcIief")  # than stars, which they cannot follow
_KINDS = {"(": "tuple", "[": "list", "{": "dict"}
_BRACKETS = {
    "call": "()",
    "def": "()",
    "tuple": "()",
    "subscript": "[]",
    "list": "[]",
    "dict": "{}",
}

Step = tuple[int, bool]
"""Where to go on, and whether an operand stands before it."""


@lru_cache(maxsize=1 << 16)
def check(shape: str) -> None:
    """Raises:
    UnknownError: the shape is not known to be one that black leaves alone.
    """
    if shape[0] in "FG":
        if not _IMPORT.match(shape):
            raise UnknownError(shape)
    elif shape[0] == "(" or shape == "s" or not _NAMED.match(shape) or not _Check(shape).holds():
        raise UnknownError(shape)


class _Level:
    """A bracket that is open, or the statement itself ("top"). What is kept is of its current item, but
    for the number of commas, and whether the items of a dict are pairs."""

    def __init__(self, kind: str, start: int) -> None:
        self.kind = kind
        self.first = self.start = start
        self.commas = 0
        self.starred = ""
        self.colon = self.equals = self.comprehension = False
        self.ternaries = 0
        self.pairs: bool | None = None

    def keeps_pairs(self) -> bool:
        """Whether the item is such as those before it, where this is a dict or a set."""
        if self.kind == "dict":
            if self.pairs is None:
                self.pairs = self.colon
            return self.pairs == self.colon
        return True

    def next_item(self, start: int) -> None:
        self.commas += 1
        self.start = start
        self.colon = False
        self.equals = self.equals and self.kind == "top"


class _Check:
    """A walk over a shape."""

    def __init__(self, shape: str) -> None:
        self.shape = shape
        self.head = shape[0] if shape[0] in _HEADS else ""
        self.levels = [_Level("top", 1 if self.head else 0)]

    def holds(self) -> bool:
        at, operand = (1 if self.head else 0), False
        if self.head == "L":
            found = _TARGETS.match(self.shape)
            at = found.end() if found else len(self.shape)
        while at < len(self.shape):
            code = self.shape[at]
            step = self._after_operand(code, at) if operand else self._before_operand(code, at)
            if not step:
                return False
            at, operand = step
        return operand and len(self.levels) == 1 and self._is_ended()

    def _is_ended(self) -> bool:
        last = self.shape[-1]
        if self.levels[0].ternaries:
            return False
        if self.head == "E":
            return last == "!" or self.shape.endswith(":o")
        return (last == "!") == (self.head in _BLOCKS) and last != ";"

    def _at_top(self, *heads: str) -> bool:
        return len(self.levels) == 1 and self.head in heads

    def _before_operand(self, code: str, at: int) -> Step | None:
        level = self.levels[-1]
        before, after = self.shape[at - 1 : at], self.shape[at + 1 : at + 2]
        if code in "asno":
            parameter = level.kind == "def" and not level.colon and not level.equals
            ended = level.starred == "D" and before != "D"
            if parameter and (ended or code != "a" or after not in (",", ";", ")", ":", "k")):
                return None
            return at + 1, True
        if code in "([{":
            self.levels.append(_Level(_KINDS[code], at + 1))
            return at + 1, False
        if code in ")]}" and before in ("(", "[", "{", ";"):
            return self._closed(code, at)
        if code == "N":
            return None if before in _TIGHTER else (at + 1, False)
        if (code == "-" and before != "-") or code == "w":
            return (at + 1, False) if after in ("n", "a") else None
        if code in "SD" and before in ("(", "[", "{", ","):
            return self._starred(code, at, level, after)
        return None

    def _starred(self, code: str, at: int, level: _Level, after: str) -> Step | None:
        if level.kind == "def":
            if level.starred == "D" or (level.starred and code == "S"):
                return None
            level.starred = code
            if code == "S" and after == ",":
                level.start = at + 2
                return (at + 2, False) if self.shape[at + 2 : at + 3] == "a" else None
        if code == "D":
            level.colon = level.kind == "dict"
            return (at + 1, False) if level.kind in ("call", "dict", "def") else None
        return (at + 1, False) if level.kind not in ("top", "subscript") else None

    def _after_operand(self, code: str, at: int) -> Step | None:
        shape = self.shape
        before, after = shape[at - 1], shape[at + 1 : at + 2]
        if self._at_top("@") and code not in ".(":
            return None
        if code in _LOOSER and shape[self.levels[-1].start] in "SD":
            return None
        if code in _BINARY:
            return at + 1, False
        if code == ".":
            return (at + 2, True) if after == "a" and before not in "no" else None
        if code in "([":
            return self._opened(code, at, before, after)
        if code in ")]}":
            return self._closed(code, at)
        if code in ",;":
            return self._comma(code, at, after)
        if code == ":":
            return self._colon(at)
        if code in "=Pk":
            return self._equals(code, at)
        if code in "ief":
            return self._inside(code, at)
        if code == ">":
            arrow = self._at_top("E") and before == ")" and ">" not in shape[:at]
            return (at + 1, False) if arrow else None
        if code == "A":
            named = "A" in shape[self.levels[-1].start : at]
            return (at + 2, True) if self._at_top("W") and after == "a" and not named else None
        if code == "!":
            return (at + 1, True) if not after and self._at_top(*_BLOCKS) else None
        return None

    def _opened(self, code: str, at: int, before: str, after: str) -> Step | None:
        """Brackets of a call, a subscript, a class or a def."""
        kind = "subscript" if code == "[" else "call"
        if self.head == "E" and at == 2:
            kind = "def"
        empty_class = self.head == "C" and after == ")" and len(self.levels) == 1
        if before not in "a)]}" or empty_class:
            return None
        self.levels.append(_Level(kind, at + 1))
        return at + 1, False

    def _closed(self, code: str, at: int) -> Step | None:
        level = self.levels.pop()
        if not self.levels or _BRACKETS[level.kind][1] != code or level.ternaries:
            return None
        before, after = self.shape[at - 1], self.shape[at + 1 : at + 2]
        empty = before in "([{"
        if level.first == 3 and self.head in _AFTER and after not in _AFTER[self.head]:
            return None
        if empty and level.kind == "subscript":
            return None
        if level.kind == "tuple" and not empty and not self._is_kept(level):
            return None
        if not empty and before != ";" and not level.keeps_pairs():
            return None
        return at + 1, True

    def _is_kept(self, level: _Level) -> bool:
        """Whether black leaves parentheses: of a tuple, and of a value in a dict."""
        value = self.levels[-1].kind == "dict" and self.shape[level.start - 2] == ":"
        return not level.comprehension and (level.commas > 0 or value)

    def _comma(self, code: str, at: int, after: str) -> Step | None:
        level = self.levels[-1]
        if level.ternaries or level.comprehension or not level.keeps_pairs():
            return None
        if (code == ";") != (after in (")", "]", "}")):
            return None
        if level.kind == "top" and (level.colon or self.head in ("C", "E", "@", "X", "U")):
            return None
        level.next_item(at + 1)
        return at + 1, False

    def _colon(self, at: int) -> Step | None:
        level, shape = self.levels[-1], self.shape
        if level.colon or level.comprehension or level.ternaries:
            return None
        level.colon = True
        item = shape[level.start : at]
        if level.kind == "def":
            fits = item in ("a", "Sa", "Da")
        elif level.kind == "dict":
            fits = item[0] not in "SD"
        elif self._at_top("E"):
            fits = shape[at + 1 :] == "o"
        else:
            fits = self._at_top("") and not level.equals and bool(_ANNOTATED.match(item))
        return (at + 1, False) if fits else None

    def _equals(self, code: str, at: int) -> Step | None:
        level = self.levels[-1]
        item = self.shape[level.start : at]
        if level.equals:
            return None
        level.equals = True
        if code == "k":
            fits = level.kind in ("call", "def") and not level.colon and item == "a"
        elif level.kind == "def":
            fits = code == "=" and level.colon and item[0] == "a"
        elif level.colon:
            fits = self._at_top("") and code == "="
        else:
            fits = self._at_top("") and bool(_TARGET[code].match(self.shape[:at]))
        return (at + 1, False) if fits else None

    def _inside(self, code: str, at: int) -> Step | None:
        """`if`, `else` and `for` of an expression."""
        level = self.levels[-1]
        if code == "f":
            found = _TARGETS.match(self.shape, at)
            fits = level.kind in ("list", "dict", "call") and not level.commas and not level.equals
            if not found or not fits or level.ternaries or self.shape[level.start] in "SD":
                return None
            level.comprehension = True
            return found.end(), False
        if code == "i":
            if not level.comprehension:
                if "i" in self.shape[level.start : at]:
                    return None  # black sets parentheses around the second
                level.ternaries += 1
            return at + 1, False
        if not level.ternaries:
            return None
        level.ternaries -= 1
        return at + 1, False


_TARGET = {
    "=": re.compile(r"a(?:\.a)*(?:,a(?:\.a)*)*\Z"),
    "P": re.compile(r"a(?:\.a)*\Z"),
}
