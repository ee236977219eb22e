"""Digests of files that need not be read again, because their metadata has not changed.

A file is not read again while its size, its inode and its times of modification and of status change
(mtime and ctime, in nanoseconds) are those of the last reading. Writing to a file sets both times, setting
mtime back sets ctime, and a file that replaces another one has another inode. A file that is written twice
within one tick of the clock, before the reading and after it, would escape notice. Metadata is therefore
stored only for files that were last touched before the tick in which the reading began, as git does with
its "racy" index entries. The tick is taken from a file in the store's folder, so only files on that device
are remembered. Windows keeps no ctime: there, every file is read.

Times are compared for equality only. A clock that is set back could reach a stored time again, so nothing
stored counts while the clock is before the stored tick. One case remains: a clock that is set back and
forward again between two runs, with a write of the same size at exactly that time.
"""

from __future__ import annotations

import os
import stat
import sys
from pathlib import Path

import msgspec

from apigen.memo.fingerprints import digest
from apigen.memo.store import Row, Store

Metadata = tuple[int, int, int, int]
"""Size, mtime and ctime in nanoseconds, inode."""


class _Known(msgspec.Struct, frozen=True, array_like=True):
    device: int
    tick: int
    files: dict[str, tuple[Metadata, bytes]]


class FileDigests:
    """Digests of the files below one folder, by their relative paths. What a digest covers is up to
    the caller; `purpose` keeps callers apart."""

    def __init__(self, store: Store, folder: Path, purpose: str) -> None:
        self._store = store if sys.platform != "win32" else Store()
        self._key = digest((b"files", purpose.encode(), os.fsencode(folder.resolve())))
        self._known = _Known(-1, 0, {})
        self._new: dict[str, tuple[Metadata, bytes]] = {}
        self._hits = 0
        self._start: tuple[int, int] | None = None
        content = self._store.values((self._key,)).get(self._key)
        if content is not None:
            self._known = msgspec.msgpack.decode(content, type=_Known)

    def known(self, path: str, status: os.stat_result) -> bytes | None:
        """The digest of a file whose metadata has not changed since it was read."""
        found = self._known.files.get(path)
        if found is None or status.st_dev != self._known.device or found[0] != _metadata(status):
            return None
        if not self._valid():
            return None
        self._hits += 1
        return found[1]

    def reading(self) -> None:
        """To be called before the first file is read."""
        self._clock()

    def add(self, path: str, status: os.stat_result, content: bytes) -> None:
        """A file was read: `status` is from before the reading, `content` the digest of its content."""
        device, tick = self._clock()
        if status.st_dev == device and max(status.st_mtime_ns, status.st_ctime_ns) < tick:
            self._new[path] = (_metadata(status), content)

    def save(self, paths: set[str]) -> None:
        """Store what is known of these files, for the next run."""
        if not self._new and self._hits == len(self._known.files):
            return
        before = self._known.files if self._valid() else {}
        files = {path: entry for path, entry in before.items() if path in paths} | self._new
        known = _Known(*self._clock(), files)
        self._store.put([Row("file digests", self._key, msgspec.msgpack.encode(known))])

    def _clock(self) -> tuple[int, int]:
        """The device of the store and its tick, when this was first called."""
        if self._start is None:
            self._start = self._store.clock() or (-1, 0)
        return self._start

    def _valid(self) -> bool:
        """Whether what is stored counts: same device, and a clock that was not set back."""
        device, tick = self._clock()
        return device == self._known.device and tick >= self._known.tick


def folder_digest(store: Store, folder: Path, suffix: str = "") -> bytes:
    """The names and contents of the files below a folder; unchanged files are not read again."""
    known = FileDigests(store, folder, f"folder {suffix}")
    found: dict[str, bytes] = {}
    for place, _, names in os.walk(folder):
        for name in names:
            file = Path(place, name)
            if name.endswith(suffix) and file.parent.name != "__pycache__":
                path = file.relative_to(folder).as_posix()
                content = _content(file, path, known)
                if content is not None:
                    found[path] = content
    known.save(set(found))
    return digest(part for path in sorted(found) for part in (os.fsencode(path), found[path]))


def _content(file: Path, path: str, known: FileDigests) -> bytes | None:
    """The digest of a file, or None where the path is none."""
    status = file.lstat()
    found = known.known(path, status)
    if found is not None:
        return found
    if not file.is_file():
        return None
    known.reading()
    found = digest((file.read_bytes(),))
    if stat.S_ISREG(status.st_mode):
        known.add(path, status, found)
    return found


def _metadata(status: os.stat_result) -> Metadata:
    return (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
