"""Statements of one logical line: what they are, and how they look."""

from __future__ import annotations

import re
from functools import lru_cache

import msgspec

from apigen.render.layout.blanks import Kind
from apigen.render.layout.grammar import check
from apigen.render.layout.logical import WIDTH, Line, Logical
from apigen.render.layout.optional import plain, with_optional, without_redundant
from apigen.render.layout.splitting import lines
from apigen.render.layout.structure import COMMA
from apigen.render.layout.tokens import codes, tokens
from apigen.render.layout.unknown import UnknownError

# Characters that take one column each. Others may take two, or none.
_NARROW = re.compile(
    "[ -~\xa1-\xac\xae-\u02ff\u0370-\u0482\u048a-\u058f\u2010-\u2027\u2030-\u205e]*\\Z"
)
_COMMENT = re.compile(r"# (?:(?!fmt|yapf|type:|pylint|isort)[^\x00-\x1f\x7f-\xa0])*[^\s:]\Z")
_IGNORED = re.compile(r"  # type: ignore\[[a-z-]+\]\Z")
_BARE = {"pass": Kind(), "break": Kind(), "continue": Kind(), "return": Kind(), "raise": Kind()}
_WORDS = {"F": "import", "G": "import", "C": "class", "E": "def", "@": "@"}
_CLOSING = {"(": ")", "[": "]", "{": "}"}


class Statement(msgspec.Struct, frozen=True):
    """A statement laid out: its text has all its lines."""

    kind: Kind
    depth: int
    text: str


@lru_cache(maxsize=1 << 15)
def statement(line: str) -> Statement:
    """The statement of a logical line, given with its indentation. Raises: UnknownError."""
    depth, bare = _parted(line)
    if bare[-1] == ",":
        raise UnknownError(line)
    if bare in _BARE:
        return Statement(_BARE[bare], depth, line)
    if bare[0] == "#":
        if not _COMMENT.match(bare):
            raise UnknownError(line)
        return Statement(Kind("#"), depth, line)
    ignored = _IGNORED.search(bare)
    comment = ignored.group() if ignored else ""
    found, shape = _read(bare[: len(bare) - len(comment)])
    check(plain(shape))
    kind = _kind(shape)
    text = f"{'    ' * depth}{''.join(found)}{comment}"
    if ";" not in shape and fits(text):
        return Statement(kind, depth, text)
    if comment:
        raise UnknownError(line)
    found, shape = with_optional(found, shape)
    logical = Logical(found, shape, {"F": "import", "E": "def"}.get(shape[0], ""))
    return Statement(kind, depth, _laid_out(logical, Line(0, len(shape), depth, "whole")))


def _read(bare: str) -> tuple[list[str], str]:
    found = tokens(bare)
    return without_redundant(found, codes(found))


def _laid_out(logical: Logical, line: Line) -> str:
    if not logical.text.isascii() and not _NARROW.match(logical.text):
        raise UnknownError(logical.text)
    return "\n".join(lines(logical, line))


def fits(text: str) -> bool:
    """Whether a line is no wider than a line may be. Raises: UnknownError."""
    if text.isascii() or 2 * len(text) <= WIDTH or _NARROW.match(text):
        return len(text) <= WIDTH
    raise UnknownError(text)


def _parted(line: str) -> tuple[int, str]:
    """The depth of a line, and the line without its indentation."""
    bare = line.lstrip(" ")
    depth, rest = divmod(len(line) - len(bare), 4)
    if rest or not bare:
        raise UnknownError(line)
    return depth, bare


def _kind(shape: str) -> Kind:
    stub = shape[0] == "E" and shape[-1] == "o"
    return Kind(_WORDS.get(shape[0], ""), opens=shape[-1] == "!", stub=stub)


_CALL = re.compile(r"(?:R|@|a(?::[^=]*)?=)?a(?:\.a)*\(\)\Z")
_DISPLAY = re.compile(r"a(?::[^=]*)?=(?:\[\]|\{\})\Z")


def head(line: str) -> Statement:
    """The first line of a statement that goes on inside the bracket at its end, with the line's
    indentation. Raises: UnknownError."""
    depth, bare = _parted(line)
    found = tokens(bare + _CLOSING[bare[-1]])
    shape = codes(found)
    check(shape)
    if ";" in shape or not (_CALL.match(shape) or _DISPLAY.match(shape)):
        raise UnknownError(line)
    text = "    " * depth + "".join(found[:-1])
    if not fits(text):
        if shape[-3] != "=":
            raise UnknownError(line)
        found, marked = with_optional(found, shape)
        # Without what closes: the bracket, and the parentheses that black may add around both.
        text = _laid_out(Logical(found, marked), Line(0, len(marked) - 2, depth, "head"))
    return Statement(_kind(shape), depth, text)


def left_open(text: str) -> bool:
    """Whether brackets of a statement are open at the end of a line of it. Raises: UnknownError."""
    shape = codes(tokens(text.lstrip(" ")))
    if "?" in shape:
        raise UnknownError(text)
    return sum(map(shape.count, "([{")) > sum(map(shape.count, ")]}"))


_ITEM_HEAD = re.compile(r"(?:s:|ak)?(?:[\[{]|a(?:\.a)*\()\Z")


def opens_item(bare: str) -> bool:
    """Whether a line opens an item of a bracket that may go on over the next lines."""
    return bool(_ITEM_HEAD.match(codes(tokens(bare))))


@lru_cache(maxsize=1 << 15)
def item(bare: str, depth: int, around: str) -> str:
    """An item of a bracket, with its comma, laid out at a depth. `around` is what opens the bracket, as
    codes: of a call `a(`. Raises: UnknownError."""
    found, shape = _read(bare)
    check(around + plain(shape) + _CLOSING[around[-1]])
    if "," not in shape and ";" not in shape[:-1]:
        text = "    " * depth + "".join(found)
        if fits(text):
            return text
    logical = Logical(found, shape)
    if logical.breaks(Line(0, len(shape), depth, "inside"))[0] == COMMA:
        raise UnknownError(bare)  # several items
    return _laid_out(logical, Line(0, len(shape), depth, "inside"))
