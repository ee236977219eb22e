"""Fingerprints differ where what they cover differs."""

from __future__ import annotations

from pathlib import Path

from apigen.memo.fingerprints import code_fingerprint, digest, folder_fingerprint


def test_where_a_part_ends_counts() -> None:
    assert digest([b"ab", b"c"]) != digest([b"a", b"bc"])
    assert digest([b"ab", b""]) != digest([b"ab"])


def test_names_and_contents_count_in_a_folder(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    seen = {folder_fingerprint(tmp_path)}
    (tmp_path / "a").write_text("2")
    seen.add(folder_fingerprint(tmp_path))
    (tmp_path / "a").rename(tmp_path / "b")
    seen.add(folder_fingerprint(tmp_path))
    assert len(seen) == 3


def test_code_counts_by_the_modules_named() -> None:
    everything, pages, one = ("",), ("pages", "analysis"), ("render/formatting.py",)
    assert len({code_fingerprint(names) for names in (everything, pages, one)}) == 3
    assert code_fingerprint(pages) == code_fingerprint(pages)
