"""A command's time, and the most memory that it and its processes held at once."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).resolve().parent.parent.parent.parent
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
_EVERY = 0.05  # seconds


class Cost(NamedTuple):
    """Seconds by the clock, seconds of all processors, and bytes."""

    seconds: float
    processor: float
    memory: int


def cost(command: list[str], folder: Path, environment: dict[str, str] | None = None) -> Cost:
    """What a command costs; it must succeed.

    The bytes are the sum over its processes of what each holds, shared pages divided among those that
    share them (Linux: Pss), looked at twenty times a second.
    """
    before = os.times()
    started = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment or ENVIRONMENT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    peak = [0]
    watch = threading.Thread(target=_watch, args=(process, peak))
    watch.start()
    said, _ = process.communicate()
    seconds = time.perf_counter() - started
    watch.join()
    after = os.times()
    if process.returncode != 0:
        raise SystemExit(f"{' '.join(command[:6])} …: {said[-2000:]}")
    used = after.children_user + after.children_system
    return Cost(seconds, used - before.children_user - before.children_system, peak[0])


def apigen(project: Path, *arguments: str) -> Cost:
    return cost([sys.executable, "-m", "apigen", *arguments], project)


def best(costs: list[Cost]) -> Cost:
    return min(costs, key=lambda cost: cost.seconds)


def rendering(pages: Path, times: int = 1) -> dict[str, Any]:
    """The quickest of some runs without black."""
    command = [sys.executable, "-m", "tests.programs.benchmarks.unformatted", str(pages)]
    runs: list[dict[str, Any]] = []
    for _ in range(times):
        done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, check=True)
        runs.append(json.loads(done.stdout))
    return min(runs, key=lambda made: float(made["seconds"]))


def _watch(process: subprocess.Popen[str], peak: list[int]) -> None:
    while process.poll() is None:
        peak[0] = max(peak[0], sum(map(_held, _tree(process.pid))))
        time.sleep(_EVERY)


def _tree(pid: int) -> Iterator[int]:
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from _tree(int(child))


def _held(pid: int) -> int:
    try:
        for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) * 1024
    except OSError:
        pass
    return 0
