"""`python -m tests.programs scale PAGES`: does all hold at the size of the whole API? Prints a Markdown table;
exit 1 where something does not hold.

    python -m tests.programs scale PAGES [--expected FACTS] [--shards 2] [--skip-tests] [--keep DIR]

Facts are read with and without cache and workers; a package of all pages must be imported, be clean under
`mypy --strict`, and pass its own tests, a service a process; it is built into a wheel; and the import and
first call of one resource's client cost what they cost in a package of that resource alone.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from tests.programs.scale import facts, package

Row = tuple[str, str, str]
"""What is asked, the answer in words, and what is wrong, empty where nothing is."""


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.programs scale", description=__doc__)
    parser.add_argument("pages", type=Path)
    parser.add_argument("--expected", type=Path, help="facts as JSON lines")
    parser.add_argument("--shards", type=int, default=2, help="processes that run emitted tests")
    parser.add_argument("--skip-tests", action="store_true", help="leave out the emitted tests")
    parser.add_argument("--keep", type=Path, help="folder for the package (default: temporary)")
    given = parser.parse_args()
    failed = False
    print("| what | result | seconds |\n|---|---|---:|", flush=True)
    with tempfile.TemporaryDirectory(prefix="apigen-scale-") as folder:
        started = time.monotonic()
        for what, said, wrong in rows(given, (given.keep or Path(folder)).resolve()):
            failed |= bool(wrong)
            seconds = time.monotonic() - started
            print(f"| {what} | {'FAILED' if wrong else said} | {seconds:.0f} |", flush=True)
            print(wrong[-5000:], end="", file=sys.stderr, flush=True)
            started = time.monotonic()
    return 1 if failed else 0


def rows(given: argparse.Namespace, work: Path) -> Iterator[Row]:
    pages = given.pages.resolve()
    work.mkdir(parents=True, exist_ok=True)
    expected = given.expected.resolve() if given.expected else None
    yield ("facts", *facts.told(pages, expected, work))
    output = work / "package"
    yield "one package of all pages", "generated", package.generate(pages, output)
    yield "every module", "imported", package.imports(output)
    yield "`mypy --strict`", "clean", package.types(output)
    size, wrong = package.wheel(output)
    yield "wheel", f"{size / 2**20:.1f} MB", wrong
    yield from _costs(pages, output, work)
    if not given.skip_tests:
        passed, wrong = package.tests(output, given.shards)
        yield "emitted tests", f"{passed:,} passed", wrong


def _costs(pages: Path, output: Path, work: Path) -> Iterator[Row]:
    part = package.small_part(pages, work / "small")
    if part is None:
        return
    small = work / "small-package"
    wrong = package.generate(part, small)
    if wrong:
        yield "one resource alone", "", wrong
        return
    for name, (alone, whole) in package.costs([small, output]).items():
        said = f"{whole * 1000:.0f} ms, {whole / alone:.2f} of that in a package of one resource"
        yield name, said, "" if whole <= 1.1 * alone else f"{said}: more than 1.1\n"


if __name__ == "__main__":
    sys.exit(main())
