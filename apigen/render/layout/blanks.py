"""How many empty lines black leaves between statements: its `EmptyLineTracker`."""

from __future__ import annotations

import msgspec

from apigen.render.layout.unknown import UnknownError


class Kind(msgspec.Struct, frozen=True):
    """What matters of a statement for the empty lines around it. `word` is one of "def", "class", "@",
    "import", "#", "docstring" or empty; `stub`: a def whose body is `...` on the same line."""

    word: str = ""
    opens: bool = False
    stub: bool = False


class Blanks:
    def __init__(self) -> None:
        self._previous: Kind | None = None
        self._depth = 0
        self._after = 0
        self._module_docstring = False
        self._defs: list[int] = []

    def before(self, kind: Kind, depth: int, printed: int) -> int:
        """The empty lines before a statement that has `printed` of them in the template's text."""
        wanted, after = self._wanted(kind, depth, printed)
        wanted = max(wanted, self._after)
        if self._module_docstring and kind.word not in ("class", "def"):
            wanted = 1
        self._module_docstring = self._previous is None and kind.word == "docstring"
        self._previous, self._depth, self._after = kind, depth, after
        return wanted

    def _wanted(self, kind: Kind, depth: int, printed: int) -> tuple[int, int]:
        """Black's `_maybe_empty_lines`: before the statement, and after it at least."""
        before = min(printed, 1 if depth else 2)
        had = bool(before)
        ended: int | None = None
        while self._defs and self._defs[-1] >= depth:
            ended = self._defs.pop()
        if kind.word in ("def", "class"):
            self._defs.append(depth)
        previous = self._previous
        if previous is None:
            return 0, 0
        if kind.word == "docstring":
            if previous.word == "class":
                return 0, 1
            if previous.word == "def" and previous.opens:
                return 0, 0
        if ended is not None:
            before = 1 if depth else 2
        if kind.word in ("def", "class", "@"):
            return self._before_def(depth, before, had), 0
        if previous.word == "import" and kind.word != "import":
            if self._depth == depth == 0:
                if before > 1:
                    raise UnknownError("empty lines")  # versions of black differ
                return 1, 0
            if self._depth == depth:
                return before or 1, 0
        return before, 0

    def _before_def(self, depth: int, before: int, had: bool) -> int:
        """Black's `_maybe_empty_lines_for_class_or_def`."""
        previous = self._previous
        assert previous is not None
        if previous.word == "@":
            return 0
        if self._depth < depth and previous.word in ("def", "class"):
            return 1 if had else 0
        if previous.word == "#" and self._depth == depth and before == 0:
            raise UnknownError("empty lines")
        if previous.stub and not had:
            if self._depth != depth:
                raise UnknownError("empty lines")
            return 0
        return 1 if depth else 2
