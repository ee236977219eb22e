"""A logical line that is too long, or that a trailing comma keeps apart, over several lines."""

from __future__ import annotations

from apigen.render.layout.brackets import CannotSplitError, Pair, chosen, head_of
from apigen.render.layout.logical import WIDTH, Line, Logical
from apigen.render.layout.structure import CLOSERS, COMMA, DOT, OPENERS
from apigen.render.layout.unknown import UnknownError


def lines(logical: Logical, line: Line, *, force: bool = False) -> list[str]:
    """Black's `transform_line`. Raises: UnknownError."""
    if not line.explode and not logical.has_magic(line) and logical.fits(line):
        return [logical.printed(line)]
    if line.role == "whole" and logical.statement == "def":
        return _parted(logical, line, *_signature(logical), force=force)
    if line.role == "inside":
        made = _delimited(logical, line, force=force)
        if made:
            return made
    try:
        return _right_hand(logical, line, force=force)
    except CannotSplitError:
        return [logical.printed(line)]


def _delimited(logical: Logical, line: Line, *, force: bool) -> list[str]:
    """Black's `delimiter_split`; nothing where there is no delimiter to split at."""
    strongest, breaks = logical.breaks(line)
    if not breaks or (strongest == DOT and len(breaks) == 1):
        return []
    after = line.after
    if strongest == COMMA and not after and logical.shape[line.end - 1] not in ",;":
        after = ","
    made: list[str] = []
    start = line.start
    for end in breaks:
        made += lines(logical, Line(start, end, line.depth, "inside"), force=force)
        start = end
    last = Line(start, line.end, line.depth, "inside", "", after)
    return made + lines(logical, last, force=force)


def _right_hand(logical: Logical, line: Line, *, force: bool) -> list[str]:
    """Black's right-hand split, with the second opinion of its `run_transformer`."""
    pair = chosen(logical, line, force=force)
    made = _parted(logical, line, pair, force=force)
    used = logical.shape[pair.opener] == "<"
    if force or used or len(made[0]) <= WIDTH or line.role == "tail" or line.after == ",":
        return made
    if not _has_optional(logical, line):
        return made
    if pair.late:
        raise UnknownError(logical.shape)
    other = _right_hand(logical, line, force=True)
    return other if all(len(text) <= WIDTH for text in other) else made


def _has_optional(logical: Logical, line: Line) -> bool:
    """Whether black may add parentheses; versions of it differ about those within brackets."""
    depth, found = 0, False
    for at in range(line.start, line.end):
        code = logical.shape[at]
        if code in OPENERS:
            depth += 1
        elif code in CLOSERS and logical.partners[at] >= line.start:
            depth -= 1
            if code == "~" and depth:
                raise UnknownError(logical.shape)
            found = found or code == "~"
    return found


def _parted(logical: Logical, line: Line, pair: Pair, added: str = "", *, force: bool) -> list[str]:
    """Before, inside and after brackets; `added` is a comma for the inside."""
    opener, closer = pair.opener, pair.closer
    if logical.statement == "import" and logical.shape[closer - 1] not in ",;":
        added = ","
    body = Line(opener + 1, closer, line.depth + 1, "inside", "", added)
    if _explodes(logical, body, opener):
        body = Line(body.start, body.end, body.depth, "inside", "", added, explode=True)
    visible = logical.shape[opener] == "<"
    tail = Line(closer, line.end, line.depth, "tail", ")" if visible else "", line.after)
    made = lines(logical, head_of(logical, line, pair), force=force)
    made += lines(logical, body, force=force)
    return made + lines(logical, tail, force=force)


def _explodes(logical: Logical, body: Line, opener: int) -> bool:
    """Black's `should_split_line`."""
    strongest, _ = logical.breaks(body)
    if strongest != COMMA:
        return False
    return logical.atoms[opener] or body.after == "," or logical.shape[body.end - 1] in ",;"


def _signature(logical: Logical) -> tuple[Pair, str]:
    """Black's `left_hand_split`: the brackets of a def to split at, and a comma to add in them."""
    shape, partners = logical.shape, logical.partners
    opener = next(
        (at for at, code in enumerate(shape) if code in "(<" and partners[at] > at + 1), None
    )
    if opener is None:
        raise UnknownError(shape)
    closer = partners[opener]
    arrow = shape.find(">", partners[shape.index("(")])
    kept = any(at > closer or shape[opener] == "<" for at in logical.magic)
    if kept or (arrow >= 0 and shape[arrow + 2] == "s"):
        raise UnknownError(shape)
    return Pair(opener, closer), _added(logical, opener, closer)


def _added(logical: Logical, opener: int, closer: int) -> str:
    """A comma after the only argument of a def: commas of annotations count for none."""
    inside = logical.shape[opener + 1 : closer]
    if logical.shape[opener] == "<" or inside[-1] == ";":
        return ""
    if not any(code in ",;" for code in inside):
        return ","
    if logical.breaks(Line(opener + 1, closer, 0, "inside"))[0] == COMMA:
        return ""
    if "=" in inside or "k" in inside:
        raise UnknownError(logical.shape)  # a comma of the default value counts
    return ","
