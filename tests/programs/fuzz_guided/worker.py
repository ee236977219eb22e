"""`python -m tests.programs.fuzz_guided.worker TARGET FOLDER libFuzzer's arguments…`: the process that fuzzes.

What raises, or takes more than a bound of CPU, is kept in the folder under the name of its place, the
shortest input of each, and the fuzzing goes on.
"""

from __future__ import annotations

import sys
import time
import traceback
from pathlib import Path

import atheris

SLOWEST = 5.0
"""Seconds of CPU that an input may take; instrumented code takes several times as long as other."""


def main(target_name: str, folder: Path, arguments: list[str]) -> None:
    with atheris.instrument_imports(include=["apigen"]):
        from tests.programs.fuzz_guided.targets import TARGETS
    attempt = TARGETS[target_name].attempt

    def one(given: bytes) -> None:
        started = time.process_time()
        try:
            attempt(given)
        except Exception as error:
            keep(folder, place(error), given)
        if time.process_time() - started > SLOWEST:
            keep(folder, "slow", given)

    atheris.Setup([sys.argv[0], *arguments], one)
    atheris.Fuzz()


def place(error: Exception) -> str:
    """Where it was raised: the last frame of ours, and what."""
    frames = [
        frame for frame in traceback.extract_tb(error.__traceback__) if "/apigen/" in frame.filename
    ]
    last = (frames or traceback.extract_tb(error.__traceback__))[-1]
    return f"{Path(last.filename).stem}.{last.name}-{type(error).__name__}"


def keep(folder: Path, name: str, given: bytes) -> None:
    file = folder / name
    if not file.exists() or len(given) < file.stat().st_size:
        file.write_bytes(given)


if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), sys.argv[3:])
