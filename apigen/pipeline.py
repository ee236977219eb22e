"""The stages, one after another: pages → drafts → API → artifacts → files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from apigen.analysis.page.draft import Draft
from apigen.collector import paused
from apigen.drafts import Drafts, drafts
from apigen.findings.codes.drift import CUT_SHORT, MEND, WORDS
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Origin
from apigen.ir.api import Api
from apigen.joining import joined_api
from apigen.pages.folder import PageFile, page_files
from apigen.pages.toc import read_toc, report_missing
from apigen.render.formatting import Formatted, Printed, formatted_python
from apigen.render.loader import builtin_templates
from apigen.render.render import render
from apigen.settings import Settings
from apigen.targets.base import Artifact, File, ViewSet
from apigen.targets.pack import artifacts, read_pack
from apigen.targets.python.views import Options, view_set
from apigen.tools import Tools, Work
from apigen.workspace.transaction import STAGED, interrupted, shared

RUNTIME = Path(__file__).resolve().parent / "runtime"


class Reading(NamedTuple):
    """What a reference says: what its pages gave, one by one, and the API they make."""

    by_page: Drafts
    api: Api

    @property
    def pages(self) -> int:
        return len(self.by_page.tops)

    @property
    def described(self) -> int:
        """The number of pages that describe something."""
        return sum(top.head is not None for top in self.by_page.tops)

    @property
    def drafts(self) -> tuple[Draft, ...]:
        return self.by_page.all()


def read(
    reference: Path,
    variables: Mapping[str, str],
    diagnostics: Diagnostics,
    tools: Tools | None = None,
) -> Reading:
    """Read a folder of pages (or one page) into the API."""
    with shared(reference):
        if interrupted(reference):
            diagnostics.add(CUT_SHORT, Origin(STAGED, 1, 1), WORDS, hint=MEND)
        found = tuple(page_files(reference, diagnostics))
    return read_pages(found, variables, diagnostics, tools)


@paused()
def read_pages(
    found: Iterable[PageFile],
    variables: Mapping[str, str],
    diagnostics: Diagnostics,
    tools: Tools | None = None,
) -> Reading:
    """Read pages and tables of contents into the API."""
    tools = tools or Tools()
    pages, contents = _parted(found)
    for table in contents:
        source = table.source()
        report_missing(
            source, read_toc(source, diagnostics), {page.file for page in pages}, diagnostics
        )
    by_page = drafts(pages, variables, tools)
    for top in by_page.tops:
        diagnostics.extend(top.found)
    return Reading(by_page, joined_api(by_page, diagnostics, tools))


def _parted(found: Iterable[PageFile]) -> tuple[tuple[PageFile, ...], tuple[PageFile, ...]]:
    """Pages, and tables of contents."""
    pages: list[PageFile] = []
    contents: list[PageFile] = []
    for page in found:
        (contents if page.file.endswith(".yaml") else pages).append(page)
    return tuple(pages), tuple(contents)


def _packed_text(made: Formatted) -> bytes | None:
    return None if made.error else made.text.encode()


FORMATTING: Work[Printed, Formatted] = Work(
    name="formatting",
    unit="files",
    function=formatted_python,
    maker=("render/formatting.py", "render/layout"),
    inputs=lambda printed: (b"ours" if printed.ours else b"", printed.text.encode()),
    # What layout does takes a thirtieth of the time of what black does.
    weight=lambda printed: len(printed.text) // (30 if printed.ours else 1),
    worth=100_000,
    pack=_packed_text,
    unpack=lambda kept: Formatted(kept.decode()),
)


def files(
    api: Api,
    settings: Settings,
    templates: tuple[Path, ...],
    diagnostics: Diagnostics,
    *,
    wanted: Callable[[Artifact], bool] = lambda artifact: True,
    formatted: bool = True,
    tools: Tools | None = None,
) -> tuple[File, ...]:
    """Everything that the targets make of an API; only the `wanted` artifacts, where told."""
    made: list[Artifact] = []
    folders = (*templates, builtin_templates())
    views = {
        "python": lambda: _python_views(api, settings),
        "api": lambda: _plain_views(api),
        "openapi": lambda: _openapi_views(api, settings),
    }
    tools = tools or Tools()
    with tools.stages.stage("views"):
        for name in settings.targets:
            pack = read_pack(name, folders, diagnostics)
            if pack is not None:
                made += artifacts(name, pack, views, {"runtime": RUNTIME}, diagnostics)
    kept = (artifact for artifact in made if wanted(artifact))
    with tools.stages.stage("templates"):
        return render(
            kept,
            templates,
            diagnostics,
            formatted=formatted,
            format_all=partial(tools.do, FORMATTING),
        )


def _python_views(api: Api, settings: Settings) -> ViewSet:
    return view_set(api, python_options(settings))


def python_options(settings: Settings) -> Options:
    return Options(**msgspec.structs.asdict(settings.python))


# Most runs make the Python package alone: what other targets are made by is not loaded for it.


def _plain_views(api: Api) -> ViewSet:
    from apigen.targets.plain.views import view_set as plain_view_set

    return plain_view_set(api)


def _openapi_views(api: Api, settings: Settings) -> ViewSet:
    from apigen.targets.openapi.document import Options as OpenApiOptions
    from apigen.targets.openapi.views import view_set as openapi_view_set

    options = OpenApiOptions(version=settings.python.version, site=settings.python.site)
    return openapi_view_set(api, options)
