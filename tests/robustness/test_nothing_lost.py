"""A sample of what `python -m tests.robustness` does at length."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.robustness.disks import can_mount, full, read_only
from tests.robustness.scenes import MINE, Scenes, kills


@pytest.fixture(scope="module")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Scenes:
    return Scenes(tmp_path_factory.mktemp("robustness") / "scenes")


def test_a_killed_run_leaves_whole_files_and_the_next_one_mends(scenes: Scenes) -> None:
    found = kills(scenes, 6, seed=1)
    assert found["mended"] == 6, found
    assert found["old"] + found["new"] + found["between"] == 6, found


def test_two_runs_at_once_write_one_after_the_other(scenes: Scenes) -> None:
    assert scenes.together() == "new"


def test_the_judge_sees_what_is_torn_or_lost(scenes: Scenes) -> None:
    scenes.set_up()
    assert scenes.judge() == "old"
    file = scenes.project / "generated/ycloud/compute/image.py"
    whole = file.read_bytes()
    file.write_bytes(whole[:-1])
    assert scenes.judge() == "torn: ycloud/compute/image.py"
    file.unlink()
    assert scenes.judge() == "lost: ycloud/compute/image.py"
    file.write_bytes(whole)
    name = next(iter(MINE))
    (scenes.project / "generated" / name).unlink()
    assert scenes.judge() == f"lost: {name} of the user"


def test_what_a_killed_run_was_writing_is_swept_away_and_nothing_else(scenes: Scenes) -> None:
    scenes.set_up()
    left = scenes.project / "generated/ycloud/compute/.image.py.a1b2c3_9.tmp"
    left.write_text("half")
    assert scenes.mended() == ""
    assert not left.exists()


@pytest.mark.parametrize("spare", [0, 131072])
def test_a_full_disk_is_told_and_costs_nothing(scenes: Scenes, tmp_path: Path, spare: int) -> None:
    if not can_mount(tmp_path / "disk"):
        pytest.skip("mounting a small disk needs rights that this process does not have")
    assert full(scenes, spare) in ("old", "between", "new")


def test_a_read_only_tree_is_told(scenes: Scenes, tmp_path: Path) -> None:
    if not can_mount(tmp_path / "disk"):
        pytest.skip("mounting a small disk needs rights that this process does not have")
    assert read_only(scenes) == "old"
