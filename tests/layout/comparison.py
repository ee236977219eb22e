"""What our templates print for a folder of pages, laid out by layout and by black."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path

import msgspec

from apigen import pipeline
from apigen.findings.diagnostics import Diagnostics
from apigen.render.formatting import format_python
from apigen.render.layout import UnknownError, lay_out
from apigen.settings import Settings
from apigen.pipeline import OutputFile


class Comparison(msgspec.Struct, frozen=True):
    """`different`: a path, what black makes of it, and what layout does. `unknown`: a path, and why.
    Seconds of processor time."""

    files: int
    lines: int
    different: tuple[tuple[str, str, str], ...]
    unknown: tuple[tuple[str, str], ...]
    layout: float
    black: float


def printed(reference: Path) -> tuple[OutputFile, ...]:
    """The Python that the templates print for pages, as they print it."""
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


def compare(files: Iterable[OutputFile]) -> Comparison:
    different: list[tuple[str, str, str]] = []
    unknown: list[tuple[str, str]] = []
    number = lines = 0
    spent = {"layout": 0.0, "black": 0.0}
    for file in files:
        started = time.process_time()
        try:
            made = lay_out(file.text)
        except UnknownError as error:
            unknown.append((file.path, str(error)))
            made = ""
        between = time.process_time()
        wanted = format_python(file.text)
        spent["layout"] += between - started
        spent["black"] += time.process_time() - between
        number += 1
        lines += wanted.text.count("\n")
        if made and made != wanted.text:
            different.append((file.path, wanted.text, made))
    return Comparison(
        number, lines, tuple(different), tuple(unknown), spent["layout"], spent["black"]
    )


def joined(parts: Iterable[Comparison]) -> Comparison:
    files = lines = 0
    different: list[tuple[str, str, str]] = []
    unknown: list[tuple[str, str]] = []
    layout = black = 0.0
    for part in parts:
        files += part.files
        lines += part.lines
        different += part.different
        unknown += part.unknown
        layout += part.layout
        black += part.black
    return Comparison(files, lines, tuple(different), tuple(unknown), layout, black)
