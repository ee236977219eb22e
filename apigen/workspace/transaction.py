"""Transactions: many files of a folder are changed together, or not at all.

All contents are first written to a staging folder, then a journal that says which file each of them
replaces. Until the journal exists, no file has changed. From then on the transaction is carried out, by
renames and removals alone. If the run is interrupted, `apigen.workspace.recovery` discards a transaction
without a journal and completes one with it. Files that somebody else changed meanwhile are never touched.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path

from apigen.workspace.containment import ContainedPaths
from apigen.workspace.errors import WorkspaceError
from apigen.workspace.journal import (
    FileChange,
    discard_staged,
    remove_journal,
    staging_folder,
    write_durably,
    write_journal,
)


def apply_changes(root: Path, changes: Sequence[tuple[str, bytes | None]]) -> None:
    """Give files of a folder new contents, in this order; None removes a file.

    To be called with an exclusive lock on the folder. Files keep their permissions; folders that become
    empty are removed.

    Raises:
        WorkspaceError: the disk refuses, or something is in the way.
    """
    if not changes:
        return
    staged = staging_folder(root)
    committed = False
    skipped: tuple[str, ...] = ()
    try:
        steps = _stage(root, staged, changes)
        _check_folders(root, steps)
        write_journal(staged, steps)
        committed = True
        _, skipped = complete(root, steps)
    except BaseException as error:
        if not committed:
            with suppress(OSError):
                discard_staged(staged)
        if isinstance(error, OSError):
            raise WorkspaceError(refusal(root, error, committed=committed)) from error
        raise
    if skipped:
        raise WorkspaceError(
            f"{root}: changed while this run wrote, and left alone: {', '.join(skipped)}; all other "
            "files are in place"
        )


def complete(root: Path, steps: Iterable[FileChange]) -> tuple[int, tuple[str, ...]]:
    """Carry out the steps that have not been carried out yet, and remove the journal.

    Returns:
        The number of files changed, and the files skipped because somebody else changed them.

    Raises:
        WorkspaceError: a path leads out of the root, or is not a regular file.
        OSError: the disk refuses.
    """
    staged, paths = staging_folder(root), ContainedPaths(root)
    changed, skipped = 0, list[str]()
    for number, step in enumerate(steps):
        source, target = staged / str(number), paths.file(step.path)
        if step.after is not None and not source.is_file():
            continue  # in place already
        now = _digest_of(target)
        if now != step.before:
            if now != step.after:
                skipped.append(step.path)
            source.unlink(missing_ok=True)
        elif step.after is not None:
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)
            changed += 1
        elif now is not None:
            target.unlink()
            _remove_empty_folders(root, target.parent)
            changed += 1
    remove_journal(staged)
    discard_staged(staged)
    return changed, tuple(skipped)


def refusal(root: Path, error: OSError, *, committed: bool) -> str:
    """The message about an error of the disk; `committed` says whether the journal was written."""
    state = (
        "the change is half done, and the next run finishes it"
        if committed
        else "nothing was changed"
    )
    return f"{error.filename or root}: {error.strerror}; {state}"


def _stage(
    root: Path, staged: Path, changes: Sequence[tuple[str, bytes | None]]
) -> list[FileChange]:
    """Write the new contents. A file may occur twice: its second step begins where the first ends."""
    staged.mkdir(exist_ok=True)
    paths = ContainedPaths(root)
    steps: list[FileChange] = []
    digests: dict[str, str | None] = {}
    for number, (path, content) in enumerate(changes):
        target = paths.file(path)
        before = digests[path] if path in digests else _digest_of(target)
        digests[path] = hashlib.sha256(content).hexdigest() if content is not None else None
        steps.append(FileChange(path, before, digests[path]))
        if content is not None:
            mode = target.stat().st_mode & 0o777 if target.exists() else 0o644
            write_durably(staged / str(number), content, mode)
    return steps


def _check_folders(root: Path, steps: Iterable[FileChange]) -> None:
    """Make sure that no rename will be refused half-way: all folders must be writable.

    Raises:
        OSError: one is not, or is not a folder.
    """
    for folder in dict.fromkeys((root / step.path).parent for step in steps):
        existing = folder
        while not existing.exists():
            existing = existing.parent
        if not existing.is_dir():
            raise NotADirectoryError(20, "a folder is expected here", str(existing))
        if not os.access(existing, os.W_OK | os.X_OK):
            raise PermissionError(13, os.strerror(13), str(existing))


def _digest_of(target: Path) -> str | None:
    """The digest of a regular file, None if it does not exist.

    Raises:
        WorkspaceError: it is something else, which must not be replaced.
    """
    if target.is_symlink() or (target.exists() and not target.is_file()):
        raise WorkspaceError(f"{target}: a regular file is expected here")
    try:
        return hashlib.sha256(target.read_bytes()).hexdigest()
    except (FileNotFoundError, NotADirectoryError):
        return None


def _remove_empty_folders(root: Path, folder: Path) -> None:
    """Remove a folder that became empty, and those above it up to the root."""
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent
