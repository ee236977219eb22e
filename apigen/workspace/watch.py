"""Watching files by polling, which works on every file system."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

FileStates = dict[str, tuple[int, int, int, int]]
"""By path: mtime and ctime in nanoseconds, size, inode."""

_INTERVAL = 0.25  # seconds


def file_states(paths: Iterable[Path]) -> FileStates:
    """The states of files, and of all files below folders. Files that do not exist are left out."""
    found: FileStates = {}
    for path in paths:
        for file in _files(path):
            try:
                status = os.stat(file)  # noqa: PTH116 (called for thousands of files)
            except OSError:
                continue
            times = (status.st_mtime_ns, status.st_ctime_ns)
            found[file] = (*times, status.st_size, status.st_ino)
    return found


def _files(path: Path) -> Iterator[str]:
    if path.is_file():
        yield str(path)
    for folder, below, names in os.walk(path):
        below[:] = [name for name in below if not _ignored(name)]
        names = [name for name in names if not _ignored(name)]
        yield from (os.path.join(folder, name) for name in names)  # noqa: PTH118


def _ignored(name: str) -> bool:
    """Swap files of editors, and the folders of git and apigen."""
    return name.startswith(".") or name.endswith("~") or name == "__pycache__"


def changed_files(before: FileStates, after: FileStates) -> tuple[str, ...]:
    """Files that were added, removed or written; sorted."""
    return tuple(sorted(p for p in before.keys() | after.keys() if before.get(p) != after.get(p)))


def watch(
    paths: Callable[[], Iterable[Path]], sleep: Callable[[float], None] = time.sleep
) -> Iterator[tuple[str, ...]]:
    """Yield an empty tuple at once, for the first run, then the changed files after each change.

    A change ends when nothing has changed for one interval: a checkout of many files is one change.
    Files that change while the caller works are yielded right afterwards. Never ends.

    `paths` is called at each poll, since the settings may name other folders after a change.
    """
    before = file_states(paths())
    yield ()
    while True:
        sleep(_INTERVAL)
        now = file_states(paths())
        if now == before:
            continue
        while True:
            sleep(_INTERVAL)
            later = file_states(paths())
            if later == now:
                break
            now = later
        found = changed_files(before, now)
        before = now
        if found:
            yield found
