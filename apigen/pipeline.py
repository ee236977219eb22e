"""The stages, one after another: pages → drafts → API → artifacts → files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import msgspec

from apigen.analysis.assemble import assemble
from apigen.analysis.build import build
from apigen.analysis.draft import Draft
from apigen.diagnostics import Diagnostics
from apigen.ir.api import Api
from apigen.pages.folder import sources
from apigen.pages.read import read_page
from apigen.pages.toc import read_toc, tell_missing
from apigen.render.loader import builtin_templates
from apigen.render.render import render
from apigen.settings import Settings
from apigen.source import Source
from apigen.targets.base import Artifact, File, ViewSet
from apigen.targets.openapi.document import Options as OpenApiOptions
from apigen.targets.openapi.views import view_set as openapi_view_set
from apigen.targets.pack import artifacts, read_pack
from apigen.targets.plain.views import view_set as plain_view_set
from apigen.targets.python.views import Options, view_set

RUNTIME = Path(__file__).resolve().parent / "runtime"


class Reading(msgspec.Struct, frozen=True):
    """What a reference says: its pages' drafts and the API they make."""

    pages: int
    drafts: tuple[Draft, ...]
    api: Api


def read(reference: Path, variables: Mapping[str, str], diagnostics: Diagnostics) -> Reading:
    """Read a folder of pages (or one page) into the API."""
    found, contents = _parted(sources(reference, diagnostics))
    for table in contents:
        tell_missing(
            table, read_toc(table, diagnostics), {page.file for page in found}, diagnostics
        )
    drafts = tuple(_drafts(found, variables, diagnostics))
    return Reading(len(found), drafts, assemble(drafts, diagnostics))


def _parted(found: Iterable[Source]) -> tuple[tuple[Source, ...], tuple[Source, ...]]:
    """Pages, and tables of contents."""
    pages: list[Source] = []
    contents: list[Source] = []
    for source in found:
        (contents if source.file.endswith(".yaml") else pages).append(source)
    return tuple(pages), tuple(contents)


def _drafts(
    found: tuple[Source, ...], variables: Mapping[str, str], diagnostics: Diagnostics
) -> Iterator[Draft]:
    for source in found:
        page = read_page(source, diagnostics, variables)
        draft = build(page, diagnostics) if page is not None else None
        if draft is not None:
            yield draft


def files(
    api: Api,
    settings: Settings,
    templates: tuple[Path, ...],
    diagnostics: Diagnostics,
    *,
    wanted: Callable[[Artifact], bool] = lambda artifact: True,
    formatted: bool = True,
) -> tuple[File, ...]:
    """Everything that the targets make of an API; only the `wanted` artifacts, where told."""
    made: list[Artifact] = []
    folders = (*templates, builtin_templates())
    views = {
        "python": lambda: _python_views(api, settings),
        "api": lambda: plain_view_set(api),
        "openapi": lambda: _openapi_views(api, settings),
    }
    for name in settings.targets:
        pack = read_pack(name, folders, diagnostics)
        if pack is not None:
            made += artifacts(name, pack, views, {"runtime": RUNTIME}, diagnostics)
    kept = (artifact for artifact in made if wanted(artifact))
    return render(kept, templates, diagnostics, formatted=formatted)


def _python_views(api: Api, settings: Settings) -> ViewSet:
    return view_set(api, Options(**msgspec.structs.asdict(settings.python)))


def _openapi_views(api: Api, settings: Settings) -> ViewSet:
    options = OpenApiOptions(version=settings.python.version, site=settings.python.site)
    return openapi_view_set(api, options)


class Counts(msgspec.Struct, frozen=True):
    """What a run read and made, for people."""

    pages: int
    methods: int
    models: int
    tests: int
    test_modules: int


def counts(reading: Reading, made: tuple[File, ...]) -> Counts:
    """`tests` counts test functions; most run for many cases."""
    tests = [file for file in made if file.path.startswith("tests/")]
    return Counts(
        pages=reading.pages,
        methods=sum(
            len(resource.methods)
            for service in reading.api.services
            for resource in service.resources
        ),
        models=len(reading.api.messages),
        tests=sum(file.text.count("\ndef test_") for file in tests),
        test_modules=sum("/test_" in file.path for file in tests),
    )
