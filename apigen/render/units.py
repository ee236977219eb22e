"""Prints units: their views, through the templates of a pack, all texts of a chunk formatted together."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from apigen.findings.codes.templates import NOT_PYTHON
from apigen.findings.diagnostics import Diagnostic, Diagnostics
from apigen.findings.source import Origin
from apigen.render.failures import TemplateFailure
from apigen.render.formatting import PrintedText, format_all
from apigen.render.render import PrintedFile, Printer
from apigen.targets.base import Artifact, File, Program, Unit, ViewSet, text_digest
from apigen.targets.pack import FileRule, Pack, artifacts, copies


class UnitFile(msgspec.Struct, frozen=True):
    """A file that a unit consists of. `rule` is the position in the pack of the rule that made it,
    `tests` the number of tests in it, None where it is not a file of tests."""

    path: str
    digest: str
    rule: int
    tests: int | None = None


class PrintedUnit(msgspec.Struct, frozen=True):
    """What printing a unit gave, besides the texts of its files. `failures` are the artifacts without a
    text, each with the position of its rule; `not_python` are the texts that could not be formatted.
    `seconds` are those the unit took, by activity."""

    files: tuple[UnitFile, ...]
    summary: bytes
    failures: tuple[tuple[int, TemplateFailure], ...] = ()
    not_python: tuple[Diagnostic, ...] = ()
    seconds: dict[str, float] = {}


class UnitJob(msgspec.Struct, frozen=True):
    """A unit to print, with its inputs, and the summaries of the units that it needs. `copies`: the
    files that are copied verbatim belong to it."""

    unit: Unit
    inputs: tuple[bytes, ...]
    weight: int
    summaries: Mapping[str, bytes] = {}
    copies: bool = False


class Press:
    """Prints the units of one pack. It is handed to other processes, which compile the templates
    themselves."""

    def __init__(
        self,
        name: str,
        pack: Pack,
        program: Program,
        folders: Mapping[str, Path],
        templates: Sequence[Path],
        *,
        formatted: bool,
    ) -> None:
        self.program = program
        self.pack = pack
        self.formatted = formatted
        self._name = name
        self._folders = folders
        self._templates = tuple(templates)
        self._printer: Printer | None = None

    def unit(self, job: UnitJob) -> tuple[PrintedUnit, list[tuple[int, PrintedFile]]]:
        """The unit without files, and what its templates printed, by the positions of the rules."""
        started = time.perf_counter()
        viewed = self.program.views(job.unit, job.summaries)
        seen = time.perf_counter()
        printed: list[tuple[int, PrintedFile]] = []
        failed: list[tuple[int, TemplateFailure]] = []
        for number, batch in enumerate(self._batches(job, viewed.views)):
            texts, failures = self._compiled().print(batch)
            printed += ((number, text) for text in texts)
            failed += ((number, failure) for failure in failures)
        seconds = {"views": seen - started, "templates": time.perf_counter() - seen}
        return PrintedUnit((), viewed.summary, tuple(failed), seconds=seconds), printed

    def _batches(self, job: UnitJob, views: ViewSet) -> Iterator[Iterator[Artifact]]:
        """What each rule prints for the unit, then what is copied."""
        full: ViewSet | None = None
        for rule in self.pack.file:
            chosen = views
            if rule.for_each in views.collections and self._needs_full_views(job.unit, rule):
                chosen = full = full or self.program.full_views(job.unit)
            yield artifacts(self._name, rule, chosen)
        if job.copies:
            yield copies(self.pack, views, self._folders)

    def _needs_full_views(self, unit: Unit, rule: FileRule) -> bool:
        """Whether a template may ask for more than a summary. Only our own templates are known to need
        no more than their rule says; units that need no other units have no summary views."""
        if not unit.needs:
            return False
        return not (rule.summary and self._compiled().is_builtin(f"{self._name}/{rule.template}"))

    def _compiled(self) -> Printer:
        if self._printer is None:
            self._printer = Printer(self._templates, Diagnostics())
        return self._printer

    def __getstate__(self) -> dict[str, Any]:
        return {**self.__dict__, "_printer": None}


def print_units(
    press: Press, jobs: Sequence[UnitJob]
) -> Iterator[tuple[PrintedUnit, tuple[str, ...]]]:
    """Each unit, with the texts of its files in their order."""
    printed = [press.unit(job) for job in jobs]
    texts = [text for _, unit_texts in printed for _, text in unit_texts]
    started = time.perf_counter()
    formatted: Iterator[File | Diagnostic] = iter(
        list(_formatted(texts)) if press.formatted else [text.file for text in texts]
    )
    share = (time.perf_counter() - started) / max(1, len(jobs))
    for unit, unit_texts in printed:
        files: list[UnitFile] = []
        not_python: list[Diagnostic] = []
        own: list[str] = []
        for number, _ in unit_texts:
            made = next(formatted)
            if isinstance(made, Diagnostic):
                not_python.append(made)
            else:
                tests = press.pack.tests.count(made.path, made.text) if press.pack.tests else None
                files.append(UnitFile(made.path, text_digest(made.text), number, tests))
                own.append(made.text)
        seconds = {**unit.seconds, "formatting": share}
        done = PrintedUnit(tuple(files), unit.summary, unit.failures, tuple(not_python), seconds)
        yield done, tuple(own)


def _formatted(texts: Sequence[PrintedFile]) -> Iterator[File | Diagnostic]:
    """The file of each text, formatted where its rule says so; a finding where it is not Python."""
    python = [text for text in texts if text.artifact.format == "black"]
    results = iter(format_all([PrintedText(text.file.text, text.builtin) for text in python]))
    for text in texts:
        if text.artifact.format != "black":
            yield text.file
            continue
        result = next(results)
        if result.error:
            found = Diagnostics()
            about = text.artifact.about or text.artifact.path
            origin = Origin(text.artifact.template, 1, 1)
            found.add(NOT_PYTHON, origin, f"{about}: {result.error}")
            yield from found
        else:
            yield File(text.file.path, result.text)
