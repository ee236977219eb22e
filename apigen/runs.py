"""A whole run, from pages to files: done, or known from an earlier one with the same input.

What every part of a run needs is imported when it is first used: a run that is known loads neither
the parser nor the templates.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from importlib.metadata import entry_points
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from apigen.cache import Cache
from apigen.collector import paused
from apigen.findings.codes.folders import CHANGING, UNREADABLE
from apigen.findings.diagnostics import Diagnostic, Diagnostics, Severity
from apigen.pages.folder import ChangedError, PageFile, page_files
from apigen.render.filters import GROUP
from apigen.render.loader import builtin_templates
from apigen.settings import Settings
from apigen.stamps import Stamps, folder_digest
from apigen.texts import KIND, LazyFile, Output, Texts
from apigen.tools import Tools
from apigen.workspace.transaction import shared

if TYPE_CHECKING:
    from apigen.ir.api import Api

_PACKAGE = Path(__file__).resolve().parent


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


class Made:
    """The files of a run and what it found. Texts are read when they are asked for."""

    def __init__(
        self,
        counts: Counts,
        outputs: tuple[Output, ...],
        found: tuple[Diagnostic, ...],
        texts: Texts,
    ) -> None:
        self.counts = counts
        self.outputs = outputs
        self.found = found
        self.texts = texts

    @property
    def files(self) -> tuple[LazyFile, ...]:
        return tuple(LazyFile(item, self.texts) for item in self.outputs)


class Kept(msgspec.Struct, frozen=True):
    """What the cache holds of a run: all but the texts, and for each file the place in `bundles` of
    the bundle that holds its text."""

    counts: Counts
    outputs: tuple[Output, ...]
    found: tuple[Diagnostic, ...]
    bundles: tuple[str, ...]
    places: tuple[int, ...]


class Input(msgspec.Struct, frozen=True):
    """All that a run's result depends on besides the version. `pages` are those of `reference` as they
    were when the run began, `found` what was wrong with files and folders."""

    reference: Path
    pages: tuple[PageFile, ...]
    found: tuple[Diagnostic, ...]
    settings: Settings
    templates: tuple[Path, ...]

    def key(self, cache: Cache) -> str:
        """What the run is known by: all of its input, the templates, and all of our own code."""
        folders = (*self.templates, builtin_templates())
        return cache.key(
            (),
            b"run",
            folder_digest(cache, _PACKAGE, ".py"),
            msgspec.json.encode(
                msgspec.structs.replace(self.settings, cache="", workers=0), order="sorted"
            ),
            msgspec.json.encode(self.found),
            *(str(folder).encode() for folder in self.templates),
            *(folder_digest(cache, folder) for folder in folders),
            *(part for page in self.pages for part in (page.file.encode(), page.digest)),
        )


def read_input(
    reference: Path, settings: Settings, templates: tuple[Path, ...], cache: Cache | None = None
) -> Input:
    """The pages of a reference; a `cache` knows those that were not touched since they were read."""
    diagnostics = Diagnostics()
    stamps = Stamps(cache, reference, "pages") if cache is not None else None
    with shared(reference):
        pages = tuple(page_files(reference, diagnostics, stamps))
    if stamps is not None and pages:
        stamps.keep({page.file for page in pages})
    return Input(reference, pages, tuple(diagnostics), settings, templates)


def make(given: Input, diagnostics: Diagnostics, tools: Tools) -> Made:
    """The files of an input. Findings go to `diagnostics`, known or new.

    Filters that other packages offer are code that no key covers: with any, nothing whole is known.
    """
    with paused():
        with tools.stages.stage("known"):
            # Wherever a run without pages was, nothing is to be left there.
            known_by_input = tools.cache.used and given.pages and not entry_points(group=GROUP)
            key = given.key(tools.cache) if known_by_input else ""
            made = _known(key, tools.cache) if key else None
        if made is None:
            try:
                made = _made(given, tools)
            except ChangedError:  # a page was written after we looked whether it had been
                return make(
                    read_input(given.reference, given.settings, given.templates),
                    diagnostics,
                    tools,
                )
            complete = made.counts.pages and not templates_failed(made.found)
            with tools.stages.stage("keep"):
                if key and complete:
                    _keep(key, made, tools.cache)
                tools.cache.prune()
        made.texts.again = partial(_again, given, tools)
    diagnostics.extend(made.found)
    return made


def _made(given: Input, tools: Tools) -> Made:
    if not given.pages:
        tools = Tools(stages=tools.stages)
    from apigen import pipeline
    from apigen.outputs import outputs

    own = Diagnostics(given.found)
    variables = given.settings.all_variables()
    reading = pipeline.read_pages(given.pages, variables, own, tools)
    files, texts = outputs(reading.api, given.settings, given.templates, own, tools)
    counts = _counts(reading.described, reading.pages, reading.api, files)
    return Made(counts, files, tuple(own), texts)


def _again(given: Input, tools: Tools) -> dict[str, str]:
    """All texts once more, by their digests."""
    made = _made(given, Tools(workers=tools.workers, stages=tools.stages))
    return {item.digest: made.texts.of(item.digest) for item in made.outputs}


def _known(key: str, cache: Cache) -> Made | None:
    content = cache.get("runs", key)
    kept = msgspec.msgpack.decode(content, type=Kept) if content is not None else None
    if kept is None or not all(cache.touch(KIND, bundle) for bundle in kept.bundles):
        return None
    texts = Texts(cache)
    for item, place in zip(kept.outputs, kept.places, strict=True):
        texts.bundles[item.digest] = kept.bundles[place]
    return Made(kept.counts, kept.outputs, kept.found, texts)


def _keep(key: str, made: Made, cache: Cache) -> None:
    bundles = {bundle: n for n, bundle in enumerate(dict.fromkeys(made.texts.bundles.values()))}
    places = tuple(bundles[made.texts.bundles[item.digest]] for item in made.outputs)
    kept = Kept(made.counts, made.outputs, made.found, tuple(bundles), places)
    cache.put("runs", key, msgspec.msgpack.encode(kept))


def api_of(given: Input, tools: Tools) -> Api:
    """The API that an input says, for those few who need it beside the files."""
    from apigen import pipeline

    variables = given.settings.all_variables()
    return pipeline.read_pages(given.pages, variables, Diagnostics(), tools).api


def unread(found: Iterable[Diagnostic]) -> bool:
    """Whether there are pages of which nobody knows what they say: an output without them would be
    neither the old nor the new one."""
    return any(item.code in (UNREADABLE, CHANGING) for item in found)


def templates_failed(found: Iterable[Diagnostic]) -> bool:
    return any(item.severity is Severity.ERROR and item.code.code.startswith("T") for item in found)


def _counts(drafts: int, pages: int, api: Api, files: tuple[Output, ...]) -> Counts:
    resources = [resource for service in api.services for resource in service.resources]
    return Counts(
        pages=pages,
        services=len(api.services),
        drafts=drafts,
        methods=sum(len(resource.methods) for resource in resources),
        models=len(api.messages),
        tests=sum(file.tests for file in files),
        test_modules=sum(
            file.path.startswith("tests/") and "/test_" in file.path for file in files
        ),
    )
