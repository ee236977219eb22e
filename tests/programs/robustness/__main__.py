"""`python -m tests.programs robustness`: kills runs at random moments, fills the disk, takes rights away, rewrites
pages, moves clocks, lets two runs meet, and counts what was left. Exit 1 when anything was lost, torn,
not mended, or mended without a word.

    python -m tests.programs robustness [--kills 300] [--pairs 20] [--seed 0]

`--kills` are shared by the three commands that write: generate, pull, update.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

from tests.programs.robustness import clocks, disks, rights
from tests.programs.robustness.kills import PAIRS, kills, together, written_meanwhile
from tests.programs.robustness.scenes import TREES, Scenes

COLUMNS = ("old", "new", "pages new, output old", "between", "mended")
SPARE = (0, 4096, 65536, 131072, 262144)  # bytes left on the full disk
YEARS = (-20.0, -0.003, 0.003, 10.0)


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.programs robustness", description=__doc__
    )
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--pairs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args(arguments)
    print(f"| what | runs | {' | '.join(COLUMNS)} | wrong |\n|---|{'---:|' * (len(COLUMNS) + 2)}")
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="apigen-robustness-") as folder:
        scenes = Scenes(Path(folder, "scenes"))
        for command in TREES:
            found = kills(scenes, command, given.kills // len(TREES), given.seed)
            wrong += told(f"kill -9, {command}", found, given.kills // len(TREES))
        for first, second in PAIRS:
            number = max(1, given.pairs // len(PAIRS))
            left = (together(scenes, first, second) for _ in range(number))
            wrong += counted(f"two at once, {first} and {second}", left)
        chance = random.Random(given.seed)
        pages = (written_meanwhile(scenes, chance) for _ in range(max(1, given.pairs // 4)))
        wrong += counted("a page rewritten in a loop", pages)
        if rights.can_forbid():
            left = (rights.forbidden(scenes, *what) for what in rights.FORBIDDEN)
            wrong += counted("no permission on one file or folder", left)
        if disks.can_mount(Path(folder, "disk")):
            full = (disks.full(scenes, command, spare) for command in TREES for spare in SPARE)
            wrong += counted("full disk", full)
            wrong += counted("read-only", (disks.read_only(scenes, c) for c in TREES))
        else:
            print("full disk, read-only: not tried, this process may not mount")
        wrong += counted("times of files moved", (clocks.times_of_files(scenes, y) for y in YEARS))
        left = (clocks.jumping(scenes, c, given.seed + n) for c in TREES for n in range(4))
        wrong += counted("clock jumping within runs", left)
        if clocks.can_shift():
            left = (clocks.shifted(scenes, c, shift) for c in TREES for shift in clocks.SHIFTS)
            wrong += counted("clock moved", left)
        else:
            print("clock moved: not tried, faketime is not installed")
    return 1 if wrong else 0


def counted(what: str, left: Iterable[str]) -> int:
    found = Counter(left)
    return told(what, found, found.total())


def told(what: str, found: Counter[str], runs: int) -> int:
    """One line of the table; gives how many were wrong."""
    bad = {name: number for name, number in found.items() if name not in COLUMNS}
    counts = " | ".join(str(found[name] or "") for name in COLUMNS)
    print(f"| {what} | {runs} | {counts} | {sum(bad.values())} |")
    for name, number in bad.items():
        print(f"    {number} times: {name}", file=sys.stderr)
    sys.stdout.flush()
    return sum(bad.values())


if __name__ == "__main__":
    sys.exit(main())
