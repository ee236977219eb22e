"""Pages that are written to while they are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from apigen.findings.diagnostics import Diagnostics
from apigen.pages.folder import page_files


def _writes(monkeypatch: pytest.MonkeyPatch, times: int) -> None:
    """Make a.md half-written at its first `times` reads, and changed after each of them."""
    read, left = Path.read_bytes, iter(range(times))

    def half(self: Path) -> bytes:
        content = read(self)
        if self.name == "a.md" and next(left, None) is not None:
            self.write_bytes(content + b".")
            return content[: len(content) // 2]
        return content

    monkeypatch.setattr(Path, "read_bytes", half)


def test_a_page_written_during_reading_is_read_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.md").write_text("# Ж")
    (tmp_path / "b.md").write_text("# B")
    _writes(monkeypatch, 3)
    found = Diagnostics()
    pages = [page.source() for page in page_files(tmp_path, found)]
    assert [(page.file, page.text) for page in pages] == [("a.md", "# Ж..."), ("b.md", "# B")]
    assert not list(found)


def test_a_page_written_at_every_attempt_is_reported(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.md").write_text("# Ж")
    (tmp_path / "b.md").write_text("# B")
    _writes(monkeypatch, 1000)
    found = Diagnostics()
    assert [page.file for page in page_files(tmp_path, found)][-1] == "b.md"
    assert [str(item) for item in found] == [
        "a.md:1:1 F008 written to each time it was read, 10 times"
    ]


def test_an_empty_page_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Rewriting a file truncates it first, and the new text may come late."""
    (tmp_path / "a.md").write_text("")
    monkeypatch.setattr("time.sleep", lambda _: (tmp_path / "a.md").write_text("# A"))
    assert [page.source().text for page in page_files(tmp_path, Diagnostics())] == ["# A"]


def test_a_page_that_stays_empty_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("")
    found = Diagnostics()
    assert [page.source().text for page in page_files(tmp_path, found)] == [""]
    assert not list(found)
