"""A text of statements, line by line."""

from __future__ import annotations

from apigen.render.layout.blanks import Blanks, Kind
from apigen.render.layout.docstrings import body, docstring
from apigen.render.layout.statements import fits, head, item, left_open, opens_item, statement
from apigen.render.layout.unknown import UnknownError

_CLOSERS = {"(": ")", "[": "]", "{": "}"}
_QUOTES = '"""'


def lay_out(text: str) -> str:
    """The text as black prints it.

    Raises:
        UnknownError: that is not certain.
    """
    return _Text(text).laid_out()


class _Text:
    def __init__(self, text: str) -> None:
        self._lines = text.split("\n")
        self._at = 0
        self._made: list[str] = []
        self._blanks = Blanks()
        self._opened = True  # the next statement is the first of a block
        self._decorated = False  # the next statement has decorators
        self._depth = 0

    def laid_out(self) -> str:
        lines, end = self._lines, len(self._lines)
        empty = 0
        while self._at < end:
            line = lines[self._at]
            if not line:
                empty += 1
                self._at += 1
                continue
            self._statement(line, empty)
            empty = 0
        if self._opened or self._decorated:
            raise UnknownError("a block without statements")
        return "\n".join([*self._made, ""])

    def _statement(self, line: str, empty: int) -> None:
        bare = line.lstrip(" ")
        if bare.startswith(_QUOTES):
            self._string(line, len(line) - len(bare), empty)
            return
        if line[-1] in "([{":
            self._bracketed(line, empty)
            return
        self._at += 1
        made = statement(line)
        self._add(made.kind, made.depth, made.text, empty)

    def _add(self, kind: Kind, depth: int, text: str, empty: int) -> None:
        inner = self._opened and self._made
        if (depth != self._depth + 1) if inner else (depth > self._depth):
            raise UnknownError(text)
        if self._opened and kind.word == "#":
            raise UnknownError(text)  # no statement of the block that it begins
        if self._decorated and (kind.word not in ("@", "def", "class") or depth != self._depth):
            raise UnknownError(text)
        before = self._blanks.before(kind, depth, empty)
        self._opened, self._decorated, self._depth = kind.opens, kind.word == "@", depth
        if before:
            self._made += [""] * before
        self._made.append(text)

    def _string(self, line: str, spaces: int, empty: int) -> None:
        """A docstring, or a string that says what the assignment before it is for."""
        start = self._at
        self._at += 1
        if not (line.endswith(_QUOTES) and len(line) - spaces >= 6):
            while self._at < len(self._lines) and not self._lines[self._at].endswith(_QUOTES):
                self._at += 1
            self._at += 1
        text = "\n".join(self._lines[start : self._at])[spaces:]
        if spaces % 4:
            raise UnknownError(line)
        indent = " " * spaces
        if self._opened:
            made, kind = docstring(text, indent), Kind("docstring")
        else:
            body(text)
            made, kind = text, Kind()
        self._add(kind, spaces // 4, indent + made, empty)

    def _bracketed(self, line: str, empty: int) -> None:
        """A statement that goes on over several lines, one item each, and each with a comma."""
        spaces = len(line) - len(line.lstrip(" "))
        start = self._at
        made = head(line) if line[-2:] != " (" else None
        lines: list[str] = []
        self._at += 1
        around = "a(" if line[-1] == "(" else line[-1]
        if made is None or not self._items(around, spaces, _CLOSERS[line[-1]], lines):
            self._at = start
            self._joined(empty)
            return
        closing = " " * spaces + _CLOSERS[line[-1]]
        self._add(made.kind, made.depth, "\n".join([made.text, *lines, closing]), empty)

    def _items(self, around: str, spaces: int, closing: str, made: list[str]) -> bool:
        """The items up to the closing bracket; false where they are not one a line."""
        space = " " * (spaces + 4)
        closing = " " * spaces + closing
        depth = spaces // 4 + 1
        size = len(made)
        while self._at < len(self._lines):
            line = self._lines[self._at]
            if line == closing:
                self._at += 1
                return len(made) > size
            if not line.startswith(space) or line[len(space) :][:1] in ("", " "):
                return False
            self._at += 1
            if line[-1] in "([{":
                if not self._item(line, space, around, made):
                    return False
            elif line[-1] != ",":
                return False
            else:
                made.append(item(line[len(space) :], depth, around))
        return False

    def _item(self, line: str, space: str, around: str, made: list[str]) -> bool:
        """An item that goes on over several lines."""
        bare = line[len(space) :]
        if not opens_item(bare) or not fits(line):
            return False
        made.append(line)
        inner = "a(" if line[-1] == "(" else line[-1]
        closing = _CLOSERS[line[-1]] + ","
        if not self._items(inner, len(space), closing, made):
            return False
        made.append(space + closing)
        item(bare + closing, 0, around)  # for being one of that bracket
        return True

    def _joined(self, empty: int) -> None:
        """A statement over several lines, as if it were on one."""
        text = self._lines[self._at]
        self._at += 1
        while left_open(text):
            more = self._lines[self._at].strip(" ") if self._at < len(self._lines) else ""
            if not more:
                raise UnknownError(text)
            self._at += 1
            text += more if text[-1] in "([{" or more[0] in ")]}" else " " + more
        made = statement(text)
        self._add(made.kind, made.depth, made.text, empty)
