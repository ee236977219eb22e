"""What files held when they were last read, by the marks that the system puts on them.

A file is not read again while its size, its inode and the times of its last writing and of its last
change of any kind (mtime, ctime: nanoseconds) are those of our last reading. Writing sets both times, setting
the first one back sets the second, and another file in its place has another inode. What times are too
coarse to tell is a file written twice within one tick, before our reading and after it: so marks are
kept only of files that were left alone since before the tick in which the reading began, as git does
(its "racy" entries). The tick is read off a file in the cache's folder: only files of that disk are
remembered, whose times come from the same clock. Windows keeps no time of change: there, all is read.

Marks are compared for equality, never by which is later, so a clock that jumps spoils nothing but this:
set back, it may come again upon the very time of a mark (coarse ones are of seconds). So while it is
before the tick of the marks, none of them counts. What is left is a clock set back and forward again
between two runs, with a write of the same size upon that very time.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import msgspec

from apigen.cache import Cache, digest

KIND = "marks"
Marks = tuple[int, int, int, int]
"""Size, mtime and ctime in nanoseconds, inode."""


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    device: int
    tick: int
    files: dict[str, tuple[Marks, bytes]]


class Stamps:
    """The digests of the files below one folder, by their paths in it. What a digest is of is the
    caller's: `use` keeps uses apart."""

    def __init__(self, cache: Cache, folder: Path, use: str) -> None:
        self._cache = cache if sys.platform != "win32" else Cache()
        self._key = digest((use.encode(), os.fsencode(folder.resolve()))).hex()
        self._kept = _Kept(-1, 0, {})
        self._new: dict[str, tuple[Marks, bytes]] = {}
        self._used = 0
        self._began: tuple[int, int] | None = None
        content = self._cache.get(KIND, self._key)
        if content is not None:
            self._kept = msgspec.msgpack.decode(content, type=_Kept)

    def known(self, path: str, status: os.stat_result) -> bytes | None:
        """The digest of what a file holds, where its marks say that it still does."""
        found = self._kept.files.get(path)
        if found is None or status.st_dev != self._kept.device or found[0] != _marks(status):
            return None
        if not self._holds():
            return None
        self._used += 1
        return found[1]

    def reading(self) -> None:
        """Files are going to be read: to be called before the first is."""
        self._clock()

    def add(self, path: str, status: os.stat_result, content: bytes) -> None:
        """A file was read: `status` is of before, `content` the digest of what it held."""
        device, tick = self._clock()
        if status.st_dev == device and max(status.st_mtime_ns, status.st_ctime_ns) < tick:
            self._new[path] = (_marks(status), content)

    def keep(self, paths: set[str]) -> None:
        """Remember these files, for the next run."""
        if not self._new and self._used == len(self._kept.files):
            return
        before = self._kept.files if self._holds() else {}
        files = {path: marks for path, marks in before.items() if path in paths} | self._new
        self._cache.put(KIND, self._key, msgspec.msgpack.encode(_Kept(*self._clock(), files)))

    def _clock(self) -> tuple[int, int]:
        """The disk and its tick, as they were when this was asked for first."""
        if self._began is None:
            self._began = self._cache.clock() or (-1, 0)
        return self._began

    def _holds(self) -> bool:
        """Whether the kept marks say anything: they are of this disk, and its clock was not set back."""
        device, tick = self._clock()
        return device == self._kept.device and tick >= self._kept.tick


def folder_digest(cache: Cache, folder: Path, suffix: str = "") -> bytes:
    """Names and contents of the files below a folder, without reading again what was not touched."""
    stamps = Stamps(cache, folder, f"folder {suffix}")
    found: dict[str, bytes] = {}
    for place, _, names in os.walk(folder):
        for name in names:
            file = Path(place, name)
            if name.endswith(suffix) and file.parent.name != "__pycache__":
                path = file.relative_to(folder).as_posix()
                content = _content(file, path, stamps)
                if content is not None:
                    found[path] = content
    stamps.keep(set(found))
    return digest(part for path in sorted(found) for part in (os.fsencode(path), found[path]))


def _content(file: Path, path: str, stamps: Stamps) -> bytes | None:
    """The digest of a file; nothing where it is none."""
    status = file.lstat()
    known = stamps.known(path, status)
    if known is not None:
        return known
    if not file.is_file():
        return None
    stamps.reading()
    found = digest((file.read_bytes(),))
    if stat.S_ISREG(status.st_mode):
        stamps.add(path, status, found)
    return found


def _marks(status: os.stat_result) -> Marks:
    return (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
