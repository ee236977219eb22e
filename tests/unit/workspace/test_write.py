"""Writing the output: only what changed, only apigen's own files, never outside the root."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from apigen.targets.base import File
from apigen.workspace.errors import WorkspaceError
from apigen.workspace.journal import STAGED
from apigen.workspace.manifest import MANIFEST
from apigen.workspace.write import plan_write, write

A = File("a.py", "a = 1\n")
B = File("sub/b.py", "b = 1\n")


def test_the_first_run_writes_everything(tmp_path: Path) -> None:
    done = write((A, B), tmp_path)
    assert done.new == ("a.py", "sub/b.py")
    assert (tmp_path / "sub/b.py").read_text() == "b = 1\n"
    assert set(json.loads((tmp_path / MANIFEST).read_text())["files"]) == {"a.py", "sub/b.py"}


def test_the_second_run_touches_nothing(tmp_path: Path) -> None:
    write((A, B), tmp_path)
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    done = write((A, B), tmp_path)
    assert done.unchanged == ("a.py", "sub/b.py")
    assert not done.drifted
    after = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file()}
    assert after == before


def test_a_file_that_is_no_longer_generated_is_removed_with_its_folder(tmp_path: Path) -> None:
    write((A, B), tmp_path)
    assert write((A,), tmp_path).removed == ("sub/b.py",)
    assert not (tmp_path / "sub").exists()


def test_files_of_the_user_are_kept(tmp_path: Path) -> None:
    write((A, B), tmp_path)
    (tmp_path / "sub/own.txt").write_text("mine")
    write((A,), tmp_path)
    assert (tmp_path / "sub/own.txt").read_text() == "mine"


def test_a_hand_edited_file_is_refused_and_nothing_is_written(tmp_path: Path) -> None:
    write((A, B), tmp_path)
    (tmp_path / "a.py").write_text("a = 'mine'\n")
    changed = File("sub/b.py", "b = 2\n")
    assert plan_write((A, changed), tmp_path).edited == ("a.py",)
    with pytest.raises(WorkspaceError, match=r"a\.py: edited by hand"):
        write((A, changed), tmp_path)
    assert (tmp_path / "a.py").read_text() == "a = 'mine'\n"
    assert (tmp_path / "sub/b.py").read_text() == "b = 1\n"
    write((A, changed), tmp_path, force=True)
    assert (tmp_path / "a.py").read_text() == A.text
    assert not plan_write((A, changed), tmp_path).drifted


def test_a_hand_edited_file_that_is_gone_from_the_reference_is_not_removed(tmp_path: Path) -> None:
    write((A, B), tmp_path)
    (tmp_path / "sub/b.py").write_text("mine\n")
    with pytest.raises(WorkspaceError, match="edited by hand"):
        write((A,), tmp_path)
    assert (tmp_path / "sub/b.py").read_text() == "mine\n"


def test_a_foreign_file_in_the_way_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text("mine\n")
    with pytest.raises(WorkspaceError, match="not written by apigen"):
        write((A,), tmp_path)
    assert (tmp_path / "a.py").read_text() == "mine\n"


@pytest.mark.parametrize("path", ["../x", "/etc/x", "a/../../x", "", "a\0b"])
def test_paths_that_lead_out_of_the_root_are_refused(tmp_path: Path, path: str) -> None:
    root = tmp_path / "out"
    with pytest.raises(WorkspaceError):
        write((File(path, "x"),), root)
    assert not (tmp_path / "x").exists()


def test_symbolic_links_that_lead_out_of_the_root_are_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    root = tmp_path / "out"
    root.mkdir()
    (root / "sub").symlink_to(outside)
    with pytest.raises(WorkspaceError, match="symbolic link"):
        write((B,), root)
    assert list(outside.iterdir()) == []


@pytest.mark.parametrize("cleaned", [False, True])
def test_the_next_run_knows_the_files_of_an_interrupted_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, cleaned: bool
) -> None:
    """Even if the staged files were deleted."""
    write((A, B), tmp_path)
    new = (File("a.py", "a = 2\n"), File("sub/b.py", "b = 2\n"))
    replace = Path.replace

    def fails_at_b(self: Path, target: Path) -> Path:
        if target.name == "b.py":
            raise OSError(28, "No space left on device", str(target))
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fails_at_b)
        with pytest.raises(
            WorkspaceError, match="No space left on device; the change is half done"
        ):
            write(new, tmp_path)
    assert (tmp_path / "a.py").read_text() == "a = 2\n"
    assert (tmp_path / "sub/b.py").read_text() == "b = 1\n"
    if cleaned:
        shutil.rmtree(tmp_path / STAGED)
    done = write(new, tmp_path)
    assert (done.unchanged, done.changed) == (
        (("a.py",), ("sub/b.py",)) if cleaned else (("a.py", "sub/b.py"), ())
    )
    assert not (tmp_path / STAGED).exists()
    assert not plan_write(new, tmp_path).drifted


def test_a_damaged_manifest_is_reported(tmp_path: Path) -> None:
    write((A,), tmp_path)
    (tmp_path / MANIFEST).write_text("{")
    with pytest.raises(WorkspaceError, match="manifest"):
        write((A,), tmp_path)
