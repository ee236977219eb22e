"""Strings that match an RE2 expression and strings that just do not, found from the expression itself.

The expressions of the reference stay inside what Python's `re` reads the same way; the parser's tree is
walked with every repetition at its ends, so that a bound shifted by one changes some verdict.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import import_module
from typing import Any

from apigen.targets.linear import Parser, UnsupportedPatternError, whole_match

# The library's own reading of an expression; private names, unchanged from 3.11 to 3.14.
sre: Any = import_module("re._constants")
sre_parser: Any = import_module("re._parser")

# Stands in for "as many as you like".
UNBOUNDED = 4
# Characters that `re` may be given where it could take time exponential in their number.
_SHORT = 20
_PROBES = "aA0-_ .я\n"


# An API repeats some dozens of expressions in thousands of fields, and samples with them.
_KEPT = 1 << 14
_LONGEST_KEPT = 256


def matches(regex: str, text: str) -> bool:
    """The whole text, as the service matches: in time linear in its length, or for short texts only."""
    return (_matches if len(text) <= _LONGEST_KEPT else _matches.__wrapped__)(regex, text)


@lru_cache(_KEPT)
def _matches(regex: str, text: str) -> bool:
    if _readable(regex):
        return bool(whole_match(regex)(text))
    return len(text) <= _SHORT and re.fullmatch(regex, text, re.ASCII) is not None


@lru_cache(maxsize=4096)
def _readable(regex: str) -> bool:
    try:
        Parser(regex).pattern()
    except (UnsupportedPatternError, RecursionError):
        return False
    return True


@lru_cache(_KEPT)
def matching(regex: str) -> tuple[str, ...]:
    """Matching strings: each alternative, each repetition at its least and its most."""
    tree = sre_parser.parse(regex, re.ASCII)
    found = dict.fromkeys(text for text in _texts(tree) if matches(regex, text))
    return tuple(found)


def stretched(regex: str, length: int) -> str | None:
    """A matching string of exactly that many characters, when one is found."""
    tree = sre_parser.parse(regex, re.ASCII)
    for text in _texts(tree, length):
        if len(text) == length and matches(regex, text):
            return text
    return None


@lru_cache(_KEPT)
def failing(regex: str, limit: int = 24) -> tuple[str, ...]:
    """Strings near the matching ones that do not match: each repetition once less than its least and
    once more than its most; too short, too long, a wrong character."""
    beyond = _failing(regex, _beyond(sre_parser.parse(regex, re.ASCII)))
    near = _failing(regex, _near(matching(regex)))
    return tuple(dict.fromkeys((*beyond, *_spread(near, limit))))


def _failing(regex: str, texts: Iterable[str]) -> list[str]:
    return [text for text in dict.fromkeys(texts) if not matches(regex, text)]


def distinct(regex: str, number: int) -> tuple[str, ...] | None:
    """That many different matching strings, when counting upwards finds them."""
    for stem in ("k", "", "a", "A", "k-", "0."):
        for count in (_digits, _letters):
            found = [f"{stem}{count(i)}" for i in range(number)]
            if all(matches(regex, text) for text in found):
                return tuple(found)
    return None


def _digits(number: int) -> str:
    return f"{number:04}"


def _letters(number: int) -> str:
    """A fixed-width number in letters: aaa, baa, …"""
    text = ""
    for _ in range(3):
        number, digit = divmod(number, 26)
        text += chr(ord("a") + digit)
    return text


def _beyond(tree: Any) -> Iterator[str]:
    """Texts with one repetition beyond its ends, the others once, where they may be missing."""
    repeats = _repeats(tree)
    once = {id(node): max(1, int(node[0])) for node in repeats if node[1]}
    for node in repeats:
        low, high = int(node[0]), node[1]
        numbers = [low - 1] if low else []
        numbers += [] if high is sre.MAXREPEAT else [int(high) + 1]
        for number in numbers:
            for alternative in range(max(1, _alternatives(tree))):
                yield _text(tree, _Choice({**once, id(node): number}, alternative))


def _near(texts: tuple[str, ...]) -> Iterator[str]:
    ordered = sorted(texts, key=len)
    ends = dict.fromkeys((*ordered[:2], *ordered[-2:]))
    yield ""
    for text in ends:
        yield text + text[-1:]
        yield text[:-1]
        yield text + "\n"
        yield text[:-1] + "-"
        yield "A" + text[1:]
        yield text[:1]
        yield text + (text[-1:] or "a") * 2
        yield text.upper()
        yield text[1:]
    for text in ends:
        for probe in _PROBES:
            yield probe + text[1:]
            yield text[:-1] + probe
            yield text[: len(text) // 2] + probe + text[len(text) // 2 + 1 :]
            yield text + probe


def _spread(texts: list[str], limit: int) -> Iterable[str]:
    """The first half as they come (the ends), the rest spread over what is left."""
    if len(texts) <= limit:
        return texts
    head, tail = texts[: limit // 2], texts[limit // 2 :]
    step = len(tail) / (limit - len(head))
    return head + [tail[int(i * step)] for i in range(limit - len(head))]


def _texts(tree: Any, length: int | None = None) -> Iterator[str]:
    """Candidate texts of a tree: one repetition at a time moved from its least to its most, then all
    at their least, all at their most; with `length`, one repetition stretched to reach it."""
    repeats = _repeats(tree)
    base = _Choice({})
    yield _text(tree, base)
    yield _text(tree, _Choice({id(node): _most(node) for node in repeats}))
    for number in range(_alternatives(tree)):
        for counts in ({}, {id(node): _most(node) for node in repeats}):
            yield _text(tree, _Choice(counts, number))
    for node in repeats:
        low, high = node[0], node[1]
        few = range(low, min(high, low + UNBOUNDED) + 1)
        for number in (*few, _most(node), max(low, _most(node) - 1)):
            for alternative in range(max(1, _alternatives(tree))):
                yield _text(tree, _Choice({id(node): number}, alternative))
                others = {id(other): max(1, other[0]) for other in repeats if other[1]}
                yield _text(tree, _Choice({**others, id(node): number}, alternative))
    once = {id(node): max(1, node[0]) for node in repeats if node[1]}
    for item in range(max((len(arg) for op, arg in _nodes(tree) if op is sre.IN), default=0)):
        for alternative in range(max(1, _alternatives(tree))):
            yield _text(tree, _Choice(once, alternative, item))
    if length is not None:
        yield from _to_length(tree, repeats, length)


def _to_length(tree: Any, repeats: list[Any], length: int) -> Iterator[str]:
    for alternative in range(max(1, _alternatives(tree))):
        for node in repeats:
            for others in ({}, {id(other): _most(other) for other in repeats}):
                least = len(_text(tree, _Choice({**others, id(node): 0}, alternative)))
                one = len(_text(tree, _Choice({**others, id(node): 1}, alternative))) - least
                if one > 0 and length >= least and (length - least) % one == 0:
                    count = (length - least) // one
                    yield _text(tree, _Choice({**others, id(node): count}, alternative))


class _Choice:
    """How a walk decides: repetitions by node, which alternative a branch takes, and which item of
    a character class stands for it (-1: a readable one)."""

    def __init__(self, counts: dict[int, int], alternative: int = -1, item: int = -1) -> None:
        self.counts = counts
        self.alternative = alternative
        self.item = item


def _repeats(tree: Any) -> list[Any]:
    found: list[Any] = []
    for node in _nodes(tree):
        operator, argument = node
        if operator in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            found.append(argument)
    return found


def _alternatives(tree: Any) -> int:
    return max((len(arg[1]) for op, arg in _nodes(tree) if op is sre.BRANCH), default=0)


def _nodes(tree: Any) -> Iterator[Any]:
    for operator, argument in tree:
        yield operator, argument
        if operator in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
            yield from _nodes(argument[2])
        elif operator is sre.SUBPATTERN:
            yield from _nodes(argument[3])
        elif operator is sre.BRANCH:
            for branch in argument[1]:
                yield from _nodes(branch)


def _most(repeat: Any) -> int:
    low, high = int(repeat[0]), repeat[1]
    return low + UNBOUNDED if high is sre.MAXREPEAT else int(high)


def _text(tree: Any, choice: _Choice) -> str:
    return "".join(_piece(operator, argument, choice) for operator, argument in tree)


def _piece(operator: Any, argument: Any, choice: _Choice) -> str:
    if operator is sre.LITERAL:
        return chr(argument)
    if operator is sre.NOT_LITERAL:
        return "a" if argument != ord("a") else "b"
    if operator is sre.ANY:
        return "a"
    if operator is sre.IN:
        return _member(argument) if choice.item < 0 else _item(argument, choice.item)
    if operator in (sre.MAX_REPEAT, sre.MIN_REPEAT, sre.POSSESSIVE_REPEAT):
        return _text(argument[2], choice) * choice.counts.get(id(argument), int(argument[0]))
    if operator is sre.SUBPATTERN:
        return _text(argument[3], choice)
    if operator is sre.BRANCH:
        branches = argument[1]
        wanted = choice.alternative if choice.alternative >= 0 else len(branches) - 1
        return _text(branches[min(wanted, len(branches) - 1)], choice)
    return ""


def _member(items: Any) -> str:
    """A character of a class: a letter where there is one, for readable samples."""
    negated = items[0][0] is sre.NEGATE
    for candidate in "abcxyz0123456789ABC-_./ я" + "".join(map(chr, range(32, 127))):
        if any(_holds(item, candidate) for item in items) is not negated:
            return candidate
    return chr(items[0][1][0] if items[0][0] is sre.RANGE else items[0][1])


def _item(items: Any, number: int) -> str:
    """A character of one item of a class, so that each item shows in some sample."""
    if items[0][0] is sre.NEGATE:
        return _member(items)
    operator, argument = items[number % len(items)]
    if operator is sre.LITERAL:
        return chr(argument)
    return chr(argument[1]) if operator is sre.RANGE else _member([(operator, argument)])


def _holds(item: Any, character: str) -> bool:
    operator, argument = item
    if operator is sre.LITERAL:
        return ord(character) == int(argument)
    if operator is sre.RANGE:
        return int(argument[0]) <= ord(character) <= int(argument[1])
    if operator is sre.CATEGORY:
        classes = {
            sre.CATEGORY_DIGIT: r"\d",
            sre.CATEGORY_WORD: r"\w",
            sre.CATEGORY_SPACE: r"\s",
            sre.CATEGORY_NOT_DIGIT: r"\D",
            sre.CATEGORY_NOT_WORD: r"\W",
            sre.CATEGORY_NOT_SPACE: r"\S",
        }
        return matches(classes[argument], character)
    return False
