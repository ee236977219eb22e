"""Disks that are full or read-only: a small tmpfs in the place of the whole project."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.programs.robustness.scenes import Scenes, contents, run

_ROOM = 64 * 1024 * 1024


def can_mount(folder: Path) -> bool:
    """Whether this process may mount anything; a container's often may not."""
    folder.mkdir(exist_ok=True)
    if _mount("-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)):
        _unmount(folder)
        return True
    return False


def full(scenes: Scenes, command: str, spare: int) -> str:
    """A run on a disk with `spare` bytes left: what it left, or what is wrong."""
    with _small_disk(scenes, command) as project:
        _fill(project, spare)
        done = run(project, command)
        (project / "filler").unlink()
        if done.returncode not in (0, 2) or "Traceback" in done.stderr:
            return f"exit {done.returncode}: {done.stderr[-300:]}"
        if done.returncode == 2 and "No space left on device" not in done.stderr:
            return f"said only: {done.stderr[-300:]}"
        left = scenes.judge(command)
        return scenes.mended(command, left) or left


def read_only(scenes: Scenes, command: str) -> str:
    """A run on a tree that cannot be written."""
    with _small_disk(scenes, command) as project:
        before = contents(project)
        _mount("-o", "remount,ro", str(project))
        done = run(project, command)
        if done.returncode != 2 or "Read-only file system" not in done.stderr:
            return f"exit {done.returncode}: {done.stderr[-300:]}"
        if contents(project) != before:
            return "changed all the same"
        _mount("-o", f"remount,rw,size={_ROOM}", str(project))
        return scenes.mended(command) or "old"


def _fill(folder: Path, spare: int) -> None:
    """Leave `spare` bytes."""
    free = shutil.disk_usage(folder).free
    (folder / "filler").write_bytes(bytes(max(0, free - spare)))


@contextmanager
def _small_disk(scenes: Scenes, command: str) -> Iterator[Path]:
    """The project on a disk of its own."""
    scenes.set_up(command)
    aside = scenes.project.with_name("aside")
    scenes.project.rename(aside)
    scenes.project.mkdir()
    assert _mount("-t", "tmpfs", "-o", f"size={_ROOM}", "tmpfs", str(scenes.project))
    try:
        shutil.copytree(aside, scenes.project, dirs_exist_ok=True)
        yield scenes.project
    finally:
        _unmount(scenes.project)
        shutil.rmtree(aside)


def _mount(*arguments: str) -> bool:
    return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0


def _unmount(folder: Path) -> None:
    subprocess.run(["umount", str(folder)], capture_output=True, check=False)
