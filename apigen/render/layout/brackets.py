"""Which brackets a logical line is split at: the right-hand split of black's `linegen.py`.

Names of black's are in the docstrings, so that the two can be read side by side.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from apigen.render.layout.logical import WIDTH, Line, Logical
from apigen.render.layout.structure import CLOSERS, DOT, OPENERS
from apigen.render.layout.unknown import UnknownError


class CannotSplitError(Exception):
    """There is no split that would help."""


class Pair(msgspec.Struct, frozen=True):
    """A bracket pair; `late` where brackets to the right of it were passed over for it."""

    opener: int
    closer: int
    late: bool = False


def head_of(logical: Logical, line: Line, pair: Pair) -> Line:
    visible = logical.shape[pair.opener] == "<"
    return Line(
        line.start, pair.opener + 1, line.depth, "head", line.before, "(" if visible else ""
    )


def chosen(logical: Logical, line: Line, *, force: bool) -> Pair:
    """Black's `right_hand_split_with_omits`. With `force`, optional parentheses are always used.

    Raises:
        CannotSplitError: there are no brackets, or nothing would be won.
        UnknownError: versions of black differ.
    """
    first: Pair | None = None
    for omit in _omits(logical, line):
        try:
            pair = _optional(logical, line, _last(logical, line, omit), omit, force=force)
        except CannotSplitError:
            if omit:
                raise UnknownError(logical.shape) from None
            raise
        if logical.fits(head_of(logical, line, pair)):
            return Pair(pair.opener, pair.closer, bool(omit))
        if logical.shape[pair.opener] == "<":
            raise UnknownError(logical.shape)  # black's later tries see these parentheses
        if not omit:
            first = pair
    if first is None:
        none: frozenset[int] = frozenset()
        first = _optional(logical, line, _last(logical, line, none), none, force=force)
    return first


def _last(logical: Logical, line: Line, omit: frozenset[int]) -> Pair:
    """Black's `_first_right_hand_split`: the last brackets that hold anything."""
    at = line.end - 1
    while at >= line.start:
        if logical.shape[at] in CLOSERS and at not in omit:
            opener = logical.partners[at]
            if opener < line.start:
                break
            if opener < at - 1:
                return Pair(opener, at)
            at = opener
        at -= 1
    raise CannotSplitError


def _omits(logical: Logical, line: Line) -> Iterator[frozenset[int]]:
    """Black's `generate_trailers_to_omit`: closing brackets to pass over, more and more of them."""
    shape, starts = logical.shape, logical.starts
    if not logical.has_magic(line):
        yield frozenset()
    omit: set[int] = set()
    inner: set[int] = set()
    opener, closer = -1, -1
    room = WIDTH - 4 * line.depth - len(line.after)
    for at in range(line.end - 1, line.start - 1, -1):
        code = shape[at]
        if starts[line.end] - starts[at] > room:
            return
        if opener >= 0:
            if at == opener:
                opener = -1
            elif code in CLOSERS:
                if _stays(logical, at):
                    return
                inner.add(at)
        elif code in CLOSERS:
            if at > line.start and shape[at - 1] in OPENERS:
                inner.add(at)
                continue
            if closer >= 0:
                omit.add(closer)
                omit |= inner
                inner.clear()
                yield frozenset(omit)
            if _stays(logical, at):
                return
            if code != "~":
                opener, closer = logical.partners[at], at


def _stays(logical: Logical, closer: int) -> bool:
    """Whether a bracket ends in a comma, and is no tuple of one."""
    shape = logical.shape
    return closer in logical.magic or (shape[closer] != ")" and shape[closer - 1] == ";")


def _optional(
    logical: Logical, line: Line, pair: Pair, omit: frozenset[int], *, force: bool
) -> Pair:
    """Black's `_maybe_split_omitting_optional_parens`."""
    added = logical.shape[pair.opener] == "<"
    if force or not added or logical.statement == "import":
        return pair
    if not _omittable(logical, line, pair):
        return pair
    omit = omit | {pair.closer}
    try:
        other = _last(logical, line, omit)
        if _prefers(logical, line, other, pair):
            return _optional(logical, line, other, omit, force=force)
    except CannotSplitError:
        body = Line(pair.opener + 1, pair.closer, line.depth + 1, "inside")
        several = _equals(logical.shape[line.start : line.end]) > 1
        if not several and not _splittable(logical, body) and not logical.fits(body):
            raise
    return pair


def _splittable(logical: Logical, body: Line) -> bool:
    """Black's `can_be_split`."""
    if body.end - body.start < 2:
        return False
    if logical.shape[body.start : body.start + 2] == "s.":
        raise UnknownError(logical.shape)
    return True


def _prefers(logical: Logical, line: Line, other: Pair, pair: Pair) -> bool:
    """Black's `_prefer_split_rhs_oop_over_rhs`: `other` before the optional parentheses of `pair`."""
    head = logical.shape[line.start : pair.opener]
    if not head or head[-1] not in "=k":
        return True
    if not any(code in OPENERS or code in CLOSERS for code in head):
        return True
    whole = Line(line.start, pair.opener + 1, line.depth, "head", line.before)
    # Black counts the space before the parentheses, which are not visible yet.
    size = logical.starts[whole.end] - logical.starts[whole.start]
    if 4 * whole.depth + len(whole.before) + size > WIDTH - 1 or logical.has_magic(whole):
        return True
    shorter = logical.shape[line.start : other.opener + 1]
    if _equals(head) > 1 and _equals(head) > _equals(shorter):
        return False
    equal = max(shorter.rfind("="), shorter.rfind("k"))
    if any(code in CLOSERS for code in shorter[equal + 1 :]):
        return True
    reduced = Line(line.start, other.opener + 1, line.depth, "head", line.before)
    return equal >= 0 and logical.fits(reduced)


def _equals(shape: str) -> int:
    """How many `=` there are: black does not tell those of arguments from those of assignments."""
    return shape.count("=") + shape.count("k")


def _omittable(logical: Logical, line: Line, pair: Pair) -> bool:
    """Black's `can_omit_invisible_parens`."""
    shape = logical.shape
    body = Line(pair.opener + 1, pair.closer, line.depth + 1, "inside")
    strongest, breaks = logical.breaks(body)
    if not breaks or (len(breaks) == 1 and strongest == DOT):
        return True
    if len(breaks) > 1:
        return False
    first, last = body.start, body.end - 1
    opens = shape[first] in OPENERS and shape[first + 1] not in CLOSERS
    if opens and _omits_first(logical, body):
        return True
    if shape[last] in ")}" or (shape[last] == "]" and logical.atoms[logical.partners[last]]):
        return shape[last - 1] not in OPENERS and _omits_last(logical, body)
    return False


def _omits_first(logical: Logical, body: Line) -> bool:
    """Black's `_can_omit_opening_paren`."""
    closer = logical.partners[body.start]
    size = 4 * body.depth
    counting = False
    for at in range(body.start, body.end):
        counting = counting or at == closer
        if counting:
            size += logical.starts[at + 1] - logical.starts[at]
            if size > WIDTH:
                return False
            counting = logical.shape[at] not in OPENERS
    return True


def _omits_last(logical: Logical, body: Line) -> bool:
    """Black's `_can_omit_closing_paren`."""
    opener = logical.partners[body.end - 1]
    if any(logical.shape[at] in OPENERS for at in range(body.start, opener)):
        return True
    return 4 * body.depth + logical.starts[opener + 1] - logical.starts[body.start] <= WIDTH
