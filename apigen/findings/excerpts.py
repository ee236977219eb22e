"""Lines of source files, to be shown with the findings about them."""

from __future__ import annotations

from pathlib import Path

from apigen.findings.source import Origin

_MAX_CHARACTERS = 16 * 1024 * 1024


class Excerpts:
    """Lines of files below a root. Each file is read once, when a line of it is first shown."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._pages: dict[str, list[str]] = {}

    def line(self, origin: Origin) -> str:
        """The line that a place is in; empty if it cannot be shown."""
        if origin.file not in self._pages:
            path = located(self._root, origin.file)
            root = self._root if path == self._root / origin.file else path.parent
            self._pages[origin.file] = readable_text(path, root).split("\n")
        lines = self._pages[origin.file]
        return lines[origin.line - 1].rstrip("\r") if 1 <= origin.line <= len(lines) else ""


def located(root: Path, file: str) -> Path:
    """The file that an origin names: a page below the root, or a template by its own path."""
    below = root / file
    return below if below.exists() or not Path(file).is_file() else Path(file)


def readable_text(path: Path, root: Path) -> str:
    """The text of a file below `root`, cut to the size of the largest page that is read.

    Empty unless it is a regular file that can be read. Symbolic links that lead out of the root are
    not followed: the text would be printed.
    """
    try:
        real = path.resolve()
        if not (real.is_relative_to(root.resolve()) and real.is_file()):
            return ""
        with real.open(encoding="utf-8-sig", errors="replace") as file:
            return file.read(_MAX_CHARACTERS)
    except OSError:
        return ""
