"""`python -m tests.programs fidelity DIR…`: how faithfully pages are read, by independent sources.

A DIR is a folder of pages, or a folder of such folders. Tables are compared with the schemas of the
same pages, Russian pages with English ones (folders `x-ru` and `x-en`), and, in a folder of folders,
pages of one method with those of the next vintage. Each difference is either explained in
tests/programs/fidelity/explained.toml or listed; any that is not, and any explanation of a difference that is
no more, is exit 1. `--propose` prints what is not explained in the form of that file.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from tests.programs.fidelity.explained import propose, read_explained
from tests.programs.fidelity.run import compare_all
from tests.programs.fidelity.table import judge, table


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.programs fidelity", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--propose", action="store_true")
    parser.add_argument("--explanations", action="store_true", help="list what is explained, too")
    arguments = parser.parse_args()
    missing = [folder for folder in arguments.folders if not folder.is_dir()]
    if missing:
        print(f"no such folder: {', '.join(map(str, missing))}", file=sys.stderr)
        return 2
    explained = read_explained()
    comparisons = compare_all(arguments.folders, explained.vintages)
    judged = judge(comparisons, explained)
    if arguments.propose:
        print(propose(judged.unexplained))
    else:
        print("\n".join(table(judged, explanations=arguments.explanations)))
    return 1 if judged.unexplained or judged.stale else 0


if __name__ == "__main__":
    sys.exit(main())
