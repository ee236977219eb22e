"""`python -m tests.programs benchmarks`: what generation costs, as ratios measured in one run.

Without `--reference` the pages are made from the shipped ones: the same resource under as many services
as make up `--methods`. With one, all of it is measured, and then `--methods` of it. `--rival` is the
command openapi-python-client, where there is one; it gets our OpenAPI document of the same methods. Only
ratios mean anything elsewhere: the times are this machine's.

It takes about ten times as long as a cold run, and what black needs for `LINES` lines.
"""

from __future__ import annotations

import argparse
import math
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.programs.benchmarks.measure import Cost, apigen, best, cost, rendering
from tests.programs.benchmarks.pages import (
    change,
    choose,
    largest_page,
    make_up,
    middle_page,
    parts,
    touch,
)

SHORT = 3
"""Runs of what takes seconds; the best of them counts, for us and for others."""

LINES = 200_000
"""Of a larger output black gets every n-th file, and its time is that times n."""

HEAD = """
| what | seconds | of processors | MB | ratio | bound |
|---|---:|---:|---:|---:|---|"""
SIZES = (0.25, 0.5, 0.75, 1.0)
MEMORY = 1.5 * 2**30


class Row(NamedTuple):
    """A line of the table."""

    what: str
    seconds: float | None = None
    ratio: str = ""
    bound: str = ""
    cost: Cost | None = None

    def __str__(self) -> str:
        cost = self.cost
        seconds = cost.seconds if cost is not None else self.seconds
        cells = (
            self.what,
            "" if seconds is None else f"{seconds:.2f}",
            "" if cost is None else f"{cost.processor:.2f}",
            "" if cost is None else f"{cost.memory / 2**20:,.0f}",
            self.ratio,
            self.bound,
        )
        return f"| {' | '.join(cells)} |"


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(
        prog="python -m tests.programs benchmarks", description=__doc__
    )
    parser.add_argument("--reference", type=Path, help="folder of pages (default: made up)")
    parser.add_argument("--methods", type=int, default=1200, help="the fixed number [1200]")
    parser.add_argument("--rival", help="the command openapi-python-client")
    given = parser.parse_args(arguments)
    for whole in (True, False) if given.reference else (False,):
        with tempfile.TemporaryDirectory(prefix="apigen-bench-") as folder:
            pages = Path(folder, "reference")
            pages.mkdir()
            if whole:
                shutil.copytree(given.reference, pages, dirs_exist_ok=True)
            elif given.reference:
                choose(given.reference, pages, given.methods)
            else:
                make_up(pages, given.methods)
            print(HEAD)
            for row in table(Path(folder), pages, given.rival):
                print(row, flush=True)
    return 0


def table(work: Path, pages: Path, rival: str | None) -> Iterator[Row]:
    project = work / "project"
    project.mkdir()
    generate = ("generate", "--reference", str(pages))
    cold = apigen(project, *generate)
    plain = rendering(pages, SHORT)
    files = len(list((project / "generated").rglob("*.py")))
    size = f"{plain['methods']:,} methods, {files:,} modules"
    bound = "≤ 1,536 MB" if cold.memory <= MEMORY else "> 1,536 MB"
    yield Row(f"whole generation of {size}, cold", bound=bound, cost=cold)
    lines, black = black_alone(project / "generated", work)
    ratio = f"{cold.seconds / black:.2f}"
    yield Row(f"black alone, the same {lines:,} lines and processes", black, ratio, "cold ≤ 1.3 ×")
    yield from known(project, pages, cold)
    rate = plain["methods"] / plain["seconds"]
    yield Row(f"without formatting: {rate:,.0f} methods a second", plain["seconds"])
    if rival:
        yield from against_rival(rival, project, pages, work, (cold, rate))
    yield from growth(work, pages)


