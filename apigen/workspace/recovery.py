"""Recovery from interrupted transactions: one without a journal is discarded, one with it completed."""

from __future__ import annotations

from pathlib import Path

import msgspec

from apigen.workspace.errors import WorkspaceError
from apigen.workspace.journal import STAGED, discard_staged, read_journal, staging_folder
from apigen.workspace.locking import exclusive_lock, shared_lock
from apigen.workspace.transaction import complete, refusal


class Recovery(msgspec.Struct, frozen=True):
    """What was done about an interrupted transaction: it was completed (`changed` of `total` files were
    still to be changed) or, if `total` is 0, `discarded` staged files were removed. Files in `skipped`
    had been changed by somebody else since, and were left alone."""

    changed: int = 0
    total: int = 0
    discarded: int = 0
    skipped: tuple[str, ...] = ()

    def __str__(self) -> str:
        if not self.total:
            return (
                f"an interrupted run had changed nothing; removed the {self.discarded} files that it "
                "had staged"
            )
        text = (
            f"completed an interrupted run; {self.changed} of its {self.total} files were still to "
            "be changed"
        )
        if self.skipped:
            text += f"; changed since and left alone: {', '.join(self.skipped)}"
        return text


def is_interrupted(root: Path) -> bool:
    """Whether a transaction was interrupted in a folder, or is in progress if the folder is not locked."""
    return (root / STAGED).is_dir()


def was_interrupted(root: Path) -> bool:
    """Whether a transaction was interrupted in a folder; waits for one that is in progress."""
    with shared_lock(root):
        return is_interrupted(root)


def recover_folder(root: Path) -> Recovery | None:
    """Lock a folder and `recover` it, if a transaction was interrupted there.

    Raises:
        WorkspaceError: recovery failed.
    """
    if not is_interrupted(root):
        return None
    try:
        with exclusive_lock(root):
            return recover(root)
    except OSError as error:
        raise WorkspaceError(refusal(root, error, committed=True)) from error


def recover(root: Path) -> Recovery | None:
    """Complete or discard an interrupted transaction; None if there is none.

    To be called with an exclusive lock on the folder.

    Raises:
        WorkspaceError: recovery failed.
    """
    staged = staging_folder(root)
    if not staged.is_dir():
        return None
    try:
        steps = read_journal(staged)
        if steps is None:
            discarded = discard_staged(staged)
            return Recovery(discarded=discarded) if discarded else None
        changed, skipped = complete(root, steps)
        return Recovery(changed, len(steps), 0, skipped)
    except OSError as error:
        raise WorkspaceError(refusal(root, error, committed=True)) from error
