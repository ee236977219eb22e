"""What black's splits need to know of a shape: brackets, delimiters, trailing commas that are magic."""

from __future__ import annotations

from functools import lru_cache

import msgspec

from apigen.render.layout.unknown import UnknownError

OPENERS = frozenset("([{<")
CLOSERS = frozenset(")]}~")
COMPREHENSION, COMMA, TERNARY, DOT = 20, 18, 16, 1
_STRENGTH = {
    ",": COMMA,
    ";": COMMA,
    "l": 14,
    "c": 10,
    "I": 10,
    "|": 9,
    "^": 8,
    "&": 7,
    "+": 5,
    "*": 4,
}


class Structure(msgspec.Struct, frozen=True):
    """By token: `partners` of brackets, `strengths` of delimiters (0 for other tokens), whether a bracket
    is an atom's (`atoms`) and not a call's or a subscript's. `magic`: brackets that end in a comma
    which keeps them exploded."""

    partners: tuple[int, ...]
    strengths: tuple[int, ...]
    atoms: tuple[bool, ...]
    magic: tuple[int, ...]


@lru_cache(maxsize=1 << 15)
def structure(shape: str) -> Structure:
    size = len(shape)
    partners, strengths, atoms = [-1] * size, [0] * size, [False] * size
    magic: list[int] = []
    opened: list[int] = []
    commas: list[int] = [0]
    comprehensions: list[int] = [0]  # 2 between `for` and `in`, 1 after
    for at, code in enumerate(shape):
        before = shape[at - 1] if at else ""
        if code in OPENERS:
            atoms[at] = code == "<" or before not in ("a", ")", "]", "}")
            opened.append(at)
            commas.append(0)
            comprehensions.append(0)
        elif code in CLOSERS:
            start = opened.pop()
            partners[at], partners[start] = start, at
            comprehensions.pop()
            if _is_magic(code, before, atoms[start], commas.pop()):
                magic.append(at)
        elif code in ",;":
            commas[-1] += 1
            strengths[at] = COMMA if comprehensions[-1] != 2 else 0
        elif code == "f":
            comprehensions[-1] = 2
            strengths[at] = COMPREHENSION
        elif code == "I" and comprehensions[-1] == 2:
            comprehensions[-1] = 1
        elif code in "ie":
            strengths[at] = COMPREHENSION if comprehensions[-1] else TERNARY
        elif code == ".":
            strengths[at] = DOT if before in (")", "]", "}") else 0
        else:
            strengths[at] = _STRENGTH.get(code, 0)
    if opened:
        raise UnknownError(shape)
    return Structure(tuple(partners), tuple(strengths), tuple(atoms), tuple(magic))


def _is_magic(closer: str, before: str, atom: bool, commas: int) -> bool:
    if before != ";":
        return False
    if closer == "]":
        return atom or commas > 1
    return closer in "}~" or not atom or commas > 1
