"""Commands that do not write report an interrupted run and what completes it, and change nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from apigen.workspace.errors import WorkspaceError
from apigen.workspace.journal import STAGED
from apigen.workspace.transaction import apply_changes
from tests.commands.shell import REFERENCE, apigen
from tests.tiers import sampled

READING = (("lint",), ("inspect",), ("diff", REFERENCE, "reference"), ("check",))
REPORTED = "a run was interrupted here"
CURE = "`apigen generate`"


def cut(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Interrupt a change of two files after the first one."""
    replace = Path.replace

    def fails(self: Path, target: Path) -> Path:
        if target.name == "second.txt":
            raise OSError(5, "Input/output error", str(target))
        return replace(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", fails)
        with pytest.raises(WorkspaceError):
            apply_changes(folder, (("first.txt", b"1"), ("second.txt", b"2")))


def state(project: Path) -> dict[str, bytes]:
    return {
        path.relative_to(project).as_posix(): path.read_bytes()
        for folder in ("reference", "generated")
        for path in (project / folder).rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("folder", sampled(["reference", "generated"], 2))
def test_commands_that_read_report_it_and_change_nothing(
    project: Path, folder: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut(project / folder, monkeypatch)
    before = state(project)
    assert f"{folder}/{STAGED}/journal" in before
    for command in READING:
        done = apigen(*command, cwd=project)
        said = done.stdout + done.stderr
        assert REPORTED in said, command
        assert CURE in said, command
        assert state(project) == before, command
    assert "repaired" in apigen("generate", cwd=project).stderr
    for command in READING:
        done = apigen(*command, cwd=project)
        assert REPORTED not in done.stdout + done.stderr, command


def test_it_is_a_finding_about_the_pages(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert apigen("lint", cwd=project).returncode == 0
    cut(project / "reference", monkeypatch)
    done = apigen("lint", "--format", "json", cwd=project)
    assert done.returncode == 1
    (finding,) = [item for item in json.loads(done.stdout) if item["code"] == "O109"]
    assert (finding["file"], finding["message"]) == (STAGED, REPORTED)
    assert CURE in finding["hint"]


def test_it_is_reported_for_folders_that_are_not_read(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cut(project / "reference", monkeypatch)
    assert f"reference: {REPORTED}" in apigen("lint", "reference/ru/compute", cwd=project).stderr


def test_check_reports_it_if_there_is_nothing_to_compare(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(project / "reference/ru")
    cut(project / "reference", monkeypatch)
    done = apigen("check", cwd=project)
    assert done.returncode == 2
    assert REPORTED in done.stderr
