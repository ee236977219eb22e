"""Clocks that jump: under runs (faketime), within runs (`jumping/`), and in the times of files."""

from __future__ import annotations

import os
import random
import shutil
import time
from pathlib import Path

from tests.programs.robustness.scenes import OUTPUT, PAGE, PAGES, ROOT, Scenes, run

SHIFTS = ("-20y", "-1d", "+1d", "+10y")
_YEAR = 365 * 86400
_JUMPING = Path(__file__).resolve().parent / "jumping"
_WORDS = ("снимок", "слепок")  # of one length: the size tells nothing
_MODULE = "ycloud/compute/image.py"


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
    page.write_bytes(page.read_bytes().replace(*(word.encode() for word in _WORDS)))
    os.utime(page, (moment, moment))
    run(scenes.project, "generate")
    if _WORDS[1] not in (scenes.project / OUTPUT / _MODULE).read_text(encoding="utf-8"):
        return "a changed page was not noticed"
    page.write_bytes(scenes.after[f"{PAGES}/{PAGE}"])
    os.utime(page, (moment, moment))
    return scenes.mended() or "mended"


def jumping(scenes: Scenes, command: str, seed: int, edits: int = 3) -> str:
    """Runs within which the clock jumps by years, back and ahead, between edits that keep a page's
    size and its time: each output follows, and `check` knows before and after."""
    chance = random.Random(seed)

    def jumped(name: str) -> tuple[int, str]:
        path = f"PYTHONPATH={_JUMPING}:{ROOT}"
        done = run(scenes.project, name, prefix=("env", path, f"JUMPS={chance.random()}"))
        return done.returncode, done.stderr

    scenes.set_up(command)
    code, errors = jumped(command)
    if code != 0:
        return f"exit {code}: {errors[-300:]}"
    left = scenes.judge(command)
    if left != "new":
        return left
    page = scenes.project / PAGES / PAGE
    whole, before = page.read_bytes(), page.stat()
    for number in range(edits):
        word, other = (_WORDS[(number + turn) % 2] for turn in (1, 0))
        page.write_bytes(page.read_bytes().replace(other.encode(), word.encode()))
        os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
        for name, wanted in (("check", 1), ("generate", 0)):
            code, errors = jumped(name)
            if code != wanted:
                return f"{name}: exit {code} in place of {wanted}: {errors[-300:]}"
        if word not in (scenes.project / OUTPUT / _MODULE).read_text(encoding="utf-8"):
            return "a changed page was not noticed"
    page.write_bytes(whole)
    os.utime(page, ns=(before.st_atime_ns, before.st_mtime_ns))
    return scenes.mended(command) or "mended"
