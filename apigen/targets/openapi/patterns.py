r"""RE2 expressions as ECMA-262 ones, the dialect of JSON Schema (2020-12 validation, section 6.3.3).

The result keeps to the `u` mode of ECMA-262, where a needless escape (`\@`) is an error, and it means the
same to Python's `re` with `re.ASCII`. A part is printed as it is spelled where both dialects agree.
"""

from __future__ import annotations

from collections.abc import Iterator

from apigen.ir import re2

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
_CONTROL = {"\n": r"\n", "\r": r"\r", "\t": r"\t", "\f": r"\f", "\v": r"\v"}


class UntranslatableError(ValueError):
    """ECMA-262 has no counterpart of this part of an expression."""


def anchored(regex: str) -> str | None:
    """`^(?:p)$` for an RE2 expression that must match the whole value, `None` where ECMA-262 has no
    counterpart. The group matters: without it `|[a-z]+` would let any text pass."""
    try:
        return f"^(?:{_printed(re2.parse(regex))})$"
    except (UntranslatableError, re2.PatternError):
        return None


def _printed(node: re2.Node) -> str:
    match node:
        case re2.Sequence(parts):
            return "".join(map(_printed, parts))
        case re2.Alternation(branches):
            return "|".join(map(_printed, branches))
        case re2.Repeat(part, least, _, spelled):
            return _printed(part) + _count(least, spelled)
        case re2.Group(part, capturing, ungreedy):
            if ungreedy:
                raise UntranslatableError("(?U)")
            return f"{'(' if capturing else '(?:'}{_printed(part)})"
        case re2.Literal(character, _, folded):
            return _both_cases(character, folded) or _character(node)
        case re2.CharacterClass(bracketed=False, items=(item,)):
            return _item(item)
        case re2.CharacterClass(items, negated, folded):
            return f"[{'^' if negated else ''}{''.join(_items(items, folded))}]"
        case _:
            return _other(node)


def _other(node: re2.Node) -> str:
    match node:
        case re2.AnyCharacter(newline, byte=False):
            return r"[\s\S]" if newline else "."
        case re2.Edge(end, line=False):
            return "$" if end else "^"
        case re2.Boundary(negated):
            return r"\B" if negated else r"\b"
    raise UntranslatableError(str(node))


def _count(least: int, spelled: str) -> str:
    """A count as it is spelled, `{,3}` as `{0,3}`."""
    return f"{{{least}{spelled[1:]}" if spelled.startswith("{,") else spelled


def _character(literal: re2.Literal, *, in_class: bool = False) -> str:
    """A character, with the escape that it is spelled with where that is one in ECMA-262, too."""
    character, spelled = literal.character, literal.spelled
    if spelled == character:
        special = "[]" if in_class else "]{}"
        return f"\\{character}" if character in special else character
    if spelled == f"\\{character}":
        needed = character in _SYNTAX or (in_class and character == "-")
        return spelled if needed else character
    if spelled in _CONTROL.values():
        return spelled
    code = ord(character)
    return f"\\x{code:02x}" if code < 256 else f"\\u{code:04x}" if code < 65536 else character


def _both_cases(character: str, folded: bool) -> str:
    """A class of both cases; empty where one character is enough."""
    other = character.swapcase()
    several = folded and other != character and len(other) == 1
    return f"[{character}{other}]" if several else ""


def _items(items: tuple[re2.ClassItem, ...], folded: bool) -> Iterator[str]:
    for number, item in enumerate(items):
        inner = 0 < number < len(items) - 1
        if inner and isinstance(item, re2.Literal) and item.spelled == "-":
            yield r"\-"
        else:
            yield _item(item)
        if folded:
            yield _other_case(item)


def _item(item: re2.ClassItem) -> str:
    match item:
        case re2.Literal():
            return _character(item, in_class=True)
        case re2.CharacterRange(low, high):
            return f"{_character(low, in_class=True)}-{_character(high, in_class=True)}"
        case re2.PerlClass(letter):
            return f"\\{letter}"
        case re2.PosixClass(name, negated=False):
            return _POSIX[name]
    raise UntranslatableError(str(item))


def _other_case(item: re2.ClassItem) -> str:
    match item:
        case re2.Literal(character) if character.isalpha():
            return character.swapcase()
        case re2.CharacterRange(low, high):
            if low.character.isalpha() and high.character.isalpha():
                return f"{low.character.swapcase()}-{high.character.swapcase()}"
    return ""
