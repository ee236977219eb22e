"""`python -m tests.programs emulator_load`: load test of `apigen serve --state` on the loopback address.

Prints a table; exit code 1 when anything was lost. Each step ends after `--most` seconds at the latest.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from tests.programs.emulator_load.run import Figure, operations, reads


def main(arguments: list[str]) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.programs emulator_load")
    parser.add_argument("--reads", type=int, default=20_000)
    parser.add_argument("--operations", type=int, default=10_000)
    parser.add_argument("--most", type=float, default=180.0, help="seconds for each step")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        outcomes = [
            reads(Path(folder), given.reads, given.most),
            operations(Path(folder), given.operations, given.most),
        ]
    print("| what | number | a second | emulator's CPU, µs each |")
    print("|---|---:|---:|---:|")
    for outcome in outcomes:
        print(*map(_row, outcome.figures), sep="\n")
    lost = [told for outcome in outcomes for told in outcome.lost]
    print(*lost or ["nothing lost"], sep="\n")
    return 1 if lost else 0


def _row(figure: Figure) -> str:
    each = "" if figure.cpu is None else f"{figure.cpu / max(1, figure.number) * 1e6:.0f}"
    rate = figure.number / figure.seconds
    return f"| {figure.what} | {figure.number:,} | {rate:,.0f} | {each} |"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
