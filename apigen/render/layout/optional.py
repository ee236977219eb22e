"""Where black may set parentheses, and where it leaves out those that are printed."""

from __future__ import annotations

from functools import lru_cache

from apigen.render.layout.structure import CLOSERS, OPENERS
from apigen.render.layout.unknown import UnknownError


def with_optional(tokens: list[str], shape: str) -> tuple[list[str], str]:
    """The tokens of a statement, with empty ones where black may add parentheses. Raises: UnknownError."""
    places, marked = _marked(shape)
    made = list(tokens)
    for place in reversed(places):
        made.insert(place, "")
    return made, marked


@lru_cache(maxsize=1 << 14)
def _marked(shape: str) -> tuple[tuple[int, ...], str]:
    marks = [""] * (len(shape) + 1)
    for start, end in _ranges(shape):
        marks[start] += "<"
        marks[end] = "~" + marks[end]
    places = tuple(at for at, mark in enumerate(marks) for _ in mark)
    codes = [*shape, ""]
    return places, "".join(mark + code for mark, code in zip(marks, codes, strict=True))


def without_redundant(tokens: list[str], shape: str) -> tuple[list[str], str]:
    """The tokens without the text of parentheses around the only item of a list; without those around
    all that is assigned or imported, to which black adds its own."""
    if "[(" in shape:
        tokens, shape = _without_lone(tokens, shape)
    start = shape.find("M(" if shape[0] == "F" else "=(") + 1
    if start and shape[-1] == ")":
        inside = shape[start + 1 : -1]
        if shape[0] == "F" or (inside and inside[-1] != ";" and not _is_parted(inside)):
            return [*tokens[:start], *tokens[start + 1 : -1]], shape[:start] + inside
    return tokens, shape


def _without_lone(tokens: list[str], shape: str) -> tuple[list[str], str]:
    made, marks = list(tokens), list(shape)
    at = shape.find("[(")
    while at >= 0:
        end = _closing(shape, at + 1)
        inside = shape[at + 2 : end]
        alone = shape[end + 1 : end + 2] == "]" and inside and not _is_parted(inside, ",;fie")
        if alone and shape[at - 1 : at] not in ("a", ")", "]", "}"):
            marks[at + 1], marks[end] = "<", "~"
            made[at + 1] = made[end] = ""
        at = shape.find("[(", at + 1)
    return made, "".join(marks)


def plain(shape: str) -> str:
    """A shape without parentheses that black may add."""
    return shape.replace("<", "").replace("~", "")


def _closing(shape: str, opener: int) -> int:
    """The place of the bracket that closes one; the end where none does."""
    depth = 0
    for at in range(opener, len(shape)):
        depth += (shape[at] in OPENERS) - (shape[at] in CLOSERS)
        if not depth:
            return at
    return len(shape)


def _is_parted(shape: str, by: str = ",;f") -> bool:
    """Whether one of these codes is in no bracket, or it is no whole of brackets."""
    depth = 0
    for code in shape:
        depth += (code in OPENERS) - (code in CLOSERS)
        if depth < 0 or (not depth and code in by):
            return True
    return False


def _ranges(shape: str) -> list[tuple[int, int]]:
    """Tokens that black may set parentheses around: first, and first that is outside again."""
    first, end = shape[0], len(shape)
    if first == "F":
        return [(shape.index("M") + 1, end)]
    outside = _outside(shape)
    if first == "E":
        return _of_signature(shape, outside)
    codes = {shape[at] for at in outside}
    if "," in codes or first in "XYUWLG":
        raise UnknownError(shape)
    if first in "RT":
        return _unless_tuple(shape, 1, end)
    if first in "C@":
        return []
    colon = next((at for at in outside if shape[at] == ":"), None)
    equal = next((at for at in outside if shape[at] == "="), None)
    if equal is None and colon is None:
        if shape[-1] != ")" or codes & set("|^&+*cIlieP-N"):
            raise UnknownError(shape)
        return []
    ranges = []
    if colon is not None:
        ranges += _unless_tuple(shape, colon + 1, end if equal is None else equal)
    if equal is not None:
        ranges += _unless_tuple(shape, equal + 1, end)
    return ranges


def _of_signature(shape: str, outside: list[int]) -> list[tuple[int, int]]:
    """Annotations of arguments that are unions, and what is returned."""
    ranges: list[tuple[int, int]] = []
    closer = next(at for at in outside if shape[at] == ")")
    start, union = -1, False
    for at in [*(3 + inner for inner in _outside(shape[3:closer])), closer]:
        code = shape[at]
        if code == ":":
            start, union = at + 1, False
        elif code == "|":
            union = True
        elif code in ",;=" or at == closer:
            if start >= 0 and union:
                ranges.append((start, at))
            start = -1
    arrow = shape.find(">", closer)
    if arrow >= 0:
        ranges.append((arrow + 1, max(at for at in outside if shape[at] in "!:")))
    return ranges


def _unless_tuple(shape: str, start: int, end: int) -> list[tuple[int, int]]:
    """Black leaves the parentheses of a tuple, and adds none around them."""
    lone = shape[start] == "(" and _closing(shape, start) == end - 1
    return [] if lone else [(start, end)]


def _outside(shape: str) -> list[int]:
    """The tokens that are in no bracket; of brackets, the closing one."""
    found, depth = [], 0
    for at, code in enumerate(shape):
        depth += (code in OPENERS) - (code in CLOSERS)
        if not depth:
            found.append(at)
    return found
