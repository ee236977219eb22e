"""A sample of what `python -m tests.robustness` does at length."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from apigen.workspace.journal import STAGED
from tests.robustness import clocks, disks, rights
from tests.robustness.kills import kills, together, written_meanwhile
from tests.robustness.scenes import MINE, OUTPUT, TREES, Scenes
from tests.tiers import at_depth, sampled

WHOLE = ("old", "new", "pages new, output old", "between")


@pytest.fixture(scope="module")
def scenes(tmp_path_factory: pytest.TempPathFactory) -> Scenes:
    return Scenes(tmp_path_factory.mktemp("robustness") / "scenes")


@pytest.mark.parametrize("command", sampled(TREES, 3))
def test_a_killed_run_leaves_whole_files_and_the_next_one_mends(
    scenes: Scenes, command: str
) -> None:
    number = at_depth(1, 3)
    found = kills(scenes, command, number, seed=1)
    assert found["mended"] == number, found
    assert sum(found[state] for state in WHOLE) == number, found


def test_two_runs_at_once_write_one_after_the_other(scenes: Scenes) -> None:
    assert together(scenes, "generate", "generate") == "new"
    assert together(scenes, "pull", "pull") == "new"


def test_the_judge_sees_what_is_torn_or_lost(scenes: Scenes) -> None:
    scenes.set_up()
    assert scenes.judge() == "old"
    name = f"{OUTPUT}/ycloud/compute/image.py"
    file = scenes.project / name
    whole = file.read_bytes()
    file.write_bytes(whole[:-1])
    assert scenes.judge() == f"torn: {name}"
    file.unlink()
    assert scenes.judge() == f"lost: {name}"
    file.write_bytes(scenes.after[name])
    assert scenes.judge() == "between"
    assert scenes.mended(left="between") == "mended without a word: between"
    scenes.set_up()
    mine = next(iter(MINE))
    (scenes.project / mine).unlink()
    assert scenes.judge() == f"lost: {mine} of the user"


def test_what_a_killed_run_had_staged_is_told_and_swept_away(scenes: Scenes) -> None:
    scenes.set_up()
    staged = scenes.project / OUTPUT / STAGED
    staged.mkdir()
    (staged / "0").write_text("half")
    assert scenes.mended() == ""
    assert not staged.exists()


def test_a_page_rewritten_in_a_loop_is_read_whole(scenes: Scenes) -> None:
    assert written_meanwhile(scenes, random.Random(1), runs=1) == "mended"


@pytest.mark.parametrize(
    ("command", "name", "mode"), sampled(rights.FORBIDDEN[::3], 2, unpack=True)
)
def test_what_may_not_be_touched_is_told(
    scenes: Scenes, command: str, name: str, mode: int
) -> None:
    if not rights.can_forbid():
        pytest.skip("root is held to no rights of files here: setpriv is missing")
    assert rights.forbidden(scenes, command, name, mode) in WHOLE[:3]


@pytest.mark.parametrize(("command", "spare"), [("generate", 0), ("pull", 65536)])
def test_a_full_disk_is_told_and_costs_nothing(
    scenes: Scenes, tmp_path: Path, command: str, spare: int
) -> None:
    if not disks.can_mount(tmp_path / "disk"):
        pytest.skip("mounting a small disk needs rights that this process does not have")
    assert disks.full(scenes, command, spare) in WHOLE


@pytest.mark.parametrize("command", sampled(TREES, 3))
def test_a_read_only_tree_is_told(scenes: Scenes, tmp_path: Path, command: str) -> None:
    if not disks.can_mount(tmp_path / "disk"):
        pytest.skip("mounting a small disk needs rights that this process does not have")
    assert disks.read_only(scenes, command) == "old"


@pytest.mark.parametrize("years", sampled([-20.0, 10.0], 2))
def test_times_of_files_decide_nothing(scenes: Scenes, years: float) -> None:
    assert clocks.times_of_files(scenes, years) == "mended"


@pytest.mark.parametrize("command", sampled(TREES, 3))
def test_a_clock_that_jumps_within_runs_decides_nothing(scenes: Scenes, command: str) -> None:
    assert clocks.jumping(scenes, command, seed=1) == "mended"


def test_the_clock_does_jump(scenes: Scenes) -> None:
    scenes.set_up()
    assert clocks.jumping(scenes, "generate", seed=1, edits=0) == "mended"
    times = [path.stat().st_mtime for path in (scenes.project / OUTPUT).rglob("*.py")]
    assert max(times) - min(times) > 365 * 86400
