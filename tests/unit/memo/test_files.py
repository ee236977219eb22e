"""A file is read again whenever it may hold something else; only files left alone are not."""

from __future__ import annotations

import os
import random
import sqlite3
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from apigen.cli.build import Build, build, read_inputs
from apigen.findings.diagnostics import Diagnostics
from apigen.memo.files import FileDigests, folder_digest
from apigen.memo.steps import Memo
from apigen.memo.store import FILE, Store
from apigen.pages.folder import ChangedError, page_files
from apigen.settings import Settings
from apigen.targets.base import File
from apigen.workspace import write as output

ROOT = Path(__file__).resolve().parent.parent.parent.parent


@pytest.fixture
def cache(tmp_path: Path) -> Store:
    return Store(tmp_path / "cache")


@pytest.fixture
def page(tmp_path: Path, cache: Store) -> Path:
    file = tmp_path / "reference" / "page.md"
    file.parent.mkdir()
    file.write_text("one")
    settle(cache)
    return file


def settle(cache: Store) -> None:
    """Wait until the disk's clock has moved: what is written from now on has another time."""
    before = cache.clock()
    while cache.clock() == before:
        time.sleep(0.001)


def read(page: Path, cache: Store) -> tuple[str | None, str]:
    """What had to be read of the page, nothing where it was known; and what it held."""
    known = FileDigests(cache, page.parent, "pages")
    found = list(page_files(page.parent, Diagnostics(), known))
    known.save({item.file for item in found})
    return found[0].text, found[0].source().text


def test_a_file_left_alone_is_read_once(page: Path, cache: Store) -> None:
    assert read(page, cache) == ("one", "one")
    assert read(page, cache) == (None, "one")
    assert read(page, Store(page.parent.parent / "other"))[0] == "one"


def written(page: Path) -> None:
    page.write_text("two")


def written_with_its_old_time(page: Path) -> None:
    before = page.stat()
    page.write_text("two")
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))


def replaced_with_its_old_time(page: Path) -> None:
    before = page.stat()
    other = page.with_name("other")
    other.write_text("two")
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    other.replace(page)


def grown(page: Path) -> None:
    with page.open("a") as stream:
        stream.write("two")


@pytest.mark.parametrize(
    "change", [written, written_with_its_old_time, replaced_with_its_old_time, grown]
)
def test_a_change_is_seen(page: Path, cache: Store, change: Callable[[Path], None]) -> None:
    assert read(page, cache) == ("one", "one")
    change(page)
    text = page.read_text()
    assert read(page, cache) == (text, text)


