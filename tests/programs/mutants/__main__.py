"""`python -m tests.programs mutants`: regenerate the package from each mutant of the IR, not its tests, and run
the emitted tests against it. Prints killed/total and the survivors; exit 1 on any.

    python -m tests.programs mutants [--reference DIR] [--sample N] [--seed N] [--workers N] [--verbose]
    python -m tests.programs mutants --reference DIR --per-kind N: for a large API, N of each kind of change
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from pathlib import Path

from tests.programs.mutants.run import Report, Running, run_kinds, run_mutants


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.programs mutants", description=__doc__)
    parser.add_argument("--reference", type=Path, default=Path("reference"))
    parser.add_argument("--sample", type=int, default=0, help="only so many, chosen by the seed")
    parser.add_argument("--per-kind", type=int, default=0, help="so many of each kind of change")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--verbose", action="store_true", help="print each mutant as it ends")
    arguments = parser.parse_args()
    started = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder:
        how = Running(Path(folder), arguments.seed, arguments.workers, arguments.verbose)
        if arguments.per_kind:
            report, kinds = run_kinds(arguments.reference, how, per_kind=arguments.per_kind)
            print(f"{kinds} kinds of change")
        else:
            report = run_mutants(arguments.reference, how, sample=arguments.sample)
    _print(report, time.monotonic() - started)
    return 1 if report.survivors else 0


def _print(report: Report, seconds: float) -> None:
    for label in report.survivors:
        print(f"survived: {label}")
    print(f"{report.killed}/{report.total} mutants killed in {seconds:.0f} s")


if __name__ == "__main__":
    sys.exit(main())
