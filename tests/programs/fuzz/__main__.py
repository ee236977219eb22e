"""`python -m tests.programs fuzz DIR…`: mutated pages through every stage, none may raise or run away.

    python -m tests.programs fuzz reference tests/cases ../shared/corpus --number 20000 --seed 1

Prints how many pages were read, the slowest and the peak of memory. A page that raises, or takes more
than --slowest seconds of CPU, is written to --keep and is exit 1: make it a folder of tests/cases.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
import traceback
from pathlib import Path

from tests.programs.fuzz.mutate import mutants
from tests.programs.fuzz.run import run


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.programs fuzz", description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--number", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--slowest", type=float, default=2.0)
    parser.add_argument("--keep", type=Path, default=Path("fuzz-found"))
    arguments = parser.parse_args()
    paths = sorted(path for folder in arguments.folders for path in folder.rglob("*.md"))
    texts = sorted(path.read_text(encoding="utf-8") for path in paths)
    if not texts:
        print("no pages are here", file=sys.stderr)
        return 2
    started, slowest, findings, wrong = time.monotonic(), 0.0, 0, 0
    for number, text in enumerate(mutants(texts, arguments.seed, arguments.number)):
        try:
            done = run(text)
            findings += len(done.found)
            slowest = max(slowest, done.seconds)
            problem = f"{done.seconds:.1f} s" if done.seconds > arguments.slowest else ""
        except Exception:
            problem = traceback.format_exc(limit=-3)
        if problem:
            wrong += 1
            arguments.keep.mkdir(exist_ok=True)
            kept = arguments.keep / f"{arguments.seed}-{number}.md"
            kept.write_text(text, encoding="utf-8", errors="surrogatepass")
            print(f"{kept}: {problem}")
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        f"{arguments.number} mutants of {len(texts)} pages, seed {arguments.seed}: {wrong} wrong, "
        f"{findings} findings, slowest {slowest:.2f} s, peak {peak} MB, "
        f"{time.monotonic() - started:.0f} s"
    )
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