def test_a_file_written_in_the_tick_of_its_reading_is_not_remembered(
    page: Path, cache: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It may be written again in the same tick, and its times would not tell."""
    status = page.stat()
    tick = max(status.st_mtime_ns, status.st_ctime_ns)
    monkeypatch.setattr(cache, "clock", lambda: (status.st_dev, tick))
    assert read(page, cache) == ("one", "one") == read(page, cache)
    monkeypatch.setattr(cache, "clock", lambda: (status.st_dev, tick + 1))
    assert read(page, cache) == ("one", "one")
    assert read(page, cache) == (None, "one")


class Disk:
    """A file on a disk whose times are of whole seconds, and whose clock can be set."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.now = 1_000
        self.content, self._time = b"0", self.now

    def write(self, content: bytes) -> None:
        self.content, self._time = content, self.now

    def clock(self) -> tuple[int, int]:
        return 1, self.now * 10**9

    def status(self) -> os.stat_result:
        times = {"st_mtime_ns": self._time * 10**9, "st_ctime_ns": self._time * 10**9}
        return os.stat_result((0o100644, 5, 1, 1, 0, 0, 1, 0, 0, 0), times)

    def read(self) -> tuple[bool, bytes]:
        """Whether a run knew the file, and what it took it to hold."""
        digests = FileDigests(self._store, Path(), "pages")
        known = digests.known("a", self.status())
        if known is None:
            digests.reading()
            digests.add("a", self.status(), self.content)
        digests.save({"a"})
        return known is not None, known or self.content


@pytest.fixture
def disk(cache: Store, monkeypatch: pytest.MonkeyPatch) -> Disk:
    made = Disk(cache)
    monkeypatch.setattr(cache, "clock", made.clock)
    return made


def test_a_clock_set_back_comes_upon_the_same_time_again(disk: Disk) -> None:
    disk.now = 1_010
    assert disk.read() == (False, b"0")
    assert disk.read() == (True, b"0")
    disk.now = 1_000
    disk.write(b"1")
    before = disk.status()
    assert disk.read() == (False, b"1")
    assert (disk.status().st_ctime_ns, before.st_size) == (1_000 * 10**9, 1)
    disk.now = 1_010
    assert disk.read() == (False, b"1")
    assert disk.read() == (True, b"1")


def test_a_clock_that_was_ahead_when_the_file_was_read(disk: Disk) -> None:
    disk.now = 10**9
    assert disk.read() == (False, b"0")
    disk.now = 1_000
    disk.write(b"1")
    assert disk.read() == (False, b"1")


def test_a_file_of_the_future_is_read_until_its_time_has_come(disk: Disk) -> None:
    disk.now = 10**9
    disk.write(b"1")
    disk.now = 1_000
    for content in (b"2", b"3"):
        assert disk.read() == (False, disk.content)
        disk.content = content  # upon the same marks
    disk.now = 10**9 + 1
    assert [disk.read() for _ in range(2)] == [(False, b"3"), (True, b"3")]


@pytest.mark.parametrize("seed", range(40))
def test_whatever_the_clock_does_no_run_takes_old_content(disk: Disk, seed: int) -> None:
    """Seconds pass, the file is written, the clock is set: a run comes after each setting of the clock
    before it is set again."""
    chance = random.Random(seed)
    for number in range(300):
        jumps = (chance.randint(990, 1_020), chance.randint(0, 10**9))
        if chance.random() < 0.1:
            disk.now = chance.choice(jumps)
        elif chance.random() < 0.3:
            disk.now += 1
        if chance.random() < 0.5:
            disk.write(str(number % 10).encode())
        assert disk.read()[1] == disk.content


@pytest.mark.parametrize("moment", [0, -1, -(10**9), 2**33])
def test_no_time_of_a_file_is_too_strange(page: Path, cache: Store, moment: int) -> None:
    os.utime(page, (moment, moment))
    settle(cache)
    assert read(page, cache) == ("one", "one")
    page.write_text("two")
    os.utime(page, (moment, moment))
    assert read(page, cache) == ("two", "two")


def test_a_file_of_another_disk_is_not_remembered(
    page: Path, cache: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    status = page.stat()
    monkeypatch.setattr(cache, "clock", lambda: (status.st_dev + 1, status.st_ctime_ns + 10**10))
    assert read(page, cache) == ("one", "one") == read(page, cache)


def test_folders_are_known_by_names_and_contents(page: Path, cache: Store) -> None:
    def look() -> bytes:
        return folder_digest(cache, page.parent, ".md")

    seen = {look(), look(), folder_digest(Store(), page.parent, ".md")}
    assert len(seen) == 1
    written_with_its_old_time(page)
    seen.add(look())
    page.rename(page.with_name("other.md"))
    seen.add(look())
    page.with_name("no page").write_text("")
    seen.add(look())
    assert len(seen) == 3


def test_a_known_page_that_changes_before_it_is_read_is_told(page: Path, cache: Store) -> None:
    read(page, cache)
    (known,) = page_files(page.parent, Diagnostics(), FileDigests(cache, page.parent, "pages"))
    page.write_text("two")
    with pytest.raises(ChangedError, match="changed while it was read"):
        known.source()


def test_a_run_whose_pages_change_under_it_is_that_of_the_new_pages(tmp_path: Path) -> None:
    page = tmp_path / "reference" / "create.md"
    page.parent.mkdir()
    text = (ROOT / "reference/ru/compute/api-ref/Image/create.md").read_text(encoding="utf-8")
    page.write_text(text, encoding="utf-8")
    store = Store(tmp_path / "cache")
    settle(store)
    first = read_inputs(page.parent, Settings(), (), store)
    before = digests(build(first, Diagnostics(), Memo(store)))
    known = read_inputs(page.parent, Settings(), (), store)
    assert [item.text for item in known.pages] == [None]
    page.write_text(text.replace("4194304", "4194305"), encoding="utf-8")
    connection = sqlite3.connect(tmp_path / "cache" / FILE)
    with connection:
        connection.execute("DELETE FROM result WHERE step IN ('build', 'pages')")
    connection.close()
    made = digests(build(known, Diagnostics(), Memo(store)))
    plain = digests(build(read_inputs(page.parent, Settings(), ()), Diagnostics(), Memo()))
    assert made == plain != before


def digests(made: Build) -> dict[str, str]:
    return {file.path: file.digest for file in made.files}


@pytest.mark.parametrize("change", [written, written_with_its_old_time])
def test_an_edited_output_is_seen(
    tmp_path: Path, cache: Store, change: Callable[[Path], None]
) -> None:
    root, files = tmp_path / "out", (File("a/b.py", "one"), File("c.py", "other"))
    output.write(files, root)
    settle(cache)
    for _ in range(2):
        known = FileDigests(cache, root, "output")
        assert not output.plan_write(files, root, known).drifted
        known.save({file.path for file in files})
    change(root / "a" / "b.py")
    assert output.plan_write(files, root, FileDigests(cache, root, "output")).edited == ("a/b.py",)
    (root / "a" / "b.py").unlink()
    assert output.plan_write(files, root, FileDigests(cache, root, "output")).new == ("a/b.py",)
    (root / "a" / "b.py").symlink_to(root / "c.py")
    with pytest.raises(output.WorkspaceError, match="regular file"):
        output.plan_write(files, root, FileDigests(cache, root, "output"))
