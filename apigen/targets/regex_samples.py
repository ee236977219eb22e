"""Strings that match an RE2 expression and strings that just do not, found from the expression itself.

The tree of the expression is walked with every repetition at its ends and every item of a class, so that a
bound shifted by one, or a class without an item, changes some verdict. Generators such as exrex and
hypothesis give random members of a language; they know no neighbours outside of it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec

from apigen.ir import re2
from apigen.runtime.messages.patterns import whole_match

UNBOUNDED = 4
"""Repetitions beyond the least that stand for a count without an upper end."""
_PROBES = "aA0-_ .я\n"
_READABLE = "abcxyz0123456789ABC-_./ я" + "".join(map(chr, range(32, 127)))
_PERL = {
    "d": "0123456789",
    "w": "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz",
    "s": "\t\n\f\r ",
}

# An API repeats some dozens of expressions in thousands of fields, and samples with them.
_CACHED = 1 << 14
_LONGEST_CACHED = 256


def matches(regex: str, text: str) -> bool:
    """Whether the whole text matches, as the SDK checks it."""
    return (_matches if len(text) <= _LONGEST_CACHED else _matches.__wrapped__)(regex, text)


@lru_cache(_CACHED)
def _matches(regex: str, text: str) -> bool:
    return bool(whole_match(regex)(text))


@lru_cache(_CACHED)
def matching(regex: str) -> tuple[str, ...]:
    """Matching strings: each alternative, each repetition at its least and its most."""
    found = dict.fromkeys(text for text in _texts(_tree(regex)) if matches(regex, text))
    return tuple(found)


def stretched(regex: str, length: int) -> str | None:
    """A matching string of exactly that many characters, when one is found."""
    for text in _texts(_tree(regex), length):
        if len(text) == length and matches(regex, text):
            return text
    return None


@lru_cache(_CACHED)
def failing(regex: str, limit: int = 24) -> tuple[str, ...]:
    """Strings near the matching ones that do not match: each repetition once less than its least and
    once more than its most; too short, too long, a wrong character."""
    beyond = _failing(regex, _beyond(_tree(regex)))
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


def _beyond(tree: re2.Node) -> Iterator[str]:
    """Texts with one repetition beyond its ends, the others once, where they may be missing."""
    repeats = _repeats(tree)
    once = _once(repeats)
    for node in repeats:
        numbers = [node.least - 1] if node.least else []
        numbers += [] if node.most is None else [node.most + 1]
        for number in numbers:
            for branch in range(max(1, _branches(tree))):
                yield _text(tree, _Choice({**once, id(node): number}, branch))


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


def _texts(tree: re2.Node, length: int | None = None) -> Iterator[str]:
    """Candidate texts of a tree: one repetition at a time moved from its least to its most, then all
    at their least, all at their most; with `length`, one repetition stretched to reach it."""
    repeats = _repeats(tree)
    yield _text(tree, _Choice({}))
    yield _text(tree, _Choice(_all_most(repeats)))
    for branch in range(_branches(tree)):
        for counts in ({}, _all_most(repeats)):
            yield _text(tree, _Choice(counts, branch))
    for node in repeats:
        most = _most(node)
        few = range(node.least, min(most, node.least + UNBOUNDED) + 1)
        for number in (*few, most, max(node.least, most - 1)):
            for branch in range(max(1, _branches(tree))):
                yield _text(tree, _Choice({id(node): number}, branch))
                yield _text(tree, _Choice({**_once(repeats), id(node): number}, branch))
    for item in range(_items(tree)):
        for branch in range(max(1, _branches(tree))):
            yield _text(tree, _Choice(_once(repeats), branch, item))
    if length is not None:
        yield from _to_length(tree, repeats, length)


def _to_length(tree: re2.Node, repeats: Sequence[re2.Repeat], length: int) -> Iterator[str]:
    for branch in range(max(1, _branches(tree))):
        for node in repeats:
            for others in ({}, _all_most(repeats)):
                least = len(_text(tree, _Choice({**others, id(node): 0}, branch)))
                one = len(_text(tree, _Choice({**others, id(node): 1}, branch))) - least
                if one > 0 and length >= least and (length - least) % one == 0:
                    count = (length - least) // one
                    yield _text(tree, _Choice({**others, id(node): count}, branch))


class _Choice(msgspec.Struct, frozen=True):
    """How a walk decides: the counts of repetitions by the ids of their nodes, which branch an
    alternation takes (-1: the last), which item of a class stands for it (-1: a readable one)."""

    counts: dict[int, int]
    branch: int = -1
    item: int = -1


@lru_cache(_CACHED)
def _tree(regex: str) -> re2.Node:
    """The tree of an expression, with what all branches begin with in front of the alternation, and
    branches of one character each as a class: so no sample repeats another."""
    return _simplified(re2.parse(regex))


def _simplified(node: re2.Node) -> re2.Node:
    match node:
        case re2.Sequence(parts):
            return re2.Sequence(tuple(map(_simplified, parts)))
        case re2.Repeat(part):
            return msgspec.structs.replace(node, part=_simplified(part))
        case re2.Group(part):
            return _simplified(part)
        case re2.Alternation(branches):
            return _factored([_parts(_simplified(branch)) for branch in branches])
        case _:
            return node


def _parts(node: re2.Node) -> list[re2.Node]:
    if not isinstance(node, re2.Sequence):
        return [node]
    return [part for inner in node.parts for part in _parts(inner)]


def _factored(branches: list[list[re2.Node]]) -> re2.Node:
    common: list[re2.Node] = []
    while all(branches) and all(branch[0] == branches[0][0] for branch in branches):
        common.append(branches[0][0])
        branches = [branch[1:] for branch in branches]
    items = [_class_items(branch) for branch in branches]
    if all(items):
        unique = dict.fromkeys(item for own in items for item in own)
        return re2.Sequence((*common, re2.CharacterClass(tuple(unique))))
    rest = re2.Alternation(tuple(re2.Sequence(tuple(branch)) for branch in branches))
    return re2.Sequence((*common, rest)) if common else rest


def _class_items(branch: list[re2.Node]) -> tuple[re2.ClassItem, ...]:
    """The items of a branch that is one character; empty for any other branch."""
    match branch:
        case [re2.Literal() as literal]:
            return (literal,)
        case [re2.CharacterClass(items, negated=False)]:
            return items
    return ()


def _repeats(tree: re2.Node) -> list[re2.Repeat]:
    return [node for node in re2.walk(tree) if isinstance(node, re2.Repeat)]


def _once(repeats: Iterable[re2.Repeat]) -> dict[int, int]:
    """Each repetition at least once, where it may be there."""
    return {id(node): max(1, node.least) for node in repeats if node.most != 0}


def _all_most(repeats: Iterable[re2.Repeat]) -> dict[int, int]:
    return {id(node): _most(node) for node in repeats}


def _most(repeat: re2.Repeat) -> int:
    return repeat.least + UNBOUNDED if repeat.most is None else repeat.most


def _branches(tree: re2.Node) -> int:
    """The largest number of branches of an alternation."""
    return max(
        (len(node.branches) for node in re2.walk(tree) if isinstance(node, re2.Alternation)),
        default=0,
    )


def _items(tree: re2.Node) -> int:
    """The largest number of items of a class; a negation counts as one."""
    return max(
        (
            len(node.items) + node.negated
            for node in re2.walk(tree)
            if isinstance(node, re2.CharacterClass) and not _single(node)
        ),
        default=0,
    )


def _single(node: re2.CharacterClass) -> bool:
    return len(node.items) == 1 and isinstance(node.items[0], re2.Literal)


def _text(node: re2.Node, choice: _Choice) -> str:
    match node:
        case re2.Sequence(parts):
            return "".join(_text(part, choice) for part in parts)
        case re2.Alternation(branches):
            wanted = choice.branch if choice.branch >= 0 else len(branches) - 1
            return _text(branches[min(wanted, len(branches) - 1)], choice)
        case re2.Repeat(part, least):
            return _text(part, choice) * choice.counts.get(id(node), least)
        case re2.Literal(character):
            return character
        case re2.CharacterClass():
            return _character(node, choice.item)
        case re2.AnyCharacter():
            return "a"
        case _:
            return ""


def _character(node: re2.CharacterClass, number: int) -> str:
    """A character of a class: of one item, so that each shows in some sample, or a readable one."""
    if _single(node) and not node.negated:
        return _of_item(node.items[0])
    if number < 0 or node.negated:
        return _readable(node.items, node.negated)
    return _of_item(node.items[number % len(node.items)])


def _of_item(item: re2.ClassItem) -> str:
    match item:
        case re2.Literal(character):
            return character
        case re2.CharacterRange(_, high):
            return high.character
        case _:
            return _readable((item,), negated=False)


def _readable(items: tuple[re2.ClassItem, ...], negated: bool) -> str:
    """A character of a class: a letter where there is one, for readable samples."""
    for candidate in _READABLE:
        if any(_holds(item, candidate) for item in items) is not negated:
            return candidate
    return next((_of_item(i) for i in items if isinstance(i, re2.Literal | re2.CharacterRange)), "")


def _holds(item: re2.ClassItem, character: str) -> bool:
    match item:
        case re2.Literal(own):
            return character == own
        case re2.CharacterRange(low, high):
            return low.character <= character <= high.character
        case re2.PerlClass(letter):
            return (character in _PERL[letter.lower()]) is letter.islower()
        case re2.PosixClass(name, negated):
            return matches(f"[[:{'^' if negated else ''}{name}:]]", character)
        case re2.PropertyClass(spelled):
            return matches(spelled, character)
