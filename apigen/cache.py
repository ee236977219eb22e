"""What need not be done again: results by the content that they were made of.

A folder of files `<kind>/<key>`, where a key is the digest of everything that the result depends on:
the input, its settings, and what makes it (the text of our own modules, the libraries, Python). So nothing in it is ever out of date, runs may share it, and it may be deleted
at any time. Each file starts with the digest of the rest: a torn or damaged one counts as missing.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

FOLDER = ".apigen-cache"
LIMIT = 512 * 1024 * 1024
"""Bytes that the cache may hold after a run; what was not used for longest goes first."""

_SIZE = 16
_LIBRARIES = ("black", "jinja2", "markdown-it-py", "msgspec", "pyyaml", "ruff")
_PACKAGE = Path(__file__).resolve().parent


class Cache:
    """A cache below `folder`; without one it holds nothing and keeps nothing.

    Trouble with the disk is no trouble of the run: what cannot be read or written is made again.
    """

    def __init__(self, folder: Path | None = None, limit: int = LIMIT) -> None:
        self._folder = folder
        self._limit = limit
        self._makers: dict[tuple[str, ...], bytes] = {}
        self._wrote = 0

    @property
    def used(self) -> bool:
        return self._folder is not None

    def key(self, maker: tuple[str, ...], *parts: bytes) -> str:
        """The key of a result that depends on these parts, and on our modules below `maker` (as
        `version_digest` takes them)."""
        if maker not in self._makers:
            self._makers[maker] = version_digest(maker)
        return digest((self._makers[maker], *parts)).hex()

    def get(self, kind: str, key: str) -> bytes | None:
        if self._folder is None:
            return None
        path = self._folder / kind / key
        try:
            content = path.read_bytes()
        except OSError:
            return None
        if content[:_SIZE] != _checksum(content[_SIZE:]):
            return None
        with suppress(OSError):
            os.utime(path)
        return content[_SIZE:]

    def touch(self, kind: str, key: str) -> bool:
        """Whether a result is there; it then counts as used."""
        if self._folder is None:
            return False
        try:
            os.utime(self._folder / kind / key)
        except OSError:
            return False
        return True

    def put(self, kind: str, key: str, content: bytes) -> None:
        """Keep a result: written beside and renamed, so that no other run sees a part of it."""
        if self._folder is None:
            return
        target = self._folder / kind / key
        beside = target.with_name(f".{key}.{os.getpid()}.tmp")
        try:
            if not target.parent.is_dir():
                self._make(target.parent)
            beside.write_bytes(_checksum(content) + content)
            beside.replace(target)
            self._wrote += 1
        except OSError:
            with suppress(OSError):
                beside.unlink()

    def clock(self) -> tuple[int, int] | None:
        """The cache's disk, and the time in nanoseconds that it would put on a file now."""
        if self._folder is None:
            return None
        probe = self._folder / f".clock.{os.getpid()}"
        try:
            if not self._folder.is_dir():
                self._make(self._folder)
            probe.write_bytes(b"")
            status = probe.stat()
            probe.unlink()
        except OSError:
            return None
        return status.st_dev, status.st_mtime_ns

    def prune(self) -> None:
        """Bring the cache back to its limit, where this run added to it."""
        if self._folder is None or not self._wrote:
            return
        found: list[tuple[float, int, Path]] = []
        for path in self._folder.glob("*/*"):
            with suppress(OSError):
                status = path.stat()
                found.append((status.st_mtime, status.st_size, path))
        size = sum(item[1] for item in found)
        for _, length, path in sorted(found):
            if size <= self._limit:
                break
            with suppress(OSError):
                path.unlink()
                size -= length

    def _make(self, folder: Path) -> None:
        assert self._folder is not None
        folder.mkdir(parents=True, exist_ok=True)
        ignore = self._folder / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")


def digest(parts: Iterable[bytes]) -> bytes:
    """One digest of several parts; where one ends and the next begins counts."""
    made = hashlib.blake2b(digest_size=_SIZE)
    for part in parts:
        made.update(len(part).to_bytes(8, "big"))
        made.update(part)
    return made.digest()


def version_digest(modules: tuple[str, ...] = ("",)) -> bytes:
    """What results depend on besides their input: our own code, the libraries', Python. Of our own
    code the files and folders of these names, all of it for an empty name."""
    parts = [sys.version.encode()]
    for name in _LIBRARIES:
        try:
            parts.append(f"{name} {version(name)}".encode())
        except PackageNotFoundError:
            parts.append(f"{name} ?".encode())
    for name in modules:
        place = _PACKAGE / name
        parts.append(folder_digest(place, "*.py") if place.is_dir() else place.read_bytes())
    return digest(parts)


def folder_digest(folder: Path, pattern: str = "*") -> bytes:
    """Names and contents of the files below a folder."""
    parts: list[bytes] = []
    for path in sorted(folder.rglob(pattern)):
        if path.is_file() and "__pycache__" not in path.parts:
            parts += [path.relative_to(folder).as_posix().encode(), path.read_bytes()]
    return digest(parts)


def packed(value: object) -> bytes | None:
    """A result as bytes; nothing where it holds what pages may and MessagePack cannot: integers beyond
    64 bits, halves of surrogate pairs."""
    try:
        return msgspec.msgpack.encode(value)
    except (OverflowError, UnicodeError):
        return None


def _checksum(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=_SIZE).digest()
