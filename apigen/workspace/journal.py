"""The journal of a transaction, and the folder of staged files that it refers to.

The folder `.apigen-staged/` holds the new contents of files, each named by the number of its step, and
`journal`, a JSON object with the steps. The journal is written to `journal.part` first and then renamed:
once it exists, it is complete, and the transaction will be carried out.
"""

from __future__ import annotations

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import msgspec

from apigen.workspace.errors import WorkspaceError

STAGED = ".apigen-staged"
_JOURNAL = "journal"
_PART = "journal.part"


class FileChange(msgspec.Struct, frozen=True):
    """A change of one file: its SHA-256 digests before and after, None where the file does not exist."""

    path: str
    before: str | None
    after: str | None


class _Journal(msgspec.Struct, frozen=True):
    steps: tuple[FileChange, ...]


def staging_folder(root: Path) -> Path:
    """The folder of staged files, which need not exist.

    Raises:
        WorkspaceError: something else has its name.
    """
    staged = root / STAGED
    if staged.is_symlink() or (staged.exists() and not staged.is_dir()):
        raise WorkspaceError(f"{staged}: a folder of apigen's own is expected here")
    return staged


def write_journal(staged: Path, steps: Sequence[FileChange]) -> None:
    write_durably(staged / _PART, msgspec.json.encode(_Journal(tuple(steps))))
    (staged / _PART).replace(staged / _JOURNAL)


def read_journal(staged: Path) -> tuple[FileChange, ...] | None:
    """The steps of an interrupted transaction; None if it was interrupted before it had a journal.

    Raises:
        WorkspaceError: the journal is damaged.
        OSError: it cannot be read.
    """
    try:
        return msgspec.json.decode((staged / _JOURNAL).read_bytes(), type=_Journal).steps
    except FileNotFoundError:
        return None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise WorkspaceError(
            f"{staged / _JOURNAL}: {error}; delete {staged}, which an interrupted run left"
        ) from error


def remove_journal(staged: Path) -> None:
    (staged / _JOURNAL).unlink()


def discard_staged(staged: Path) -> int:
    """Remove staged files and return their number. Files of others are kept, and then the folder, too."""
    discarded = 0
    for path in sorted(staged.iterdir()) if staged.is_dir() else ():
        if path.name.isdecimal() or path.name == _PART:
            path.unlink()
            discarded += 1
    with suppress(OSError):
        staged.rmdir()
    return discarded


def write_durably(file: Path, content: bytes, mode: int = 0o644) -> None:
    with file.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    file.chmod(mode)
