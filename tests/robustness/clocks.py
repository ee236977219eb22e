"""Clocks that jump: under runs (faketime), and in the times of files."""

from __future__ import annotations

import os
import shutil
import time

from tests.robustness.scenes import OUTPUT, PAGE, PAGES, Scenes, run

SHIFTS = ("-20y", "-1d", "+1d", "+10y")
_YEAR = 365 * 86400


def can_shift() -> bool:
    return shutil.which("faketime") is not None


def shifted(scenes: Scenes, command: str, shift: str) -> str:
    """A run whose clock is elsewhere, and the next at the right time."""
    scenes.set_up(command)
    done = run(scenes.project, command, prefix=("faketime", "-f", shift))
    if done.returncode != 0:
        return f"exit {done.returncode}: {done.stderr[-300:]}"
    left = scenes.judge(command)
    return scenes.mended(command, left) or left


def times_of_files(scenes: Scenes, years: float) -> str:
    """All files of pages, output and cache say that they were written at another time; then a page is
    changed and its times are put back: the output follows all the same."""
    scenes.set_up("generate")
    moment = time.time() + years * _YEAR
    for path in scenes.project.rglob("*"):
        os.utime(path, (moment, moment))
    done = run(scenes.project, "generate")
    if done.returncode != 0 or scenes.judge() != "new":
        return f"exit {done.returncode}: {scenes.judge()}: {done.stderr[-300:]}"
    page = scenes.project / PAGES / PAGE
    page.write_bytes(page.read_bytes().replace("снимок".encode(), "слепок".encode()))
    os.utime(page, (moment, moment))
    run(scenes.project, "generate")
    written = (scenes.project / OUTPUT / "ycloud/compute/image.py").read_text(encoding="utf-8")
    if "слепок" not in written:
        return "a changed page was not noticed"
    page.write_bytes(scenes.after[f"{PAGES}/{PAGE}"])
    os.utime(page, (moment, moment))
    return scenes.mended() or "mended"
