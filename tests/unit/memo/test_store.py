"""The store gives back what was put, or nothing: never a part, never something else's."""

from __future__ import annotations

import multiprocessing
import os
import sqlite3
from pathlib import Path

import pytest

from apigen.memo.store import FILE, Row, Store

KEY = b"k" * 16


def row(key: bytes, value: bytes, body: bytes | None = None) -> Row:
    return Row("pages", key, value, body)


def get(folder: Path, key: bytes = KEY) -> bytes | None:
    """The value of a key, as another run reads it."""
    return Store(folder).values((key,)).get(key)


def change(folder: Path, statement: str, *arguments: object) -> None:
    connection = sqlite3.connect(folder / FILE)
    with connection:
        connection.execute(statement, arguments)
    connection.close()


def test_what_was_put_comes_back_and_other_keys_do_not(tmp_path: Path) -> None:
    store = Store(tmp_path / "s")
    assert store.values((b"1",)) == {}
    store.put([row(b"1", b"one", b"large"), row(b"2", b"")])
    again = Store(tmp_path / "s")
    assert again.values((b"1", b"2", b"3")) == {b"1": b"one", b"2": b""}
    assert (again.body(b"1"), again.body(b"2"), again.body(b"3")) == (b"large", None, None)
    assert again.touch((b"1", b"2"))
    assert not again.touch((b"1", b"3"))


def test_many_keys_are_asked_for_at_once(tmp_path: Path) -> None:
    keys = [str(number).encode() for number in range(5000)]
    Store(tmp_path).put(row(key, b"v" + key) for key in keys)
    assert Store(tmp_path).values(keys) == {key: b"v" + key for key in keys}


def test_reading_creates_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "s")
    assert store.values((KEY,)) == {}
    assert store.body(KEY) is None
    assert not store.touch((KEY,))
    store.prune()
    assert not (tmp_path / "s").exists()


def test_without_a_folder_nothing_is_stored() -> None:
    store = Store()
    store.put([row(KEY, b"x")])
    assert (store.values((KEY,)), store.body(KEY), store.clock()) == ({}, None, None)


def test_it_is_no_part_of_the_users_repository(tmp_path: Path) -> None:
    Store(tmp_path / "s").put([row(KEY, b"x")])
    assert (tmp_path / "s" / ".gitignore").read_text() == "*\n"


@pytest.mark.parametrize("column", ["value", "body"])
@pytest.mark.parametrize("place", range(8 + 7))
def test_every_changed_byte_is_seen(tmp_path: Path, column: str, place: int) -> None:
    Store(tmp_path).put([row(KEY, b"content", b"content")])
    connection = sqlite3.connect(tmp_path / FILE)
    content = bytearray(connection.execute(f"SELECT {column} FROM result").fetchone()[0])
    connection.close()
    content[place] ^= 1
    change(tmp_path, f"UPDATE result SET {column} = ?", bytes(content))
    found = {"value": get(tmp_path), "body": Store(tmp_path).body(KEY)}
    assert found.pop(column) is None
    assert list(found.values()) == [b"content"]
    Store(tmp_path).put([row(KEY, b"content", b"content")])
    assert get(tmp_path) == b"content"


def test_a_value_under_another_key_is_not_taken(tmp_path: Path) -> None:
    Store(tmp_path).put([row(KEY, b"content")])
    change(tmp_path, "UPDATE result SET key = ?", b"other")
    assert get(tmp_path, b"other") is None


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 8192, b"SQLite format 3\0" + b"\1" * 9000])
def test_a_damaged_file_counts_as_missing_and_is_made_anew(tmp_path: Path, damage: bytes) -> None:
    Store(tmp_path).put([row(KEY, b"content")])
    (tmp_path / FILE).write_bytes(damage)
    assert get(tmp_path) is None
    store = Store(tmp_path)
    store.put([row(KEY, b"content")])
    store.prune()
    assert get(tmp_path) == b"content"


@pytest.mark.parametrize("seed", range(8))
def test_pages_of_the_file_overwritten_with_noise_give_no_wrong_value(
    tmp_path: Path, seed: int
) -> None:
    rows = {str(number).encode(): bytes([number]) * 3000 for number in range(40)}
    store = Store(tmp_path)
    store.put(row(key, value) for key, value in rows.items())
    store.close()
    content = bytearray((tmp_path / FILE).read_bytes())
    place = 4096 * (1 + seed * (len(content) // 4096 - 2) // 8)
    content[place : place + 4096] = bytes((seed + n * 7) % 256 for n in range(4096))
    (tmp_path / FILE).write_bytes(content)
    found = Store(tmp_path).values(list(rows))
    assert all(rows[key] == value for key, value in found.items())


@pytest.mark.parametrize("obstacle", ["file", "folder"])
def test_a_place_that_cannot_be_used_is_no_trouble(tmp_path: Path, obstacle: str) -> None:
    if obstacle == "file":
        (tmp_path / "s").write_text("mine")
    else:
        (tmp_path / "s" / FILE).mkdir(parents=True)
    store = Store(tmp_path / "s")
    store.put([row(KEY, b"x")])
    store.prune()
    assert store.values((KEY,)) == {}
    assert (tmp_path / "s").is_file() is (obstacle == "file")


def test_a_store_that_another_run_locks_is_no_trouble(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("apigen.memo.store._PATIENCE", 0.01)
    Store(tmp_path).put([row(KEY, b"one")])
    other = sqlite3.connect(tmp_path / FILE, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    store = Store(tmp_path)
    store.put([row(b"2", b"two")])
    assert store.values((KEY, b"2")) == {KEY: b"one"}
    other.execute("ROLLBACK")
    other.close()


def test_the_least_recently_used_go_first(tmp_path: Path) -> None:
    hours = [0]

    def store(limit: int) -> Store:
        return Store(tmp_path, limit, lambda: hours[0] * 3600.0)

    for number in range(8):
        hours[0] = number
        store(10**9).put([row(str(number).encode(), bytes(60_000), bytes(40_000))])
    hours[0] = 8
    assert store(10**9).values((b"0",)) == {b"0": bytes(60_000)}  # used now: no longer the oldest
    assert store(10**9).touch((b"2",))
    small = store(450_000)
    small.prune()
    assert count(tmp_path) == 8, "a run that has added nothing deletes nothing"
    small.put([row(b"8", b"")])
    small.prune()
    kept = set(Store(tmp_path).values([str(n).encode() for n in range(9)]))
    assert {b"0", b"2", b"7", b"8"} <= kept
    assert not {b"1", b"3", b"4"} & kept


def count(folder: Path) -> int:
    connection = sqlite3.connect(folder / FILE)
    (number,) = connection.execute("SELECT count(*) FROM result").fetchone()
    connection.close()
    return int(number)


def in_a_child(store: Store, queue: multiprocessing.Queue[object]) -> None:
    queue.put((os.getpid(), store.values((KEY,))))


@pytest.mark.parametrize("method", ["fork", "spawn"])
def test_a_child_process_reads_through_a_connection_of_its_own(tmp_path: Path, method: str) -> None:
    store = Store(tmp_path)
    store.put([row(KEY, b"content")])
    context = multiprocessing.get_context(method)
    queue: multiprocessing.Queue[object] = context.Queue()
    child = context.Process(target=in_a_child, args=(store, queue))
    child.start()
    assert queue.get(timeout=60) == (child.pid, {KEY: b"content"})
    child.join()
    store.put([row(b"2", b"two")])
    assert store.values((KEY, b"2")) == {KEY: b"content", b"2": b"two"}
