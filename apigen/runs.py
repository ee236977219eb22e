"""A whole run, from pages to files: done, or known from an earlier one with the same input.

What every part of a run needs is imported when it is first used: a run that is known loads neither
the parser nor the templates.
"""

from __future__ import annotations

from collections.abc import Iterable
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from apigen.cache import folder_digest
from apigen.diagnostics import Diagnostic, Diagnostics, Severity
from apigen.pages.folder import sources
from apigen.render.loader import builtin_templates
from apigen.settings import Settings
from apigen.source import Source
from apigen.targets.base import File
from apigen.tools import Tools

if TYPE_CHECKING:
    from apigen.ir.api import Api

FILTERS = "apigen.filters"


class Counts(msgspec.Struct, frozen=True):
    """What a run read and made. `drafts` are pages that gave something, `tests` test functions, most
    of which run for many cases."""

    pages: int
    services: int
    drafts: int
    methods: int
    models: int
    tests: int
    test_modules: int


class Made(msgspec.Struct, frozen=True):
    """The files of a run and what it found."""

    counts: Counts
    files: tuple[File, ...]
    found: tuple[Diagnostic, ...]


class Input(msgspec.Struct, frozen=True):
    """All that a run's result depends on besides the version. `sources` are the pages as they were
    when they were read, `found` what was wrong with files and folders."""

    sources: tuple[Source, ...]
    found: tuple[Diagnostic, ...]
    settings: Settings
    templates: tuple[Path, ...]

    @property
    def parts(self) -> tuple[bytes, ...]:
        folders = (*self.templates, builtin_templates())
        return (
            b"run",
            msgspec.json.encode(
                msgspec.structs.replace(self.settings, cache="", workers=0), order="sorted"
            ),
            msgspec.json.encode(self.found),
            *(str(folder).encode() for folder in self.templates),
            *(folder_digest(folder) for folder in folders),
            *(part.encode() for source in self.sources for part in (source.file, source.text)),
        )


def read_input(reference: Path, settings: Settings, templates: tuple[Path, ...]) -> Input:
    diagnostics = Diagnostics()
    found = tuple(sources(reference, diagnostics))
    return Input(found, tuple(diagnostics), settings, templates)


def make(given: Input, diagnostics: Diagnostics, tools: Tools) -> Made:
    """The files of an input. Findings go to `diagnostics`, known or new.

    Filters that other packages offer are code that no key covers: with any, nothing whole is known.
    """
    known_by_input = tools.cache.used and not entry_points(group=FILTERS)
    key = tools.cache.key(("",), *given.parts) if known_by_input else ""
    if key:
        with tools.stages.stage("known"):
            known = tools.cache.get("runs", key)
            made = msgspec.msgpack.decode(known, type=Made) if known is not None else None
        if made is not None:
            diagnostics.extend(made.found)
            return made
    if not given.sources:
        tools = Tools(stages=tools.stages)  # wherever this ran, nothing is to be left there
    from apigen import pipeline

    own = Diagnostics(given.found)
    variables = given.settings.all_variables()
    reading = pipeline.read_sources(given.sources, variables, own, tools)
    files = pipeline.files(reading.api, given.settings, given.templates, own, tools=tools)
    counts = _counts(len(reading.drafts), reading.pages, reading.api, files)
    made = Made(counts, files, tuple(own))
    diagnostics.extend(made.found)
    if key and reading.pages and not templates_failed(made.found):
        tools.cache.put("runs", key, msgspec.msgpack.encode(made))
    tools.cache.prune()
    return made


def api_of(given: Input, tools: Tools) -> Api:
    """The API that an input says, for those few who need it beside the files."""
    from apigen import pipeline

    variables = given.settings.all_variables()
    return pipeline.read_sources(given.sources, variables, Diagnostics(), tools).api


def templates_failed(found: Iterable[Diagnostic]) -> bool:
    return any(item.severity is Severity.ERROR and item.code.code.startswith("T") for item in found)


def _counts(drafts: int, pages: int, api: Api, files: tuple[File, ...]) -> Counts:
    tests = [file for file in files if file.path.startswith("tests/")]
    resources = [resource for service in api.services for resource in service.resources]
    return Counts(
        pages=pages,
        services=len(api.services),
        drafts=drafts,
        methods=sum(len(resource.methods) for resource in resources),
        models=len(api.messages),
        tests=sum(file.text.count("\ndef test_") for file in tests),
        test_modules=sum("/test_" in file.path for file in tests),
    )
