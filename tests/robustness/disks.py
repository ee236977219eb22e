"""Disks that are full or read-only: small tmpfs mounts in the place of the output folder."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.robustness.scenes import Scenes, contents, generate

_ROOM = 64 * 1024 * 1024


def can_mount(folder: Path) -> bool:
    """Whether this process may mount anything; a container's often may not."""
    folder.mkdir(exist_ok=True)
    if _mount("-t", "tmpfs", "-o", "size=64k", "tmpfs", str(folder)):
        _unmount(folder)
        return True
    return False


def full(scenes: Scenes, spare: int) -> str:
    """A run on a disk with `spare` bytes left beside the old output: what it left, or what is wrong."""
    with _small_disk(scenes) as output:
        _fill(output, spare)
        done = generate(scenes.project)
        (output / "filler").unlink()
        if done.returncode not in (0, 2) or "Traceback" in done.stderr:
            return f"exit {done.returncode}: {done.stderr[-300:]}"
        if done.returncode == 2 and "No space left on device" not in done.stderr:
            return f"said only: {done.stderr[-300:]}"
        left = scenes.judge()
        return scenes.mended() or left


def read_only(scenes: Scenes) -> str:
    """A run on a tree that cannot be written."""
    with _small_disk(scenes) as output:
        before = contents(output)
        _mount("-o", "remount,ro", str(output))
        done = generate(scenes.project)
        if done.returncode != 2 or "Read-only file system" not in done.stderr:
            return f"exit {done.returncode}: {done.stderr[-300:]}"
        if contents(output) != before:
            return "changed all the same"
        _mount("-o", f"remount,rw,size={_ROOM}", str(output))
        return scenes.mended() or "old"


def _fill(folder: Path, spare: int) -> None:
    """Leave `spare` bytes."""
    free = shutil.disk_usage(folder).free
    (folder / "filler").write_bytes(bytes(max(0, free - spare)))


@contextmanager
def _small_disk(scenes: Scenes) -> Iterator[Path]:
    """The project's output folder on a disk of its own."""
    scenes.set_up()
    output = scenes.project / "generated"
    aside = scenes.project / "aside"
    output.rename(aside)
    output.mkdir()
    assert _mount("-t", "tmpfs", "-o", f"size={_ROOM}", "tmpfs", str(output))
    try:
        shutil.copytree(aside, output, dirs_exist_ok=True)
        yield output
    finally:
        _unmount(output)


def _mount(*arguments: str) -> bool:
    return subprocess.run(["mount", *arguments], capture_output=True, check=False).returncode == 0


def _unmount(folder: Path) -> None:
    subprocess.run(["umount", str(folder)], capture_output=True, check=False)
