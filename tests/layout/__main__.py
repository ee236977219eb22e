"""`python -m tests.layout FOLDER…`: layout against black, over all that is printed for folders of pages.

Prints a row a folder: files, lines, how many files differ, how many went to black because layout did
not know, and seconds of processor time of both. Then each file that differs, and why others were not
known. Exit 1 where one differs.
"""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path

from apigen.render.layout import is_proven
from apigen.memo.workers import Workers, available
from tests.layout.comparison import Comparison, compare, joined, printed

PART = 20
"""Files that a process takes at once, as a generation does: layout remembers what it has seen."""


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.layout", description=__doc__)
    parser.add_argument("folders", type=Path, nargs="+", metavar="FOLDER")
    given = parser.parse_args(arguments)
    print(f"black {version('black')}, {'' if is_proven() else 'not '}a version that is proven")
    print("| pages | files | lines | different | unknown | black | layout | times |")
    print("|---|---:|---:|---:|---:|---:|---:|---:|")
    found: list[Comparison] = []
    for folder in given.folders:
        found.append(of_folder(folder))
        print(row(folder.name, found[-1]), flush=True)
    if len(found) > 1:
        print(row("all", joined(found)))
    for part in found:
        tell(part)
    return 1 if any(part.different for part in found) else 0


def of_folder(folder: Path) -> Comparison:
    files = printed(folder)
    parts = [files[start : start + PART] for start in range(0, len(files), PART)]
    workers = Workers(available())
    return joined(workers.map(compare, parts, weight=len, worth=2 * PART))


def row(name: str, made: Comparison) -> str:
    times = made.black / made.layout if made.layout else 0
    return (
        f"| {name} | {made.files:,} | {made.lines:,} | {len(made.different)} | {len(made.unknown)} "
        f"| {made.black:.2f} s | {made.layout:.2f} s | {times:.0f} |"
    )


def tell(made: Comparison) -> None:
    for path, why in made.unknown:
        print(f"unknown: {path}: {why[:200]}")
    for path, wanted, got in made.different:
        print(f"different: {path}")
        lines = difflib.unified_diff(
            wanted.split("\n"), got.split("\n"), "black", "layout", lineterm=""
        )
        print("\n".join(f"  {line}" for line in list(lines)[:40]))


if __name__ == "__main__":
    sys.exit(main())
