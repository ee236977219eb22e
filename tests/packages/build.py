"""A package from a folder of pages, and what must hold of it."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[2]
NO_TESTS = 5
"""pytest's exit code where there are none: pages without methods make no tests."""
IMPORTS = """
import importlib, pkgutil, sys
import ycloud
before = {name for name in sys.modules if name.startswith("ycloud.")}
names = [m.name for m in pkgutil.iter_modules(ycloud.__path__) if m.ispkg]
services = [name for name in names if name[0] != "_" and name != "shared"]
loaded = [name for name in services if f"ycloud.{name}" in before]
assert not loaded, f"import of the package loads {loaded}"
for module in pkgutil.walk_packages(ycloud.__path__, "ycloud."):
    importlib.import_module(module.name)
with ycloud.Client(iam_token="t1.test") as client:
    for service in services:
        getattr(client, service)
print(len(services))
"""


class Built(NamedTuple):
    """What one folder came to. `wrong` is the output of the first step that failed."""

    folder: Path
    services: int = 0
    tests: str = ""
    seconds: float = 0.0
    wrong: str = ""


def build(folder: Path, output: Path, *, judged: bool = True) -> Built:
    """Generate, import every module (services lazily); where it is `judged`, type-check strictly and
    run the emitted tests."""
    started = time.monotonic()
    generate = [sys.executable, "-m", "apigen", "generate", "--no-cache", "--workers", "1"]
    wrong = run([*generate, "--reference", str(folder), "--output", str(output)], ROOT)[1]
    if wrong:
        return Built(folder, wrong=wrong)
    imported, wrong = run([sys.executable, "-W", "error", "-c", IMPORTS], output)
    if wrong:
        return Built(folder, wrong=wrong)
    if not judged:
        return Built(folder, int(imported))
    # A configuration of its own, so that nothing is eased.
    mypy = [sys.executable, "-m", "mypy", "--strict", "--config-file", os.devnull]
    cache = output.parent / "mypy-cache"
    wrong = run([*mypy, "--cache-dir", str(cache), "-p", "ycloud"], output)[1]
    if wrong:
        return Built(folder, wrong=wrong)
    pytest = [sys.executable, "-m", "pytest", "-q", "-W", "error", "-p", "no:cacheprovider"]
    services = int(imported)
    tested, wrong = run(pytest, output, fine=(0,) if services else (NO_TESTS,))
    summary = tested.strip().rpartition("\n")[2]
    return Built(folder, services, summary, time.monotonic() - started, wrong)


def run(command: list[str], folder: Path, fine: tuple[int, ...] = (0,)) -> tuple[str, str]:
    """What a command prints, and all of it again where it failed."""
    environment = {**os.environ, "PYTHONPATH": f"{folder}{os.pathsep}{ROOT}"}
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )
    wrong = "" if done.returncode in fine else f"{' '.join(command)}\n{done.stdout}{done.stderr}"
    return done.stdout, wrong
