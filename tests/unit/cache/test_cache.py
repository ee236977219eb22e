"""The cache gives back what was put, or nothing: never a part, never something else's."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from apigen.cache import Cache, digest, folder_digest, version_digest


def test_what_was_kept_comes_back_and_other_keys_do_not(tmp_path: Path) -> None:
    cache = Cache(tmp_path / "c")
    assert cache.get("pages", "k1") is None
    cache.put("pages", "k1", b"one")
    cache.put("pages", "k2", b"")
    again = Cache(tmp_path / "c")
    assert again.get("pages", "k1") == b"one"
    assert again.get("pages", "k2") == b""
    assert again.get("other", "k1") is None


def test_it_is_no_part_of_the_users_repository(tmp_path: Path) -> None:
    Cache(tmp_path / "c").put("pages", "k", b"x")
    assert (tmp_path / "c" / ".gitignore").read_text() == "*\n"


@pytest.mark.parametrize("damage", [b"", b"x", b"\0" * 40])
def test_a_damaged_file_counts_as_missing_and_is_mended(tmp_path: Path, damage: bytes) -> None:
    cache = Cache(tmp_path)
    cache.put("pages", "k", b"content")
    (tmp_path / "pages" / "k").write_bytes(damage)
    assert cache.get("pages", "k") is None
    cache.put("pages", "k", b"content")
    assert cache.get("pages", "k") == b"content"


@pytest.mark.parametrize("place", range(16 + 7))
def test_every_changed_byte_is_seen(tmp_path: Path, place: int) -> None:
    cache = Cache(tmp_path)
    cache.put("pages", "k", b"content")
    content = bytearray((tmp_path / "pages" / "k").read_bytes())
    content[place] ^= 1
    (tmp_path / "pages" / "k").write_bytes(content)
    assert cache.get("pages", "k") is None


def test_a_folder_that_cannot_be_one_is_no_trouble(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("mine")
    cache = Cache(tmp_path / "file")
    cache.put("pages", "k", b"x")
    cache.prune()
    assert cache.get("pages", "k") is None
    assert (tmp_path / "file").read_text() == "mine"


def test_the_least_recently_used_go_first(tmp_path: Path) -> None:
    cache = Cache(tmp_path, limit=3 * (16 + 100))
    for number in range(5):
        cache.put("pages", str(number), bytes(100))
        os.utime(tmp_path / "pages" / str(number), (number, number))
    assert cache.get("pages", "0") == bytes(100)  # used now, so no longer the oldest
    cache.prune()
    kept = {path.name for path in (tmp_path / "pages").iterdir()}
    assert kept == {"0", "3", "4"}


def test_where_a_part_ends_counts() -> None:
    assert digest([b"ab", b"c"]) != digest([b"a", b"bc"])
    assert digest([b"ab", b""]) != digest([b"ab"])


def test_names_and_contents_count_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    seen = {folder_digest(tmp_path)}
    (tmp_path / "a").write_text("2")
    seen.add(folder_digest(tmp_path))
    (tmp_path / "a").rename(tmp_path / "b")
    seen.add(folder_digest(tmp_path))
    assert len(seen) == 3


def test_keys_depend_on_the_modules_named() -> None:
    everything, pages, one = ("",), ("pages", "analysis"), ("render/formatting.py",)
    assert len({version_digest(maker) for maker in (everything, pages, one)}) == 3
    cache = Cache()
    assert cache.key(pages, b"x") == cache.key(pages, b"x") != cache.key(one, b"x")
