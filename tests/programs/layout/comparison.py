"""What the built-in templates print for a folder of pages, formatted by ruff and by black."""

from __future__ import annotations

import resource
import time
from collections.abc import Iterable, Sequence
from pathlib import Path

import msgspec

from apigen import pipeline
from apigen.findings.diagnostics import Diagnostics
from apigen.pipeline import OutputFile
from apigen.render.formatting import format_with_black, format_with_ruff
from apigen.settings import Settings


class Comparison(msgspec.Struct, frozen=True):
    """`different`: a path, black's text and ruff's. `left`: paths of the texts that ruff leaves to
    black. `ruff` and `black`: seconds of processor time."""

    files: int = 0
    lines: int = 0
    different: tuple[tuple[str, str, str], ...] = ()
    left: tuple[str, ...] = ()
    ruff: float = 0.0
    black: float = 0.0


def printed(reference: Path) -> tuple[OutputFile, ...]:
    """The Python that the templates print for pages, unformatted."""
    settings = Settings()
    api = pipeline.read(reference, settings.all_variables(), Diagnostics()).api
    return pipeline.files(
        api,
        settings,
        (),
        Diagnostics(),
        wanted=lambda rule: rule.format == "black",
        formatted=False,
    )


def compare(files: Sequence[OutputFile]) -> Comparison:
    different: list[tuple[str, str, str]] = []
    left: list[str] = []
    lines = 0
    begun = _children()
    by_ruff = format_with_ruff([file.text for file in files])
    ruff = _children() - begun
    started = time.process_time()
    by_black = [format_with_black(file.text).text for file in files]
    black = time.process_time() - started
    for file, got, wanted in zip(files, by_ruff, by_black, strict=True):
        lines += wanted.count("\n")
        if got is None:
            left.append(file.path)
        elif got != wanted:
            different.append((file.path, wanted, got))
    return Comparison(len(files), lines, tuple(different), tuple(left), ruff, black)


def _children() -> float:
    """Seconds of processor time of the processes that this one has waited for."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def joined(parts: Iterable[Comparison]) -> Comparison:
    total = Comparison()
    for part in parts:
        total = Comparison(
            total.files + part.files,
            total.lines + part.lines,
            total.different + part.different,
            total.left + part.left,
            total.ruff + part.ruff,
            total.black + part.black,
        )
    return total