def known(project: Path, pages: Path, cold: Cost) -> Iterator[Row]:
    """What is paid again where nothing, or one page, has changed."""

    def row(what: str, cost: Cost, bound: str) -> Row:
        return Row(what, ratio=f"{cost.seconds / cold.seconds:.1%}", bound=bound, cost=cost)

    check = ("check", "--reference", str(pages))
    generate = ("generate", "--reference", str(pages))
    apigen(project, *check)
    again = best([apigen(project, *check) for _ in range(SHORT)])
    yield row("check, nothing changed", again, "≤ 2 %")
    outputs = [file for file in (project / "generated").rglob("*") if file.is_file()]
    touch([*pages.rglob("*.md"), *outputs])
    yield row("check, all files written anew with what they held", apigen(project, *check), "")
    for what, page in (
        ("of middling size", middle_page(pages)),
        ("the largest", largest_page(pages)),
    ):
        runs = []
        for number in range(SHORT):
            change(page, f"Changed: {number}.")
            runs.append(apigen(project, *generate))
        yield row(f"one page changed, {what}", best(runs), "≤ 5 %")


def black_alone(generated: Path, work: Path) -> tuple[int, float]:
    """The lines of an output, and the seconds of black for them."""
    modules = sorted(generated.rglob("*.py"))
    lengths = {module: module.read_bytes().count(b"\n") for module in modules}
    lines = sum(lengths.values())
    some = modules[:: math.ceil(lines / LINES)]
    workers = str(len(os.sched_getaffinity(0)))
    options = ["-q", "--fast", "--line-length", "100", "--target-version", "py311"]
    command = [sys.executable, "-m", "black", *options, "--workers", workers, *map(str, some)]
    made = cost(command, work, {**os.environ, "BLACK_CACHE_DIR": str(work / "black")})
    return lines, made.seconds * lines / sum(lengths[module] for module in some)


def against_rival(
    rival: str, project: Path, pages: Path, work: Path, ours: tuple[Cost, float]
) -> Iterator[Row]:
    """The rival gets our document of all methods: first without its formatter, then as it comes.
    `ours` are the cold run and our methods a second without formatting."""
    (project / "apigen.toml").write_text('targets = ["openapi"]\noutput = "documents"\n')
    apigen(project, "generate", "--reference", str(pages))
    cold, rate = ours
    bare = min(_rival(rival, project, work, "post_hooks: []\n") for _ in range(SHORT))
    made = [path for path in (work / "rival/api").rglob("*.py") if path.name != "__init__.py"]
    other = len(made) / bare
    what = f"openapi-python-client without its formatter: {other:,.0f} methods a second"
    yield Row(what, bare, f"{rate / other:.2f}", "ours ≥ 5 ×")
    whole = _rival(rival, project, work, "{}\n")
    ratio = f"{cold.seconds / whole:.2f}"
    yield Row("openapi-python-client with it", whole, ratio, "cold < 1 ×")


def _rival(rival: str, project: Path, work: Path, settings: str) -> float:
    """The seconds of a run of the rival."""
    (work / "rival.yaml").write_text(settings)
    document = project / "documents" / "openapi" / "all.json"
    command = [rival, "generate", "--path", str(document), "--meta", "none", "--overwrite"]
    command += ["--config", str(work / "rival.yaml"), "--output-path", str(work / "rival")]
    return cost(command, work, dict(os.environ)).seconds


def growth(work: Path, pages: Path) -> Iterator[Row]:
    """Cold runs over parts of the pages, and the exponents that fit their times and their memory."""
    points: list[tuple[float, float, float]] = []
    for number, part in enumerate(parts(pages, work, SIZES)):
        project = work / f"project-{number}"
        project.mkdir()
        made = apigen(project, "generate", "--reference", str(part), "--no-cache")
        texts = sum(path.stat().st_size for path in part.rglob("*.md"))
        points.append((math.log(texts), math.log(made.processor), math.log(made.memory)))
        size = f"{len(list(part.rglob('*.md'))):,} pages, {texts / 1e6:.1f} MB"
        yield Row(f"cold, {size}", cost=made)
    yield Row("exponent of processor time over size", None, f"{slope(points, 1):.2f}", "≤ 1.1")
    yield Row("exponent of memory over size", None, f"{slope(points, 2):.2f}", "linear: ≤ 1")


def slope(points: Sequence[tuple[float, ...]], of: int) -> float:
    """The exponent of a power law through some points, given as logarithms."""
    mean_x = sum(point[0] for point in points) / len(points)
    mean_y = sum(point[of] for point in points) / len(points)
    return sum((point[0] - mean_x) * (point[of] - mean_y) for point in points) / sum(
        (point[0] - mean_x) ** 2 for point in points
    )


if __name__ == "__main__":
    sys.exit(main())
