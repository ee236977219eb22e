"""Transactions: all files or none. A process is killed at every single step of a change."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from apigen.workspace.errors import WorkspaceError
from apigen.workspace.journal import STAGED
from apigen.workspace.recovery import is_interrupted, recover_folder
from apigen.workspace.transaction import apply_changes

OLD = {"a.py": b"a = 1\n", "sub/b.py": b"b = 1\n", "gone/c.py": b"c = 1\n"}
NEW = {"a.py": b"a = 2\n", "sub/b.py": b"b = 2\n", "new/d.py": b"d = 2\n"}
MINE = {"mine.txt": b"mine\n", "gone/mine.txt": b"mine too\n", f"{STAGED}/mine.txt": b"even here\n"}
STEPS = [
    ("a.py", b"a = 0\n"),
    *((p, NEW.get(p)) for p in sorted({*OLD, *NEW})),
    ("a.py", b"a = 2\n"),
]
EVENTS = {"open", "os.rename", "os.remove", "os.mkdir", "os.rmdir", "os.chmod"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    _fill(tmp_path, {**OLD, **MINE})
    return tmp_path


def _fill(root: Path, contents: dict[str, bytes]) -> None:
    for name, content in contents.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)


def contents(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file()
    }


def killed(at: int, work: Callable[[], object]) -> bool:
    """Run `work` in a child process that dies before its `at`-th step on the disk, as by kill -9. False if
    it ended before."""
    child = os.fork()
    if child == 0:  # pragma: no cover
        left = at

        def step(event: str, arguments: object) -> None:
            nonlocal left
            if event in EVENTS:
                left -= 1
                if left < 0:
                    os._exit(9)

        sys.addaudithook(step)
        work()
        os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.waitstatus_to_exitcode(status) == 9


def test_old_or_new_after_a_kill_at_any_step(tmp_path: Path) -> None:
    seen = set()
    for at in range(1000):
        root = tmp_path / str(at)
        _fill(root, {**OLD, **MINE})
        if not killed(at, lambda root=root: apply_changes(root, STEPS)):  # type: ignore[misc]
            break
        recover_folder(root)
        found = contents(root)
        whole = next((n for n, w in (("old", OLD), ("new", NEW)) if found == {**w, **MINE}), "torn")
        assert whole != "torn", (at, sorted(found))
        seen.add(whole)
    else:
        raise AssertionError("the change never ended")
    assert at > 20
    assert contents(root) == {**NEW, **MINE}
    assert seen == {"old", "new"}


def test_recovery_may_be_killed_too(tmp_path: Path) -> None:
    cut = 0
    for at in range(2, 60, 6):
        for again in range(1, 30, 5):
            root = tmp_path / f"{at}-{again}"
            _fill(root, {**OLD, **MINE})
            killed(at, lambda root=root: apply_changes(root, STEPS))  # type: ignore[misc]
            cut += killed(again, lambda root=root: recover_folder(root))  # type: ignore[misc]
            recover_folder(root)
            assert contents(root) in ({**OLD, **MINE}, {**NEW, **MINE}), (at, again)
    assert cut > 10


def stopped(root: Path, in_place: int) -> None:
    """Interrupt a change when so many files are in place."""
    for at in range(1000):
        killed(at, lambda: apply_changes(root, STEPS))
        done = sum(
            (root / name).is_file() and (root / name).read_bytes() == content
            for name, content in NEW.items()
        )
        if (root / STAGED / "journal").exists() and done >= in_place:
            return
        _fill(root, OLD)
        recover_folder(root)
        _fill(root, OLD)
    raise AssertionError


def test_files_changed_since_by_others_are_left_alone(root: Path) -> None:
    stopped(root, 0)
    assert is_interrupted(root)
    (root / "sub/b.py").write_bytes(b"b = 'by hand'\n")
    (root / "gone/c.py").write_bytes(b"c = 'by hand'\n")
    found = recover_folder(root)
    assert found is not None
    assert found.skipped == ("gone/c.py", "sub/b.py")
    assert "changed since and left alone: gone/c.py, sub/b.py" in str(found)
    assert (root / "sub/b.py").read_bytes() == b"b = 'by hand'\n"
    assert (root / "gone/c.py").read_bytes() == b"c = 'by hand'\n"
    assert (root / "a.py").read_bytes() == NEW["a.py"]


def test_without_an_interruption_there_is_nothing_to_recover(root: Path) -> None:
    assert recover_folder(root / "nowhere") is None
    apply_changes(root, STEPS)
    assert recover_folder(root) is None


@pytest.mark.parametrize("path", ["../x", "/etc/x", "link/x"])
@pytest.mark.parametrize("content", [b"x", None])
def test_a_foreign_journal_cannot_write_outside_the_root(
    root: Path, tmp_path_factory: pytest.TempPathFactory, path: str, content: bytes | None
) -> None:
    outside = tmp_path_factory.mktemp("outside")
    (outside / "x").write_bytes(b"mine")
    (root / "link").symlink_to(outside)
    digest = '"9834876dcfb05cb167a5c24953eba58c4ac89b1adf57f28f2f9d09af107ee8f0"'  # of "aaa"
    after = digest if content is not None else "null"
    (root / STAGED / "0").write_bytes(b"aaa")
    (root / STAGED / "journal").write_text(
        f'{{"steps": [{{"path": "{path}", "before": null, "after": {after}}}]}}'
    )
    with pytest.raises(WorkspaceError, match=r"leaves the folder|leads out"):
        recover_folder(root)
    assert (outside / "x").read_bytes() == b"mine"


def test_staging_through_a_link_is_refused(tmp_path: Path) -> None:
    (tmp_path / "root").mkdir()
    (tmp_path / "else").mkdir()
    (tmp_path / "root" / STAGED).symlink_to(tmp_path / "else")
    with pytest.raises(WorkspaceError, match="a folder of apigen's own is expected here"):
        apply_changes(tmp_path / "root", [("a", b"a")])
    assert not list((tmp_path / "else").iterdir())


@pytest.mark.parametrize("journal", [b"{", b"\xff", b"[" * 100_000, b'{"steps": 1}'])
def test_a_damaged_journal_is_reported(root: Path, journal: bytes) -> None:
    (root / STAGED / "journal").write_bytes(journal)
    with pytest.raises(WorkspaceError, match=r"journal: .*delete .*\.apigen-staged"):
        recover_folder(root)
