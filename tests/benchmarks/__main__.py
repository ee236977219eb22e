"""`python -m tests.benchmarks`: what generation costs, as ratios measured in one run.

Without `--reference` the pages are made from the shipped ones: the same resource under as many services
as make up `--methods`. `--rival` is the command openapi-python-client, where there is one; it gets our
OpenAPI document of the same methods, and both run without their formatters. Only ratios mean anything
elsewhere: the times are this machine's.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent
SHIPPED = ROOT / "reference" / "ru" / "compute"
SHORT = 3
"""Runs of what takes seconds; the best of them counts, for us and for others."""

SIZES = (0.25, 0.5, 0.75, 1.0)
ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=__doc__)
    parser.add_argument("--reference", type=Path, help="folder of pages (default: made up)")
    parser.add_argument("--methods", type=int, default=240, help="how many to make up")
    parser.add_argument("--rival", help="the command openapi-python-client")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="apigen-bench-") as folder:
        work = Path(folder)
        pages = work / "reference"
        if given.reference:
            shutil.copytree(given.reference, pages)
        else:
            make_up(pages, given.methods)
        print("| what | seconds | ratio | bound |\n|---|---:|---:|---|")
        for row in table(work, pages, given.rival):
            print(row, flush=True)
    return 0


def make_up(pages: Path, methods: int) -> None:
    """The shipped service again and again under other names."""
    own = len(list(SHIPPED.rglob("*.md"))) - len(list(SHIPPED.rglob("index.md")))
    for number in range(math.ceil(methods / own)):
        for page in SHIPPED.rglob("*.md"):
            target = pages / f"compute{number}" / page.relative_to(SHIPPED)
            target.parent.mkdir(parents=True, exist_ok=True)
            text = page.read_text(encoding="utf-8")
            target.write_text(text.replace("compute", f"compute{number}"), encoding="utf-8")


def table(work: Path, pages: Path, rival: str | None) -> Iterator[str]:
    project = work / "project"
    project.mkdir()
    generate = ["generate", "--reference", str(pages)]
    cold = timed(lambda: apigen(project, *generate))
    yield row("whole generation, cold", cold)
    unformatted = work / "unformatted"
    plain = best(rendering(pages, unformatted) for _ in range(SHORT))
    black = timed(lambda: run_black(unformatted, work / "black"))
    lines = sum(path.read_bytes().count(b"\n") for path in unformatted.rglob("*.py"))
    yield row(
        f"black alone, the same {lines:,} lines and processes", black, cold / black, "cold ≤ 1.3 ×"
    )
    check = timed(lambda: apigen(project, "check", "--reference", str(pages)))
    yield row("check, nothing changed", check, check / cold, "≤ 2 %", percent=True)
    change_one(pages)
    changed = timed(lambda: apigen(project, *generate))
    yield row("one page changed", changed, changed / cold, "≤ 5 %", percent=True)
    rate = plain["methods"] / plain["seconds"]
    yield row(f"without black: {rate:,.0f} methods a second", plain["seconds"])
    if rival:
        other = rival_rate(rival, project, pages, work)
        seconds = plain["methods"] / other
        yield row(
            f"openapi-python-client without its formatter: {other:,.0f} methods a second",
            seconds,
            rate / other,
            "ours ≥ 5 ×",
        )
    yield from growth(work, pages)


def growth(work: Path, pages: Path) -> Iterator[str]:
    """Time and memory over parts of the pages, and the exponent that fits the times."""
    services = sorted(path for path in pages.iterdir() if path.is_dir())
    points: list[tuple[float, float]] = []
    for size in SIZES:
        part = work / f"part-{size}"
        part.mkdir()
        # Every n-th service, so that the parts are alike.
        kept = [s for n, s in enumerate(services) if int((n + 1) * size) > int(n * size)]
        for service in kept:
            shutil.copytree(service, part / service.name)
        texts = sum(path.stat().st_size for path in part.rglob("*.md"))
        made = best(rendering(part, None) for _ in range(SHORT))
        points.append((math.log(texts), math.log(made["seconds"])))
        peak = made["peak"] / 2**20
        yield row(
            f"{made['methods']} methods, {texts / 1e6:.1f} MB of pages: peak {peak:.0f} MB",
            made["seconds"],
        )
    mean_x = sum(x for x, _ in points) / len(points)
    mean_y = sum(y for _, y in points) / len(points)
    exponent = sum((x - mean_x) * (y - mean_y) for x, y in points) / sum(
        (x - mean_x) ** 2 for x, _ in points
    )
    yield f"| exponent of time over size of pages | | {exponent:.2f} | ≤ 1.1 |"


def best(runs: Iterable[dict[str, Any]]) -> dict[str, Any]:
    return min(runs, key=lambda made: float(made["seconds"]))


def change_one(pages: Path) -> None:
    """One word of the description of the largest method page."""
    page = max(pages.rglob("*.md"), key=lambda path: path.stat().st_size)
    lines = page.read_text(encoding="utf-8").split("\n")
    title = next(number for number, line in enumerate(lines) if line.startswith("# "))
    lines[title + 1 : title + 1] = ["", "Changed."]
    page.write_text("\n".join(lines), encoding="utf-8")


def rendering(pages: Path, out: Path | None) -> dict[str, Any]:
    command = [sys.executable, "-m", "tests.benchmarks.unformatted", str(pages), str(out or "-")]
    done = subprocess.run(command, cwd=ROOT, env=ENVIRONMENT, capture_output=True, check=True)
    made: dict[str, Any] = json.loads(done.stdout)
    return made


def apigen(project: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "apigen", *arguments]
    done = subprocess.run(
        command, cwd=project, env=ENVIRONMENT, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise SystemExit(f"apigen {' '.join(arguments)}: {done.stdout[-500:]}{done.stderr[-2000:]}")


def run_black(folder: Path, cache: Path) -> None:
    workers = str(len(os.sched_getaffinity(0)))
    options = ["-q", "--fast", "--line-length", "100", "--target-version", "py311"]
    command = [sys.executable, "-m", "black", *options, "--workers", workers, str(folder)]
    subprocess.run(command, env={**os.environ, "BLACK_CACHE_DIR": str(cache)}, check=True)


def rival_rate(rival: str, project: Path, pages: Path, work: Path) -> float:
    """Methods a second, from our document of all of them; none of its hooks run."""
    (project / "apigen.toml").write_text('targets = ["openapi"]\noutput = "documents"\n')
    apigen(project, "generate", "--reference", str(pages))
    document = project / "documents" / "openapi" / "all.json"
    (work / "rival.yaml").write_text("post_hooks: []\n")
    out = work / "rival"
    command = [rival, "generate", "--path", str(document), "--meta", "none"]
    command += ["--config", str(work / "rival.yaml"), "--output-path", str(out)]
    command.append("--overwrite")
    seconds = min(
        timed(lambda: subprocess.run(command, capture_output=True, check=True))
        for _ in range(SHORT)
    )
    made = len([path for path in (out / "api").rglob("*.py") if path.name != "__init__.py"])
    return made / seconds


def timed(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def row(
    what: str, seconds: float, ratio: float | None = None, bound: str = "", *, percent: bool = False
) -> str:
    shown = "" if ratio is None else f"{ratio:.1%}" if percent else f"{ratio:.2f}"
    return f"| {what} | {seconds:.2f} | {shown} | {bound} |"


if __name__ == "__main__":
    sys.exit(main())
