"""`apigen.lock`: where the pages of a reference came from, and what each was then.

JSON beside the pages: `repository`, `revision` (branch, tag or commit asked for), `commit` (what it
named), `root` (the repository's folder that the pages lie below), `paths` asked for, and `pages`: the
SHA-256 of each by its path in the reference.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

LOCK = "apigen.lock"
SUFFIXES = (".md", ".yaml")


class LockError(Exception):
    """A lock that cannot be read; the message names the file and what to do."""


class Lock(msgspec.Struct, frozen=True, kw_only=True):
    repository: str
    revision: str
    commit: str
    paths: tuple[str, ...]
    root: str = ""
    pages: dict[str, str] = {}


class PinnedPages(msgspec.Struct, frozen=True):
    """How the pages on the disk differ from the pinned ones; paths in the reference, sorted."""

    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def differ(self) -> bool:
        return bool(self.changed or self.missing or self.unknown)


def read_lock(reference: Path) -> Lock | None:
    """The lock of a reference, or nothing where it has none.

    Raises:
        LockError: it is damaged.
    """
    file = reference / LOCK
    if file.exists() and not file.is_file():
        raise LockError(f"{file}: a regular file is expected here")
    try:
        return msgspec.json.decode(file.read_bytes(), type=Lock)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise LockError(
            f"{file}: {error}; restore it from version control, or pull again naming the repository"
        ) from error


def lock_text(lock: Lock) -> str:
    encoded = msgspec.json.encode(lock, order="sorted")
    return msgspec.json.format(encoded, indent=1).decode() + "\n"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def pages_on_disk(reference: Path) -> tuple[str, ...]:
    """Paths of the files that may be pages, sorted; links are not followed."""
    return tuple(
        sorted(
            path.relative_to(reference).as_posix()
            for path in reference.rglob("*")
            if path.suffix in SUFFIXES and path.is_file()
        )
    )


def compared(reference: Path, lock: Lock) -> PinnedPages:
    """The pages on the disk beside the pinned ones.

    Raises:
        LockError: a page cannot be read.
    """
    there = pages_on_disk(reference)
    changed = []
    for path in there:
        if path in lock.pages:
            try:
                content = (reference / path).read_bytes()
            except OSError as error:
                raise LockError(f"{reference / path}: {error.strerror}") from error
            if sha256(content) != lock.pages[path]:
                changed.append(path)
    return PinnedPages(
        changed=tuple(changed),
        missing=tuple(sorted(lock.pages.keys() - set(there))),
        unknown=tuple(path for path in there if path not in lock.pages),
    )
