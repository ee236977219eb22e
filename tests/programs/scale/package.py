"""A package of a whole reference: imported, type-checked, tested in shards, built, and what it costs."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from tests.programs.packages.build import IMPORTS, run

ROOT = Path(__file__).resolve().parents[3]
SMALL = ("compute*/api-ref/Image", "operation*/api-ref/Operation")
"""A resource whose client is compared with that of the whole: ten methods, and waiting."""
USE = {
    "import": "import ycloud",
    "first call": (
        "import httpx2, ycloud; "
        "answer = httpx2.MockTransport(lambda request: httpx2.Response(200, json={'id': 'fd8'})); "
        "ycloud.Client(iam_token='t', transport=answer).compute.images.get('fd8')"
    ),
}


def generate(pages: Path, output: Path) -> str:
    """What went wrong, empty where nothing did; likewise below."""
    command = [sys.executable, "-m", "apigen", "generate"]
    return run([*command, "--reference", str(pages), "--output", str(output)], output.parent)[1]


def imports(output: Path) -> str:
    return run([sys.executable, "-W", "error", "-c", IMPORTS], output)[1]


def types(output: Path) -> str:
    cache = str(output.parent / "mypy-cache")
    command = [sys.executable, "-m", "mypy", "--strict", "--config-file", os.devnull]
    return run([*command, "--cache-dir", cache, "-p", "ycloud"], output)[1]


def tests(output: Path, shards: int) -> tuple[int, str]:
    """How many of the emitted tests pass, a service a process and `shards` at once."""
    folders = sorted(path for path in (output / "tests").iterdir() if path.is_dir())
    folders = [folder for folder in folders if any(folder.glob("test_*.py"))]
    loose = sorted((output / "tests").glob("test_*.py"))
    command = [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider"]
    command += ["-p", "no:xdist", "--no-header"]

    def shard(paths: list[Path]) -> tuple[str, str]:
        return run([*command, *map(str, paths)], output)

    with ThreadPoolExecutor(shards) as pool:
        done = list(pool.map(shard, [*([folder] for folder in folders), loose]))
    passed = sum(int(number) for text, _ in done for number in re.findall(r"(\d+) passed", text))
    return passed, "".join(wrong for _, wrong in done)


def wheel(output: Path) -> tuple[int, str]:
    """The bytes of a wheel of it."""
    place = output.parent / "wheel"
    command = [sys.executable, "-m", "pip", "wheel", "-q", "--no-deps", "-w", str(place)]
    wrong = run([*command, str(output)], output.parent)[1]
    return sum(path.stat().st_size for path in place.glob("*.whl")), wrong


def small_part(pages: Path, place: Path) -> Path | None:
    """The pages of one resource, laid out as in the whole; nothing where the whole has none such."""
    for pattern in SMALL:
        for found in pages.rglob(pattern):
            shutil.copytree(found, place / found.relative_to(pages), dirs_exist_ok=True)
    return place if place.is_dir() else None


def costs(outputs: list[Path], repeats: int = 15) -> dict[str, list[float]]:
    """Seconds of each use in each of the packages: the best of several fresh interpreters, the packages
    taking turns so that a busy moment meets them all."""
    found: dict[str, list[float]] = {}
    for name, code in USE.items():
        turns = [[_seconds(code, output) for output in outputs] for _ in range(repeats)]
        found[name] = [min(spent) for spent in zip(*turns, strict=True)]
    return found


def _seconds(code: str, output: Path) -> float:
    env = {**os.environ, "PYTHONPATH": str(output)}
    started = time.perf_counter()
    subprocess.run([sys.executable, "-c", code], env=env, check=True)
    return time.perf_counter() - started
