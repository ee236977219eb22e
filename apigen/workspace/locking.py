"""Locks on folders, so that one run at a time writes.

The folder itself is locked (flock): no lock file is left behind, and the system releases the lock of a
process that is killed. Windows has no such locks; there, nothing is locked.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

if sys.platform == "win32":
    fcntl = None
else:
    import fcntl


@contextmanager
def exclusive_lock(root: Path) -> Iterator[None]:
    """Wait until no other run reads or writes the folder, and lock it. The folder is created if it is
    missing.

    Raises:
        OSError: the folder cannot be created or opened.
    """
    root.mkdir(parents=True, exist_ok=True)
    with _locked(root, exclusive=True):
        yield


@contextmanager
def shared_lock(root: Path) -> Iterator[None]:
    """Wait until no run writes to the folder, and lock it for reading. Several runs may read at once."""
    with _locked(root, exclusive=False):
        yield


@contextmanager
def _locked(root: Path, *, exclusive: bool) -> Iterator[None]:
    if fcntl is None or not root.is_dir():
        yield
        return
    try:
        folder = os.open(root, os.O_RDONLY)
    except OSError:
        if exclusive:
            raise
        yield  # whoever reads the folder reports why it cannot be read
        return
    try:
        fcntl.flock(folder, fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH)
        yield
    finally:
        os.close(folder)
