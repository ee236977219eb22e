"""`python -m tests.programs layout FOLDER…`: ruff against black, over all Python printed for folders of pages.

Prints a row for each folder: files, lines, how many files differ, how many ruff leaves to black, and
the processor time of both in seconds. Then each file that was left or differs. Exit 1 where one differs.

To add a version of either to `apigen.render.formatting.PROVEN`, install it and run this over the pages
of the whole API.
"""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from apigen.memo.workers import Workers, available
from apigen.render.formatting import is_proven
from tests.programs.layout.comparison import Comparison, compare, joined, printed

BATCH = 100
"""Files that one process of ruff formats."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.programs layout",
        description=__doc__,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    options = parser.parse_args(arguments)
    proven = "proven" if is_proven() else "not proven"
    print(f"ruff {version('ruff')} against black {version('black')}: {proven}")
    print("| pages | files | lines | different | left to black | black | ruff | times |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    found: list[Comparison] = []
    for folder in options.folders:
        found.append(compare_folder(folder))
        print(row(folder.name, found[-1]), flush=True)
    if len(found) > 1:
        print(row("all", joined(found)))
    for part in found:
        print_differences(part)
    return 1 if any(part.different for part in found) else 0


def compare_folder(folder: Path) -> Comparison:
    files = printed(folder)
    batches = [files[start : start + BATCH] for start in range(0, len(files), BATCH)]
    workers = Workers(available())
    return joined(workers.map(compare, batches, weight=len, worth=2 * BATCH))


def row(name: str, made: Comparison) -> str:
    times = made.black / made.ruff if made.ruff else 0
    return (
        f"| {name} | {made.files:,} | {made.lines:,} | {len(made.different)} | {len(made.left)} "
        f"| {made.black:.2f} s | {made.ruff:.2f} s | {times:.0f} |"
    )


def print_differences(made: Comparison) -> None:
    for path in made.left:
        print(f"left to black: {path}")
    for path, wanted, got in made.different:
        print(f"different: {path}")
        lines = difflib.unified_diff(
            wanted.split("\n"), got.split("\n"), "black", "ruff", lineterm=""
        )
        print("\n".join(f"  {line}" for line in list(lines)[:40]))


if __name__ == "__main__":
    sys.exit(main())
