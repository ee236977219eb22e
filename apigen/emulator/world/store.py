"""The state in an SQLite file: resources, operations, access bindings, idempotency keys.

WAL mode (https://sqlite.org/wal.html) with one transaction for each change: an answered change survives
`kill -9`, and two processes can share one file. Resources and operations are stored as JSON; the other
columns are for queries.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

import msgspec

Json = dict[str, Any]
_SCHEMA = """
CREATE TABLE resources (
    kind TEXT, key TEXT, scope TEXT, name TEXT, number INTEGER, data TEXT, PRIMARY KEY (kind, key)
) WITHOUT ROWID;
CREATE INDEX resources_by_number ON resources (number);
CREATE INDEX resources_by_name ON resources (kind, scope, name);
CREATE TABLE operations (
    id TEXT PRIMARY KEY, number INTEGER, kind TEXT, key TEXT, due REAL, done INTEGER, data TEXT
) WITHOUT ROWID;
CREATE INDEX operations_due ON operations (due) WHERE done = 0;
CREATE INDEX operations_of ON operations (kind, key, number);
CREATE TABLE repeats (
    key TEXT PRIMARY KEY, digest TEXT, operation TEXT, answer TEXT
) WITHOUT ROWID;
CREATE TABLE known (noun TEXT, id TEXT, PRIMARY KEY (noun, id)) WITHOUT ROWID;
CREATE TABLE bindings (
    kind TEXT, key TEXT, data TEXT, PRIMARY KEY (kind, key)
) WITHOUT ROWID;
CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
"""
# "apg" in ASCII, then the version of the tables.
_VERSION = 0x6170_6701
_TABLES = ("resources", "operations", "repeats", "known", "bindings", "meta")


class StateFileError(Exception):
    """A state file that cannot be used; the message names it."""


class ResourceEdit(msgspec.Struct, frozen=True):
    """A change of one resource: fields to set and to unset, or its removal."""

    kind: str
    key: str
    set: Json = {}
    unset: tuple[str, ...] = ()
    remove: bool = False


class StoredOperation(msgspec.Struct, frozen=True, kw_only=True):
    """A long-running operation. Times are seconds since 1970.

    Args:
        answers: the response is the resource; otherwise it is empty.
        failure: the google.rpc.Status that the operation will end with.
        failing: when the error becomes visible, before the operation ends.
        done_effects: applied to the resource when the operation succeeds.
        undo_effects: applied to the resource when the operation fails or is cancelled.
    """

    id: str
    method: str
    kind: str
    key: str
    description: str
    created: float
    modified: float
    due: float
    done: bool = False
    metadata: Json
    answers: bool = False
    response: Json | None = None
    error: Json | None = None
    failure: Json | None = None
    failing: float | None = None
    done_effects: tuple[ResourceEdit, ...] = ()
    undo_effects: tuple[ResourceEdit, ...] = ()


_DECODER = msgspec.json.Decoder(StoredOperation)


class StateStore:
    """The tables. Call the methods that write within `transaction`."""

    def __init__(self, path: str = ":memory:") -> None:
        try:
            self._db = sqlite3.connect(
                path, isolation_level=None, check_same_thread=False, cached_statements=256
            )
            self._db.execute("PRAGMA busy_timeout = 10000")
            with self.transaction():
                self._check(path)
            self._db.execute("PRAGMA journal_mode = WAL")
            self._db.execute("PRAGMA synchronous = NORMAL")
            with self.transaction():
                self._set_up()
        except sqlite3.Error as error:
            raise StateFileError(f"{path}: {error}") from None

    def _is_new(self) -> bool:
        return bool(self._value("PRAGMA user_version") != _VERSION)

    def _check(self, path: str) -> None:
        """Refuses the database of another program before anything is written to it."""
        if self._is_new() and self._value("SELECT 1 FROM sqlite_master"):
            raise StateFileError(f"{path}: not a state file of this version; use another file")

    def _set_up(self) -> None:
        if self._is_new():
            self._db.execute(f"PRAGMA user_version = {_VERSION}")
            for statement in _SCHEMA.split(";"):
                self._db.execute(statement)

    def _value(self, query: str, *values: object) -> Any:
        """The first column of the first row; `None` without a row."""
        row = self._db.execute(query, values).fetchone()
        return None if row is None else row[0]

    def close(self) -> None:
        self._db.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Commits all changes or none. A nested transaction joins the outer one."""
        if self._db.in_transaction:
            yield
            return
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")

    def clear(self) -> None:
        with self.transaction():
            for table in _TABLES:
                self._db.execute(f"DELETE FROM {table}")

    def next_number(self) -> int:
        """1, 2, 3, … over the life of the state."""
        return int(
            self._value(
                "INSERT INTO meta VALUES ('number', 1) "
                "ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value"
            )
        )

    def meta(self, name: str) -> str | None:
        value = self._value("SELECT value FROM meta WHERE name = ?", name)
        return None if value is None else str(value)

    def set_meta(self, name: str, value: str) -> None:
        self._db.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (name, value))

    def resource(self, kind: str, key: str) -> Json | None:
        data = self._value("SELECT data FROM resources WHERE kind = ? AND key = ?", kind, key)
        return None if data is None else json.loads(data)

    def resources(self, kind: str, scope: str | None = None) -> Iterator[tuple[str, Json]]:
        """Keys and resources of a kind, ordered by key."""
        where, values = "kind = ?", [kind]
        if scope is not None:
            where, values = where + " AND scope = ?", [kind, scope]
        query = f"SELECT key, data FROM resources WHERE {where} ORDER BY key"
        for key, data in self._db.execute(query, values):
            yield key, json.loads(data)

    def newest(self, limit: int) -> list[tuple[str, str, Json]]:
        """Kind, key and data of the newest resources, the newest first."""
        query = "SELECT kind, key, data FROM resources ORDER BY number DESC LIMIT ?"
        return [
            (kind, key, json.loads(data)) for kind, key, data in self._db.execute(query, (limit,))
        ]

    def put_resource(self, kind: str, key: str, scope: str, data: Mapping[str, Any]) -> None:
        text = json.dumps(data, ensure_ascii=False)
        name = str(data.get("name") or "")
        self._db.execute(
            "INSERT INTO resources VALUES"
            " (?, ?, ?, ?, (SELECT ifnull(max(number), 0) + 1 FROM resources), ?) "
            "ON CONFLICT DO UPDATE SET"
            " scope = excluded.scope, name = excluded.name, data = excluded.data",
            (kind, key, scope, name, text),
        )

    def change_resource(self, edit: ResourceEdit) -> Json | None:
        """Applies an edit and returns the resource; `None` if it does not exist afterwards."""
        at = (edit.kind, edit.key)
        if edit.remove:
            self._db.execute("DELETE FROM resources WHERE kind = ? AND key = ?", at)
            self._db.execute("DELETE FROM bindings WHERE kind = ? AND key = ?", at)
            return None
        data = self.resource(*at)
        if data is None:
            return None
        data.update(edit.set)
        for name in edit.unset:
            data.pop(name, None)
        self._db.execute(
            "UPDATE resources SET data = ?, name = ? WHERE kind = ? AND key = ?",
            (json.dumps(data, ensure_ascii=False), str(data.get("name") or ""), *at),
        )
        return data

    def name_taken(self, kind: str, scope: str, name: str, except_key: str = "") -> bool:
        query = "SELECT 1 FROM resources WHERE kind = ? AND scope = ? AND name = ? AND key <> ?"
        return self._value(query, kind, scope, name, except_key) is not None

    def scope_of(self, kind: str, key: str) -> str:
        query = "SELECT scope FROM resources WHERE kind = ? AND key = ?"
        return str(self._value(query, kind, key) or "")

    def operation(self, operation_id: str) -> StoredOperation | None:
        data = self._value("SELECT data FROM operations WHERE id = ?", operation_id)
        return None if data is None else _DECODER.decode(data)

    def operations(
        self, kind: str | None = None, key: str | None = None, limit: int = -1
    ) -> list[StoredOperation]:
        """Operations of one resource or of all, the newest first; `limit` -1 returns all of them."""
        where, values = ("", []) if kind is None else (" WHERE kind = ? AND key = ?", [kind, key])
        query = f"SELECT data FROM operations{where} ORDER BY number DESC LIMIT {limit}"
        return [_DECODER.decode(row[0]) for row in self._db.execute(query, values)]

    def put_operation(self, operation: StoredOperation, number: int | None = None) -> None:
        """Inserts an operation if `number` is given, else updates it."""
        data = msgspec.json.encode(operation).decode()
        if number is not None:
            self._db.execute(
                "INSERT INTO operations VALUES (?, ?, ?, ?, ?, ?, ?)",
                (operation.id, number, operation.kind, operation.key, operation.due, 0, data),
            )
            return
        self._db.execute(
            "UPDATE operations SET due = ?, done = ?, data = ? WHERE id = ?",
            (operation.due, int(operation.done), data, operation.id),
        )

    def due(self, now: float) -> list[StoredOperation]:
        """Running operations whose time is over, ordered by their ends."""
        rows = self._db.execute(
            "SELECT data FROM operations WHERE done = 0 AND due <= ? ORDER BY due, number", (now,)
        )
        return [_DECODER.decode(row[0]) for row in rows]

    def any_due(self, now: float) -> bool:
        query = "SELECT 1 FROM operations WHERE done = 0 AND due <= ? LIMIT 1"
        return self._value(query, now) is not None

    def first_call(self, idempotency_key: str) -> tuple[str, str, str] | None:
        """Digest of the request, operation id and answer of the first call with a key."""
        query = "SELECT digest, operation, answer FROM repeats WHERE key = ?"
        found: tuple[str, str, str] | None = self._db.execute(query, (idempotency_key,)).fetchone()
        return found

    def put_first_call(self, key: str, digest: str, operation: str, answer: str) -> None:
        values = (key, digest, operation, answer)
        self._db.execute("INSERT INTO repeats VALUES (?, ?, ?, ?)", values)

    def add_id(self, noun: str, id_: str) -> None:
        self._db.execute("INSERT OR IGNORE INTO known VALUES (?, ?)", (noun, id_))

    def has_id(self, noun: str, id_: str) -> bool | None:
        """Whether an id was seeded; `None` if no id of its noun was."""
        found = self._value("SELECT max(id = ?) FROM known WHERE noun = ?", id_, noun)
        return None if found is None else bool(found)

    def bindings(self, kind: str, key: str) -> list[Json]:
        data = self._value("SELECT data FROM bindings WHERE kind = ? AND key = ?", kind, key)
        return [] if data is None else json.loads(data)

    def put_bindings(self, kind: str, key: str, bindings: list[Json]) -> None:
        values = (kind, key, json.dumps(bindings))
        self._db.execute("INSERT OR REPLACE INTO bindings VALUES (?, ?, ?)", values)

    def counts(self) -> dict[str, int]:
        """The number of rows in the tables of resources and operations."""
        return {
            table: int(self._value(f"SELECT count(*) FROM {table}"))
            for table in ("resources", "operations")
        }
