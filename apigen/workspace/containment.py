"""Containment of relative paths: no file outside of a root folder is ever read or written."""

from __future__ import annotations

from pathlib import Path, PurePosixPath

from apigen.workspace.errors import WorkspaceError


class ContainedPaths:
    """Relative paths that must stay below a root, also when symbolic links are followed.

    Each folder is resolved once, so an instance is only valid while nobody else changes the folders.
    """

    def __init__(self, root: Path) -> None:
        self._root = root
        self._checked: set[str] = set()

    def file(self, path: str) -> Path:
        """The file with a relative path.

        Raises:
            WorkspaceError: the path leads out of the root.
        """
        self.check(path)
        return self._root / path

    def check(self, path: str) -> None:
        """Like `file`, without the cost of a `Path` for each of thousands of files.

        Raises:
            WorkspaceError: the path leads out of the root.
        """
        folder, _, name = path.rpartition("/")
        if name in ("", ".", "..") or "\0" in path:
            raise WorkspaceError(f"{path!r}: leaves the folder {self._root}")
        if folder in self._checked:
            return
        if path.startswith("/") or ".." in PurePosixPath(folder).parts:
            raise WorkspaceError(f"{path!r}: leaves the folder {self._root}")
        if not (self._root / folder).resolve().is_relative_to(self._root.resolve()):
            raise WorkspaceError(f"{self._root / path}: a symbolic link leads out of {self._root}")
        self._checked.add(folder)
