"""Runs killed at random moments, and runs that meet."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections import Counter
from collections.abc import Callable
from contextlib import suppress

from apigen.workspace.journal import STAGED
from tests.programs.robustness.scenes import PAGE, PAGES, TREES, Scenes, fine, run, start

PAIRS = (
    ("generate", "generate"),
    ("pull", "pull"),
    ("update", "update"),
    ("update", "generate"),
    ("update", "check"),
)


def kills(scenes: Scenes, command: str, number: int, seed: int) -> Counter[str]:
    """What runs killed at random moments left, counted; `mended` is how many of them were."""
    scenes.set_up(command)
    started = time.monotonic()
    run(scenes.project, command)
    longest = time.monotonic() - started
    chance = random.Random(seed)
    found: Counter[str] = Counter()
    for count in range(number):
        left = killed(scenes, command, chance, longest, count % 3)
        found[left] += 1
        found[scenes.mended(command, left) or "mended"] += 1
    return found


def killed(scenes: Scenes, command: str, chance: random.Random, longest: float, moment: int) -> str:
    """One run killed at a random moment: of all, since it stages files, since it puts them in place."""
    scenes.set_up(command)
    staged = [scenes.project / tree / STAGED for tree in TREES[command]]
    waited: Callable[[], bool] = (
        (lambda: True),
        (lambda: any(folder.exists() for folder in staged)),
        (lambda: any((folder / "journal").exists() for folder in staged)),
    )[moment]
    running = start(scenes.project, command)
    _wait(waited, running)
    time.sleep(chance.uniform(0, (longest, longest / 4, 0.004)[moment]))
    with suppress(ProcessLookupError):
        os.killpg(running.pid, signal.SIGKILL)
    running.communicate()
    return scenes.judge(command)


def together(scenes: Scenes, first: str, second: str) -> str:
    """Two runs at once."""
    scenes.set_up(first)
    runs = [start(scenes.project, first), start(scenes.project, second)]
    for running in runs:
        _, errors = running.communicate()
        allowed = (0, 1) if second == "check" else (0,)
        if running.returncode not in allowed or "repaired" in errors:
            return f"exit {running.returncode}: {errors[-300:]}"
    return scenes.judge(first)


def written_meanwhile(scenes: Scenes, chance: random.Random, runs: int = 3) -> str:
    """A page rewritten in a loop, in the old words and the new, by truncating it and by renaming,
    while runs read it: each leaves what one of these pages gives, whole."""
    page = scenes.project / PAGES / PAGE
    old, new = (state[f"{PAGES}/{PAGE}"] for state in (scenes.before, scenes.after))
    scenes.set_up("generate")
    page.write_bytes(old)
    fine(scenes.project, "generate")
    mixed = scenes.output()
    scenes.set_up("generate")
    for _ in range(runs):
        running = start(scenes.project, "generate")
        while running.poll() is None:
            content = chance.choice((old, new))
            if chance.random() < 0.5:
                page.write_bytes(content)
            else:
                beside = page.with_suffix(".tmp")
                beside.write_bytes(content)
                beside.replace(page)
            time.sleep(chance.uniform(0, 0.05))
        _, errors = running.communicate()
        if running.returncode not in (0, 2) or "Traceback" in errors:
            return f"exit {running.returncode}: {errors[-300:]}"
        left = scenes.judge("generate")
        if left not in ("old", "new") and scenes.output() != mixed:
            return left
    page.write_bytes(new)
    return scenes.mended("generate") or "mended"


def _wait(ready: Callable[[], bool], running: subprocess.Popen[str]) -> None:
    while running.poll() is None and not ready():
        time.sleep(0.0002)
