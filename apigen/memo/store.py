"""Results of earlier runs in one SQLite file, found by their keys.

A key is a digest of everything that its result depends on: the inputs, the settings, the code. No row is
therefore ever out of date, several runs may share the file, and it may be deleted at any time. A disk
that fails, a full disk, a locked or damaged file never stop a run: results that cannot be read are
computed again, results that cannot be written are not stored.

SQLite: write-ahead log (https://sqlite.org/wal.html), without waiting for the disk. Each value carries a
checksum over its key and content, so damage that SQLite does not notice counts as a missing row.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

FILE = "memo.sqlite3"
LIMIT = 512 * 1024 * 1024
"""Bytes that the file may hold after a run; the least recently used rows go first."""

_SCHEMA = """
CREATE TABLE IF NOT EXISTS result (
    key BLOB PRIMARY KEY, step TEXT NOT NULL, used INTEGER NOT NULL, value BLOB NOT NULL, body BLOB
);
CREATE INDEX IF NOT EXISTS result_used ON result (used);
"""
_CHECKSUM = 8
_GRAIN = 3600
"""Seconds within which uses count as the same, so that a run which only reads seldom writes."""
_BATCH = 500
_PATIENCE = 10.0  # seconds that a run waits for another one's transaction

T = TypeVar("T")


class Row(NamedTuple):
    """A result of a step. `body` is the part of it that is read only on demand."""

    step: str
    key: bytes
    value: bytes
    body: bytes | None = None


class Store:
    """The file below `folder`; without a folder nothing is stored.

    A process that was forked off opens the file anew: SQLite connections must not cross a fork.
    """

    def __init__(
        self,
        folder: Path | None = None,
        limit: int = LIMIT,
        now: Callable[[], float] = time.time,
    ) -> None:
        self._folder = folder
        self._limit = limit
        self._now = now
        self._connection: sqlite3.Connection | None = None
        self._inherited: sqlite3.Connection | None = None
        self._process = 0
        self._wrote = False

    @property
    def used(self) -> bool:
        return self._folder is not None

    def values(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """The values of those keys that have one; they count as used now."""
        found: dict[bytes, bytes] = {}
        stale: list[bytes] = []
        for key, used, content in self._select("used, value", keys):
            value = _checked(key, content)
            if value is not None:
                found[key] = value
                if used < self._hour():
                    stale.append(key)
        self._touch(stale)
        return found

    def body(self, key: bytes) -> bytes | None:
        """The body of a row, or None where there is no sound one."""
        for _, content in self._select("body", (key,)):
            return _checked(key, content)
        return None

    def touch(self, keys: Sequence[bytes]) -> bool:
        """Count rows as used now; return whether all of them are there."""
        rows = list(self._select("used", keys))
        self._touch([key for key, used in rows if used < self._hour()])
        return len(rows) == len(set(keys))

    def put(self, rows: Iterable[Row]) -> None:
        """Store rows, all of them or none."""
        if self._folder is None:
            return
        hour = self._hour()
        content = [
            (
                row.key,
                row.step,
                hour,
                _sealed(row.key, row.value),
                None if row.body is None else _sealed(row.key, row.body),
            )
            for row in rows
        ]
        if content:
            statement = "INSERT OR REPLACE INTO result VALUES (?, ?, ?, ?, ?)"
            self._write(lambda connection: connection.executemany(statement, content))
            self._wrote = True

    def prune(self) -> None:
        """Delete the least recently used rows above the limit, where this run added any."""
        if self._wrote:
            self._write(self._delete_oldest)
            self._wrote = False

    def clock(self) -> tuple[int, int] | None:
        """The device of the store's folder, and the time in nanoseconds that it gives a file now."""
        if self._folder is None:
            return None
        probe = self._folder / f".clock.{os.getpid()}"
        try:
            self._make_folder()
            probe.write_bytes(b"")
            status = probe.stat()
            probe.unlink()
        except OSError:
            return None
        return status.st_dev, status.st_mtime_ns

    def close(self) -> None:
        if self._connection is not None and self._process == os.getpid():
            self._connection.close()
        self._connection = None

    def __del__(self) -> None:
        self.close()  # a connection is part of a reference cycle of its own

    def _hour(self) -> int:
        return int(self._now() // _GRAIN) * _GRAIN

    def _select(self, columns: str, keys: Sequence[bytes]) -> Iterator[tuple[Any, ...]]:
        for batch in _batches(keys):
            marks = ",".join("?" * len(batch))
            query = f"SELECT key, {columns} FROM result WHERE key IN ({marks})"
            yield from self._try(
                lambda connection, query=query, batch=batch: connection.execute(  # type: ignore[misc]
                    query, batch
                ).fetchall(),
                [],
                create=False,
            )

    def _touch(self, keys: Sequence[bytes]) -> None:
        if keys:
            rows = [(self._hour(), key) for key in keys]
            statement = "UPDATE result SET used = ? WHERE key = ?"
            self._write(lambda connection: connection.executemany(statement, rows))

    def _delete_oldest(self, connection: sqlite3.Connection) -> None:
        pages, free, size = (
            connection.execute(f"PRAGMA {name}").fetchone()[0]
            for name in ("page_count", "freelist_count", "page_size")
        )
        excess = (pages - free) * size - self._limit
        gone = []
        query = "SELECT key, length(value) + ifnull(length(body), 0) FROM result ORDER BY used"
        for key, length in connection.execute(query) if excess > 0 else ():
            if excess <= 0:
                break
            gone.append((key,))
            excess -= length
        connection.executemany("DELETE FROM result WHERE key = ?", gone)

    def _write(self, work: Callable[[sqlite3.Connection], object]) -> None:
        def transaction(connection: sqlite3.Connection) -> None:
            with connection:
                connection.execute("BEGIN IMMEDIATE")
                work(connection)

        self._try(transaction, None, create=True)

    def _try(self, work: Callable[[sqlite3.Connection], T], default: T, *, create: bool) -> T:
        """What `work` gives, or the default where the disk or another run prevents it. A damaged file
        is deleted, and made anew once."""
        for _ in range(2):
            try:
                connection = self._connect(create=create)
                return default if connection is None else work(connection)
            except (OSError, sqlite3.OperationalError):  # full, locked, not permitted
                return default
            except sqlite3.DatabaseError:
                self._delete_file()
        return default

    def _connect(self, *, create: bool) -> sqlite3.Connection | None:
        if self._folder is None:
            return None
        if self._connection is not None and self._process == os.getpid():
            return self._connection
        # Closing a connection of the parent process would release locks that the parent relies on.
        self._inherited, self._connection = self._connection, None
        file = self._folder / FILE
        if create:
            self._make_folder()
        elif not file.is_file():
            return None
        connection = sqlite3.connect(
            file, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
        )
        try:
            connection.execute("PRAGMA journal_mode = WAL")
            connection.execute("PRAGMA synchronous = OFF")
            connection.executescript(_SCHEMA)
        except sqlite3.Error:
            connection.close()
            raise
        self._connection, self._process = connection, os.getpid()
        return connection

    def _make_folder(self) -> None:
        assert self._folder is not None
        ignore = self._folder / ".gitignore"
        if not ignore.exists():
            self._folder.mkdir(parents=True, exist_ok=True)
            ignore.write_text("*\n", encoding="utf-8")

    def _delete_file(self) -> None:
        assert self._folder is not None
        self.close()
        for suffix in ("", "-wal", "-shm"):
            with suppress(OSError):
                (self._folder / f"{FILE}{suffix}").unlink()

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "_connection": None, "_inherited": None}


def _batches(keys: Sequence[bytes]) -> Iterator[list[bytes]]:
    left = iter(keys)
    while batch := list(islice(left, _BATCH)):
        yield batch


def _sealed(key: bytes, content: bytes) -> bytes:
    return _checksum(key, content) + content


def _checked(key: bytes, content: bytes | None) -> bytes | None:
    """The content behind a checksum, or None where either is damaged or missing."""
    if content is None or content[:_CHECKSUM] != _checksum(key, content[_CHECKSUM:]):
        return None
    return content[_CHECKSUM:]


def _checksum(key: bytes, content: bytes) -> bytes:
    return hashlib.blake2b(content, key=key[:64], digest_size=_CHECKSUM).digest()
