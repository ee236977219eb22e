"""Waiting for files to change, by looking at them: works on every disk, needs no library."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

Seen = dict[str, tuple[int, int, int, int]]
"""Path → times of the last writing and of the last change of any kind in nanoseconds, size, inode."""

_EVERY = 0.25


def seen(paths: Iterable[Path]) -> Seen:
    """What is there now; folders are walked, what is missing or vanishes meanwhile is left out."""
    found: Seen = {}
    for path in paths:
        for file in _files(path):
            try:
                status = os.stat(file)  # noqa: PTH116 (thousands of times a second)
            except OSError:
                continue
            times = (status.st_mtime_ns, status.st_ctime_ns)
            found[file] = (*times, status.st_size, status.st_ino)
    return found


def _files(path: Path) -> Iterator[str]:
    if path.is_file():
        yield str(path)
    for folder, below, names in os.walk(path):
        below[:] = [name for name in below if not _aside(name)]
        names = [name for name in names if not _aside(name)]
        yield from (os.path.join(folder, name) for name in names)  # noqa: PTH118


def _aside(name: str) -> bool:
    """Editors' swap files, git's and our own folders: they change without anybody saving a page."""
    return name.startswith(".") or name.endswith("~") or name == "__pycache__"


def changed(before: Seen, after: Seen) -> tuple[str, ...]:
    """Files that came, went or were written; sorted."""
    return tuple(sorted(p for p in before.keys() | after.keys() if before.get(p) != after.get(p)))


def changes(
    paths: Callable[[], Iterable[Path]], sleep: Callable[[float], None] = time.sleep
) -> Iterator[tuple[str, ...]]:
    """Nothing at once, for the first run; then the changed files each time that some changed and were
    left alone for a moment: an editor that writes twice, or a checkout of many, is one change. What
    changes during a run comes right after it. Never ends.

    `paths` is asked anew for each look: a run's settings may name other folders than the last one's.
    """
    before = seen(paths())
    yield ()
    while True:
        sleep(_EVERY)
        now = seen(paths())
        if now == before:
            continue
        while True:
            sleep(_EVERY)
            later = seen(paths())
            if later == now:
                break
            now = later
        found = changed(before, now)
        before = now
        if found:
            yield found
