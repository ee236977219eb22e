r"""RE2 expressions as trees: one reading for the check of an expression, its samples and other dialects.

Syntax: https://github.com/google/re2/wiki/Syntax. One difference: `{,3}`, literal text in RE2, is read as
a count from zero, which is what the pages mean. Nodes keep how a character is spelled, so that a dialect
can print it as it stands.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

MAX_COUNT = 1_000
"""The greatest repeat count, as in RE2."""
_MAX_DEPTH = 100

_CONTROL = {"a": 7, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11}
POSIX_CLASSES = (
    *("alnum", "alpha", "ascii", "blank", "cntrl", "digit", "graph"),
    *("lower", "print", "punct", "space", "upper", "word", "xdigit"),
)
_COUNT = re.compile(r"\{(?:(\d+)(,?)(\d*)|()(,)(\d+))\}")
_FLAGS = re.compile(r"\?([imsU]*)(?:-([imsU]+))?([:)])")
_GROUP_NAME = re.compile(r"\?P?<\w+>")
_HEX = re.compile(r"x(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]{1,6})\})")
_OCTAL = re.compile(r"0[0-7]{0,2}|[1-7][0-7]{2}")
_PROPERTY = re.compile(r"[pP](?:[A-Z]|\{\^?\w+\})")
_POSIX = re.compile(r"\[:(\^?)(\w+):\]")
_LAST_POINT = 0x10FFFF


class PatternError(ValueError):
    """Not an RE2 expression; the message says why and where."""


class Literal(msgspec.Struct, frozen=True):
    """One character. `spelled` is its text in the expression; `folded`: both cases match."""

    character: str
    spelled: str
    folded: bool = False


class CharacterRange(msgspec.Struct, frozen=True):
    low: Literal
    high: Literal


class PerlClass(msgspec.Struct, frozen=True):
    r"""`\d \D \w \W \s \S`, by the letter; ASCII only."""

    letter: str


class PosixClass(msgspec.Struct, frozen=True):
    """`[:alpha:]`, `[:^alpha:]`."""

    name: str
    negated: bool


class PropertyClass(msgspec.Struct, frozen=True):
    r"""`\pL`, `\P{Greek}`."""

    spelled: str


ClassItem = Literal | CharacterRange | PerlClass | PosixClass | PropertyClass


class CharacterClass(msgspec.Struct, frozen=True):
    """`[a-z_]`, and classes outside of brackets. `folded`: both cases match."""

    items: tuple[ClassItem, ...]
    negated: bool = False
    folded: bool = False
    bracketed: bool = True


class AnyCharacter(msgspec.Struct, frozen=True):
    """`.`; with the flag s a line end, too. `byte`: one byte, `\\C`."""

    newline: bool
    byte: bool = False


class Edge(msgspec.Struct, frozen=True):
    r"""`^ $ \A \z`. `line`: of any line, by the flag m."""

    end: bool
    line: bool = False


class Boundary(msgspec.Struct, frozen=True):
    r"""`\b`, `\B`."""

    negated: bool


class Sequence(msgspec.Struct, frozen=True):
    parts: tuple[Node, ...]


class Alternation(msgspec.Struct, frozen=True):
    branches: tuple[Node, ...]


class Repeat(msgspec.Struct, frozen=True):
    """`most` None: without end. `spelled` is the text of the count."""

    part: Node
    least: int
    most: int | None
    spelled: str


class Group(msgspec.Struct, frozen=True):
    """`(…)`, `(?:…)`, `(?i:…)`. The flags are already part of the nodes inside, except `ungreedy`, which
    changes no match of a whole value."""

    part: Node
    capturing: bool
    ungreedy: bool = False


Node = (
    Literal
    | CharacterClass
    | AnyCharacter
    | Edge
    | Boundary
    | Sequence
    | Alternation
    | Repeat
    | Group
)


def parse(regex: str) -> Node:
    """The tree of an expression.

    Raises:
        PatternError: it is not RE2.
    """
    parser = _Parser(regex)
    node = parser.alternation()
    if parser.at < len(regex):
        raise PatternError(f"unbalanced parenthesis at position {parser.at}")
    return node


def children(node: Node) -> tuple[Node, ...]:
    """The nodes directly inside a node."""
    if isinstance(node, Sequence):
        return node.parts
    if isinstance(node, Alternation):
        return node.branches
    return (node.part,) if isinstance(node, Repeat | Group) else ()


def walk(node: Node) -> Iterator[Node]:
    """A node and all nodes inside it, in the order of the expression."""
    yield node
    for child in children(node):
        yield from walk(child)


class _Parser:
    def __init__(self, regex: str) -> None:
        self.regex = regex
        self.at = 0
        self._depth = 0
        self._flags: frozenset[str] = frozenset()

    def alternation(self) -> Node:
        branches = [self._sequence()]
        while self._take("|"):
            branches.append(self._sequence())
        return branches[0] if len(branches) == 1 else Alternation(tuple(branches))

    def _sequence(self) -> Node:
        parts: list[Node] = []
        while self.at < len(self.regex) and self.regex[self.at] not in "|)":
            parts += self._repeated()
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _repeated(self) -> list[Node]:
        """An atom with its count, if it has one; no node for flags, several for a quotation."""
        start = self.at
        atoms = self._atoms()
        counted = self._count()
        if counted is None:
            return atoms
        if not atoms:
            raise PatternError(f"nothing to repeat at position {start}")
        if self._count() is not None:
            raise PatternError(f"multiple repeat at position {self.at - 1}")
        return [*atoms[:-1], Repeat(atoms[-1], *counted)]

    def _count(self) -> tuple[int, int | None, str] | None:
        start = self.at
        found = _COUNT.match(self.regex, self.at)
        if found is not None:
            self.at = found.end()
            low, comma, high = found.group(1, 2, 3) if found[1] else ("0", *found.group(5, 6))
            least, most = _number(low), _number(high) if high else None
            most = least if not comma else most
            if most is not None and most < least:
                raise PatternError("min repeat greater than max repeat")
        elif self.at < len(self.regex) and self.regex[self.at] in "*+?":
            least, most = {"*": (0, None), "+": (1, None), "?": (0, 1)}[self.regex[self.at]]
            self.at += 1
        else:
            return None
        spelled = self.regex[start : self.at]
        self._take("?")  # lazy: the same values match
        return least, most, spelled

    def _take(self, text: str) -> bool:
        found = self.regex.startswith(text, self.at)
        self.at += len(text) if found else 0
        return found

    def _atoms(self) -> list[Node]:
        here = self.regex[self.at]
        start = self.at
        self.at += 1
        if here == "(":
            return self._group(start)
        if here == "[":
            return [self._class(start)]
        if here == ".":
            return [AnyCharacter("s" in self._flags)]
        if here in "^$":
            return [Edge(here == "$", "m" in self._flags)]
        if here in "*+?":
            raise PatternError(f"nothing to repeat at position {start}")
        if here == "\\":
            return self._escape(start)
        return [Literal(here, here, "i" in self._flags)]

    def _group(self, start: int) -> list[Node]:
        before = self._flags
        name = _GROUP_NAME.match(self.regex, self.at)
        flags = _FLAGS.match(self.regex, self.at) if name is None else None
        if flags is not None:
            self.at = flags.end()
            self._flags = (self._flags | set(flags[1])) - set(flags[2] or "")
            if flags[3] == ")":
                ungreedy = "U" in flags[1]
                return [Group(Sequence(()), capturing=False, ungreedy=True)] if ungreedy else []
        elif name is not None:
            self.at = name.end()
        elif self._take("?"):
            lookaround = re.match(r"<?[=!>]|P=", self.regex[self.at :])
            raise PatternError(f"RE2 has no (?{lookaround[0] if lookaround else self._next()}")
        self._depth += 1
        if self._depth > _MAX_DEPTH:
            raise PatternError(f"groups are nested deeper than {_MAX_DEPTH}")
        part = self.alternation()
        self._depth -= 1
        if not self._take(")"):
            raise PatternError(f"missing ), unterminated subpattern at position {start}")
        ungreedy, self._flags = "U" in self._flags, before
        return [Group(part, capturing=flags is None, ungreedy=ungreedy)]

    def _next(self) -> str:
        return self.regex[self.at : self.at + 1]

    def _escape(self, start: int) -> list[Node]:
        """What a backslash outside of brackets begins."""
        for sign, node in (
            ("A", Edge(False)),
            ("z", Edge(True)),
            ("b", Boundary(False)),
            ("B", Boundary(True)),
            ("C", AnyCharacter(newline=True, byte=True)),
        ):
            if self._take(sign):
                return [node]
        if self._take("Q"):
            end = self.regex.find(r"\E", self.at)
            quoted = self.regex[self.at : end if end >= 0 else len(self.regex)]
            self.at += len(quoted) + (2 if end >= 0 else 0)
            folded = "i" in self._flags
            return [Literal(c, c if c.isalnum() else f"\\{c}", folded) for c in quoted]
        item = self._escaped(start)
        if isinstance(item, Literal):
            return [item]
        return [CharacterClass((item,), folded="i" in self._flags, bracketed=False)]

    def _escaped(self, start: int) -> Literal | PerlClass | PropertyClass:
        """What a backslash stands for, inside brackets and outside."""
        if self.at >= len(self.regex):
            raise PatternError(f"bad escape (end of pattern) at position {start}")
        for expression in (_HEX, _OCTAL):
            number = expression.match(self.regex, self.at)
            if number is not None:
                self.at = number.end()
                digits = number[1] or number[2] if expression is _HEX else number[0]
                point = int(digits, 16 if expression is _HEX else 8)
                if point > _LAST_POINT:
                    raise PatternError(f"no such character at position {start}")
                return self._literal(chr(point), start)
        found = _PROPERTY.match(self.regex, self.at)
        if found is not None:
            self.at = found.end()
            return PropertyClass(f"\\{found[0]}")
        sign = self._next()
        self.at += 1
        if sign in "dDwWsS":
            return PerlClass(sign)
        if sign in _CONTROL:
            return self._literal(chr(_CONTROL[sign]), start)
        if sign.isdigit():
            raise PatternError(f"RE2 has no \\{sign}")
        if sign.isascii() and sign.isalnum():
            raise PatternError(f"bad escape \\{sign} at position {start}")
        return self._literal(sign, start)

    def _literal(self, character: str, start: int) -> Literal:
        return Literal(character, self.regex[start : self.at], "i" in self._flags)

    def _class(self, start: int) -> CharacterClass:
        negated = self._take("^")
        items: list[ClassItem] = []
        while not items or not self._take("]"):
            if self.at >= len(self.regex):
                raise PatternError(f"unterminated character set at position {start}")
            items.append(self._class_item())
        return CharacterClass(tuple(items), negated, "i" in self._flags)

    def _class_item(self) -> ClassItem:
        posix = _POSIX.match(self.regex, self.at)
        if posix is not None and posix[2] in POSIX_CLASSES:
            self.at = posix.end()
            return PosixClass(posix[2], posix[1] == "^")
        start = self.at
        low = self._class_member()
        ranged = self.regex.startswith("-", self.at) and self.regex[self.at + 1 : self.at + 2]
        if not isinstance(low, Literal) or not ranged or ranged == "]":
            return low
        self.at += 1
        high = self._class_member()
        if not isinstance(high, Literal) or high.character < low.character:
            text = self.regex[start : self.at]
            raise PatternError(f"bad character range {text} at position {start}")
        return CharacterRange(low, high)

    def _class_member(self) -> Literal | PerlClass | PropertyClass:
        start = self.at
        self.at += 1
        if self.regex[start] == "\\":
            return self._escaped(start)
        if self.at > len(self.regex):
            raise PatternError(f"unterminated character set at position {start}")
        return self._literal(self.regex[start], start)


def _number(digits: str) -> int:
    """A repeat count.

    Raises:
        PatternError: above RE2's limit.
    """
    if len(digits) > len(str(MAX_COUNT)) or int(digits) > MAX_COUNT:
        raise PatternError(f"the repeat count {digits[:20]} is above {MAX_COUNT}")
    return int(digits)
