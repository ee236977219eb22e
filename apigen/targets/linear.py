"""Patterns that `re` might take for ever over, matched in time linear in the value, as RE2 does.

A parser of the part of RE2's syntax that pages use, compiled to a Pike machine whose steps are
kept as they are found. https://swtch.com/~rsc/regexp/regexp2.html
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, TypeAlias

MOST_INSTRUCTIONS = 20_000
_MOST_STEPS_KEPT = 10_000
_END = 0x110000

Ranges: TypeAlias = tuple[tuple[int, int], ...]


class UnsupportedPatternError(ValueError):
    """Not RE2, or a part of it that is not known here."""


@dataclass(frozen=True, slots=True)
class Chars:
    """One character out of ranges of code points."""

    ranges: Ranges


@dataclass(frozen=True, slots=True)
class Edge:
    """The beginning or the end of the value."""

    end: bool


@dataclass(frozen=True, slots=True)
class Sequence:
    parts: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    arms: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Repeat:
    """`most` None: without end."""

    part: Node
    least: int
    most: int | None


Node: TypeAlias = Chars | Edge | Sequence | Choice | Repeat

_DIGIT: Ranges = ((48, 57),)
_WORD: Ranges = ((48, 57), (65, 90), (95, 95), (97, 122))
_SPACE: Ranges = ((9, 10), (12, 13), (32, 32))
_CONTROL = {"a": 7, "f": 12, "n": 10, "r": 13, "t": 9, "v": 11}
_POSIX: dict[str, Ranges] = {
    "alnum": ((48, 57), (65, 90), (97, 122)),
    "alpha": ((65, 90), (97, 122)),
    "ascii": ((0, 127),),
    "blank": ((9, 9), (32, 32)),
    "cntrl": ((0, 31), (127, 127)),
    "digit": _DIGIT,
    "graph": ((33, 126),),
    "lower": ((97, 122),),
    "print": ((32, 126),),
    "punct": ((33, 47), (58, 64), (91, 96), (123, 126)),
    "space": ((9, 13), (32, 32)),
    "upper": ((65, 90),),
    "word": _WORD,
    "xdigit": ((48, 57), (65, 70), (97, 102)),
}
# `{,9}` is plain text in older RE2; the pages mean a count from zero, as newer engines read it.
_COUNT = re.compile(r"\{(?:(\d+)(?:(,)(\d*))?|()(,)(\d+))\}")
# Flags of a group, or of what is left of the group they stand in; U changes which match is found only.
_FLAGS = re.compile(r"([imsU]*)(?:-([imsU]+))?([:)])")
_HEX = re.compile(r"x(?:([0-9A-Fa-f]{2})|\{([0-9A-Fa-f]{1,6})\})")


def _without(ranges: Ranges) -> Ranges:
    """All other code points."""
    out, start = [], 0
    for low, high in sorted(ranges):
        if low > start:
            out.append((start, low - 1))
        start = max(start, high + 1)
    if start < _END:
        out.append((start, _END - 1))
    return tuple(out)


_MOST_FOLDED = 0x300
"""Wider ranges of letters beyond ASCII are in both cases already, or no page has them."""


def _folded(ranges: Ranges) -> Ranges:
    """With the other case of each letter (Unicode's simple folding, as RE2 does)."""
    more: list[tuple[int, int]] = []
    for low, high in ranges:
        last = high if high - low < _MOST_FOLDED else min(high, 0x7F)
        for point in range(low, last + 1):
            more += [(ord(other), ord(other)) for other in _cases(chr(point)) if other.isalpha()]
    return (*ranges, *more)


def _cases(letter: str) -> Iterable[str]:
    """The other cases of a letter. Two letters of ASCII have one beyond it: the sign of Kelvin and
    the long s."""
    for pair in ("k\u212a", "s\u017f"):
        if letter.lower() in pair or letter in pair:
            return (*pair, pair[0].upper())
    if letter.isascii():
        return (letter.swapcase(),)
    return [o for o in (letter.lower(), letter.upper()) if len(o) == 1 and not o.isascii()]


@dataclass
class Parser:
    """Recursive descent over one pattern. Raises UnsupportedPatternError."""

    text: str
    at: int = 0
    depth: int = 0
    folds: bool = False
    """Flag i: letters match in both cases."""
    dot_is_all: bool = False
    """Flag s: the dot matches the end of a line, too."""

    def pattern(self) -> Node:
        node = self._choice()
        if self.at < len(self.text):
            raise UnsupportedPatternError(f"unexpected {self.text[self.at]!r}")
        return node

    def _choice(self) -> Node:
        arms = [self._sequence()]
        while self._take("|"):
            arms.append(self._sequence())
        return arms[0] if len(arms) == 1 else Choice(tuple(arms))

    def _sequence(self) -> Node:
        parts: list[Node] = []
        while self.at < len(self.text) and self.text[self.at] not in "|)":
            parts.append(self._repeated(self._atom()))
        return parts[0] if len(parts) == 1 else Sequence(tuple(parts))

    def _repeated(self, atom: Node) -> Node:
        count = _COUNT.match(self.text, self.at)
        if count:
            self.at = count.end()
            low, comma, high = count.group(1, 2, 3) if count[1] else ("0", *count.group(5, 6))
            least = int(low)
            most = least if not comma else int(high) if high else None
            if max(least, most or 0) > 1000 or (most is not None and most < least):
                raise UnsupportedPatternError(f"bad repeat count {count[0]}")
        elif self.at < len(self.text) and self.text[self.at] in "*+?":
            sign = self.text[self.at]
            self.at += 1
            least, most = {"*": (0, None), "+": (1, None), "?": (0, 1)}[sign]
        else:
            return atom
        self._take("?")  # lazy: the same values match
        if self.at < len(self.text) and self.text[self.at] in "*+?":
            raise UnsupportedPatternError("a repeat of a repeat")
        return Repeat(atom, least, most)

    def _take(self, sign: str) -> bool:
        if self.text.startswith(sign, self.at):
            self.at += len(sign)
            return True
        return False

    def _atom(self) -> Node:
        if self._take("("):
            return self._group()
        if self._take("["):
            return self._set()
        if self._take("."):
            return Chars(_without(() if self.dot_is_all else ((10, 10),)))
        if self._take("^"):
            return Edge(False)
        if self._take("$"):
            return Edge(True)
        here = self.text[self.at]
        if here in "*+?":
            raise UnsupportedPatternError(f"nothing to repeat before {here!r}")
        self.at += 1
        if here == "\\":
            return self._escape()
        return self._chars(((ord(here), ord(here)),))

    def _chars(self, ranges: Ranges, *, negated: bool = False) -> Chars:
        found = _folded(ranges) if self.folds else ranges
        return Chars(_without(found) if negated else found)

    def _group(self) -> Node:
        before = (self.folds, self.dot_is_all)
        if self._take("?") and not re.match("P?<", self.text[self.at :]):
            flags = _FLAGS.match(self.text, self.at)
            if flags is None or "m" in flags[1]:
                raise UnsupportedPatternError("lookarounds and the flag m are not known")
            self.at = flags.end()
            on, off = flags[1], flags[2] or ""
            self.folds = (self.folds or "i" in on) and "i" not in off
            self.dot_is_all = (self.dot_is_all or "s" in on) and "s" not in off
            if flags[3] == ")":
                return Sequence(())
        if self.text.startswith(("P<", "<"), self.at):
            close = self.text.find(">", self.at)
            if close < 0 or self.text[self.at : self.at + 2] in ("<=", "<!"):
                raise UnsupportedPatternError("a broken name of a group")
            self.at = close + 1
        self.depth += 1
        if self.depth > 200:
            raise UnsupportedPatternError("groups are nested too deep")
        node = self._choice()
        self.depth -= 1
        if not self._take(")"):
            raise UnsupportedPatternError("missing )")
        self.folds, self.dot_is_all = before
        return node

    def _escape(self) -> Node:
        if self.text.startswith(("A", "z"), self.at):
            self.at += 1
            return Edge(self.text[self.at - 1] == "z")
        return self._chars(self._escaped())

    def _escaped(self) -> Ranges:
        """What a backslash stands for, after it; the same in and out of sets."""
        hexadecimal = _HEX.match(self.text, self.at)
        if hexadecimal:
            self.at = hexadecimal.end()
            point = int(hexadecimal[1] or hexadecimal[2], 16)
            return ((point, point),)
        sign = self.text[self.at : self.at + 1]
        self.at += 1
        named = {"d": _DIGIT, "w": _WORD, "s": _SPACE}.get(sign.lower())
        if named is not None:
            return named if sign.islower() else _without(named)
        if sign in _CONTROL:
            return ((_CONTROL[sign], _CONTROL[sign]),)
        if not sign or sign.isalnum():
            raise UnsupportedPatternError(f"\\{sign} is not known")
        return ((ord(sign), ord(sign)),)

    def _set(self) -> Node:
        negated = self._take("^")
        ranges: list[tuple[int, int]] = []
        first = True
        while first or not self._take("]"):
            if self.at >= len(self.text):
                raise UnsupportedPatternError("missing ]")
            first = False
            ranges += self._set_item()
        return self._chars(tuple(ranges), negated=negated)

    def _set_item(self) -> Ranges:
        named = re.match(r"\[:(\^?)(\w+):\]", self.text[self.at :])
        if named:
            self.at += named.end()
            known = _POSIX.get(named[2])
            if known is None:
                raise UnsupportedPatternError(f"{named[0]} is not known")
            return _without(known) if named[1] else known
        low = self._set_char()
        dash = self.text.startswith("-", self.at) and not self.text.startswith("-]", self.at)
        if not dash:
            return low
        self.at += 1
        high = self._set_char()
        ends = [*low, *high]
        single = len(ends) == 2 and all(start == end for start, end in ends)
        if not single or low > high:
            raise UnsupportedPatternError("a broken range")
        return ((low[0][0], high[0][0]),)

    def _set_char(self) -> Ranges:
        here = self.text[self.at : self.at + 1]
        if not here:
            raise UnsupportedPatternError("missing ]")
        self.at += 1
        return self._escaped() if here == "\\" else ((ord(here), ord(here)),)


def backtracks(node: Node) -> bool:
    """Whether `re` may need more than time linear in the value: a repeat within a repeat, a
    choice within a repeat, or two repeats without end in a row."""
    return _repeats(node, inside=False) > 1


def _repeats(node: Node, inside: bool) -> int:
    """Open repeats that can compete for the same characters; 2 stands for too many."""
    if isinstance(node, Sequence):
        return min(2, sum(_repeats(part, inside) for part in node.parts))
    if isinstance(node, Choice):
        return 2 if inside else max(_repeats(arm, inside) for arm in node.arms)
    if not isinstance(node, Repeat):
        return 0
    many = node.most is None or node.most > 1
    if many and inside and node.least != node.most:
        return 2
    within = _repeats(node.part, inside or many)
    return min(2, within + (node.most is None or node.most - node.least > 100))


# Instructions: ranges to match, or where to go on (the targets of jumps and splits), or an edge.
_Instruction: TypeAlias = Ranges | list[int] | Edge


@dataclass
class _Program:
    code: list[_Instruction] = field(default_factory=list)

    def add(self, instruction: _Instruction) -> int:
        if len(self.code) >= MOST_INSTRUCTIONS:
            raise UnsupportedPatternError("the pattern is too large")
        self.code.append(instruction)
        return len(self.code) - 1

    def emit(self, node: Node) -> None:
        if isinstance(node, Chars):
            self.add(node.ranges)
        elif isinstance(node, Edge):
            self.add(node)
        elif isinstance(node, Sequence):
            for part in node.parts:
                self.emit(part)
        elif isinstance(node, Choice):
            self._choice(node)
        else:
            self._repeat(node)

    def _choice(self, node: Choice) -> None:
        split: list[int] = []
        self.add(split)
        ends: list[list[int]] = []
        for arm in node.arms:
            split.append(len(self.code))
            self.emit(arm)
            end: list[int] = []
            self.add(end)
            ends.append(end)
        for end in ends:
            end.append(len(self.code))

    def _repeat(self, node: Repeat) -> None:
        for _ in range(node.least):
            self.emit(node.part)
        if node.most is None:
            split: list[int] = []
            start = self.add(split)
            self.emit(node.part)
            self.add([start])
            split += [start + 1, len(self.code)]
            return
        splits = []
        for _ in range(node.most - node.least):
            optional: list[int] = []
            start = self.add(optional)
            optional.append(start + 1)
            splits.append(optional)
            self.emit(node.part)
        for optional in splits:
            optional.append(len(self.code))


def matcher(node: Node) -> Callable[[str], bool]:
    """A test of the whole value, in time linear in its length."""
    program = _Program()
    program.emit(node)
    code = program.code
    kept: dict[tuple[frozenset[int], str], frozenset[int]] = {}

    def closure(states: list[int], begin: bool, end: bool) -> frozenset[int]:
        seen: set[int] = set()
        while states:
            state = states.pop()
            if state in seen:
                continue
            seen.add(state)
            if state == len(code):
                continue
            instruction = code[state]
            if isinstance(instruction, list):
                states += instruction
            elif isinstance(instruction, Edge) and (end if instruction.end else begin):
                states.append(state + 1)
        return frozenset(seen)

    def step(states: frozenset[int], character: str) -> frozenset[int]:
        found = kept.get((states, character))
        if found is not None:
            return found
        point = ord(character)
        after = [
            state + 1
            for state in states
            if state < len(code)
            and isinstance(code[state], tuple)
            and any(low <= point <= high for low, high in code[state])  # type: ignore[misc,union-attr]
        ]
        result = closure(after, begin=False, end=False)
        if len(kept) < _MOST_STEPS_KEPT:
            kept[states, character] = result
        return result

    def matches(value: str) -> bool:
        states = closure([0], begin=True, end=not value)
        for character in value:
            states = step(states, character)
            if not states:
                return False
        return len(code) in closure(list(states), begin=not value, end=True)

    return matches


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
