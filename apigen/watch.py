"""Waiting for files to change, by looking at them: works on every disk, needs no library."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

Seen = dict[str, tuple[int, int, int]]
"""Path → time of the last change in nanoseconds, size, inode."""

_EVERY = 0.25
_SKIPPED = {".git", "__pycache__"}


def seen(paths: Iterable[Path]) -> Seen:
    """What is there now; folders are walked, what is missing or vanishes meanwhile is left out."""
    found: Seen = {}
    for path in paths:
        for file in _files(path):
            try:
                status = os.stat(file)  # noqa: PTH116 (thousands of times a second)
            except OSError:
                continue
            found[file] = (status.st_mtime_ns, status.st_size, status.st_ino)
    return found


def _files(path: Path) -> Iterator[str]:
    if path.is_file():
        yield str(path)
    for folder, below, names in os.walk(path):
        below[:] = [name for name in below if name not in _SKIPPED]
        yield from (os.path.join(folder, name) for name in names)  # noqa: PTH118


def changed(before: Seen, after: Seen) -> tuple[str, ...]:
    """Files that came, went or were written; sorted."""
    return tuple(sorted(p for p in before.keys() | after.keys() if before.get(p) != after.get(p)))


def changes(
    paths: tuple[Path, ...], sleep: Callable[[float], None] = time.sleep
) -> Iterator[tuple[str, ...]]:
    """The changed files each time that some changed and were left alone for a moment: an editor that
    writes twice, or a checkout of many, is one change. Never ends."""
    before = seen(paths)
    while True:
        sleep(_EVERY)
        now = seen(paths)
        if now == before:
            continue
        while True:
            sleep(_EVERY)
            later = seen(paths)
            if later == now:
                break
            now = later
        found = changed(before, now)
        before = now
        if found:
            yield found
