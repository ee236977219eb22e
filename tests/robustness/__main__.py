"""`python -m tests.robustness`: kills runs at random moments, fills the disk, lets two runs meet, and
counts what was left. Exit 1 when anything was lost, torn or not mended.

    python -m tests.robustness [--kills 300] [--pairs 20] [--seed 0]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from tests.robustness.disks import can_mount, full, read_only
from tests.robustness.scenes import Scenes, kills

FINE = {"old", "new", "between", "mended"}
SPARE = (0, 4096, 65536, 131072, 196608, 262144)  # bytes left on the full disk


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.robustness", description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--pairs", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args(arguments)
    wrong = 0
    with tempfile.TemporaryDirectory(prefix="apigen-robustness-") as folder:
        scenes = Scenes(Path(folder, "scenes"))
        wrong += told("kill -9", kills(scenes, given.kills, given.seed))
        wrong += told("two runs", Counter(scenes.together() for _ in range(given.pairs)))
        if can_mount(Path(folder, "disk")):
            wrong += told("full disk", Counter(full(scenes, spare) for spare in SPARE))
            wrong += told("read-only", Counter([read_only(scenes)]))
        else:
            print("full disk, read-only: not tried, this process may not mount")
    return 1 if wrong else 0


def told(what: str, found: Counter[str]) -> int:
    """One line of counts; gives how many were wrong."""
    print(f"{what:10} " + ", ".join(f"{number} {name}" for name, number in sorted(found.items())))
    sys.stdout.flush()
    return sum(number for name, number in found.items() if name not in FINE)


if __name__ == "__main__":
    sys.exit(main())
