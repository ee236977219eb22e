"""The stages, one after another: read → draft → link → view → print.

Each stage is a pure function, and runs as a step of the memo, which decides what need not be computed
again. `apigen.workspace` writes or compares the files that come out.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from apigen.analysis.api.interface import PageInterface, interface_of
from apigen.analysis.api.link import link_api
from apigen.analysis.api.plan import ServicePlan, plan_services
from apigen.analysis.api.service import LinkedService, link_service
from apigen.analysis.page.build import build
from apigen.analysis.page.draft import Draft
from apigen.findings.codes.drift import INTERRUPTED, INTERRUPTED_HINT, INTERRUPTED_MESSAGE
from apigen.findings.codes.targets import NO_SUCH_VIEW
from apigen.findings.diagnostics import Diagnostic, Diagnostics
from apigen.findings.source import Origin
from apigen.ir.api import Api
from apigen.ir.encoding import encoded
from apigen.memo.fingerprints import digest, folder_fingerprint
from apigen.memo.steps import Entry, Memo, Result, Step
from apigen.pages.folder import PageFile, page_files
from apigen.pages.read import read_page
from apigen.pages.toc import read_toc, report_missing
from apigen.render.failures import report_failures
from apigen.render.filters import has_package_filters
from apigen.render.loader import builtin_templates
from apigen.render.render import Printer
from apigen.render.units import Press, PrintedUnit, UnitFile, UnitJob, print_units
from apigen.settings import Settings
from apigen.targets.base import Target
from apigen.targets.pack import FileRule, Pack, check_collections, read_pack
from apigen.targets.registry import targets
from apigen.workspace.journal import STAGED
from apigen.workspace.locking import shared_lock
from apigen.workspace.recovery import is_interrupted

_READING = ("pages", "languages", "analysis", "ir", "findings", "pipeline.py")
_PRINTING = ("targets", "render", "ir", "runtime", "findings", "pipeline.py")


class PageSummary(msgspec.Struct, frozen=True):
    """What linking and reports need of every page: its interface, None where it describes nothing, and the
    findings."""

    file: str
    interface: PageInterface | None
    found: tuple[Diagnostic, ...]


class Reading(NamedTuple):
    """What a reference says: its pages, and the API that they make."""

    pages: tuple[Entry[PageSummary, Draft | None], ...]
    api: Api

    @property
    def drafts(self) -> tuple[Draft, ...]:
        return tuple(draft for page in self.pages if (draft := page.body) is not None)

    @property
    def described(self) -> int:
        """The number of pages that describe something."""
        return sum(page.value.interface is not None for page in self.pages)


class OutputFile(NamedTuple):
    """A file of the output, and the unit whose body holds its text, at `position`."""

    file: UnitFile
    unit: Entry[PrintedUnit, tuple[str, ...]]
    position: int

    @property
    def path(self) -> str:
        return self.file.path

    @property
    def digest(self) -> str:
        return self.file.digest

    @property
    def text(self) -> str:
        return self.unit.body[self.position]


class _ServiceJob(NamedTuple):
    plan: ServicePlan
    digests: tuple[bytes, ...]


def _page_inputs(page: PageFile) -> tuple[bytes, ...]:
    return (page.file.encode(), page.digest)


def _page_weight(page: PageFile) -> int:
    return page.size


def _service_inputs(job: _ServiceJob) -> tuple[bytes, ...]:
    return (encoded(job.plan), *job.digests)


def _service_weight(job: _ServiceJob) -> int:
    return sum(len(page.ids) for page in (*job.plan.indexes, *job.plan.methods))


def _unit_inputs(job: UnitJob) -> tuple[bytes, ...]:
    return job.inputs


def _unit_weight(job: UnitJob) -> int:
    return job.weight


def _unit_seconds(unit: PrintedUnit) -> Mapping[str, float]:
    return unit.seconds


def _succeeded(unit: PrintedUnit) -> bool:
    return not unit.failures and not unit.not_python


def draft_pages(
    variables: Mapping[str, str], pages: Sequence[PageFile]
) -> Iterator[Result[PageSummary, Draft | None]]:
    """The draft of each page, and its summary.

    Raises:
        ChangedError: a page has changed since the run began.
    """
    for page in pages:
        diagnostics = Diagnostics()
        parsed = read_page(page.source(), diagnostics, variables)
        draft = build(parsed, diagnostics) if parsed is not None else None
        interface = interface_of(draft) if draft is not None else None
        yield Result(PageSummary(page.file, interface, tuple(diagnostics)), draft)


def link_services(
    drafts: Mapping[str, Entry[PageSummary, Draft | None]], jobs: Sequence[_ServiceJob]
) -> Iterator[Result[LinkedService, None]]:
    """The part of the API that each service makes up."""
    for job in jobs:
        yield Result(link_service(job.plan, partial(_draft_of, drafts)), None)


def _draft_of(drafts: Mapping[str, Entry[PageSummary, Draft | None]], file: str) -> Draft:
    draft = drafts[file].body
    assert draft is not None, f"{file} describes nothing, and is in a plan"
    return draft


def _print_units(
    press: Press, jobs: Sequence[UnitJob]
) -> Iterator[Result[PrintedUnit, tuple[str, ...]]]:
    for unit, texts in print_units(press, jobs):
        yield Result(unit, texts)


# Thresholds: about half a second's work each, in bytes of pages, messages, and messages and methods.
DRAFT: Step[PageFile, PageSummary, Draft | None] = Step(
    name="pages",
    unit="pages",
    code=_READING,
    run=draft_pages,
    inputs=_page_inputs,
    value=PageSummary,
    body=Draft | None,
    weight=_page_weight,
    threshold=800_000,
)
LINK: Step[_ServiceJob, LinkedService, None] = Step(
    name="services",
    unit="services",
    code=_READING,
    run=link_services,
    inputs=_service_inputs,
    value=LinkedService,
    body=None,
    weight=_service_weight,
    threshold=4_000,
)
PRINT: Step[UnitJob, PrintedUnit, tuple[str, ...]] = Step(
    name="files",
    unit="units",
    code=_PRINTING,
    run=_print_units,
    inputs=_unit_inputs,
    value=PrintedUnit,
    body=tuple[str, ...],
    weight=_unit_weight,
    threshold=60,
    keep=_succeeded,
    seconds=_unit_seconds,
)


def read(
    reference: Path,
    variables: Mapping[str, str],
    diagnostics: Diagnostics,
    memo: Memo | None = None,
) -> Reading:
    """Read a folder of pages, or one page, into the API.

    Raises:
        ChangedError: a page has changed since the run began.
    """
    with shared_lock(reference):
        if is_interrupted(reference):
            origin = Origin(STAGED, 1, 1)
            diagnostics.add(INTERRUPTED, origin, INTERRUPTED_MESSAGE, hint=INTERRUPTED_HINT)
        found = tuple(page_files(reference, diagnostics))
    return read_pages(found, variables, diagnostics, memo or Memo())


def read_pages(
    files: Iterable[PageFile],
    variables: Mapping[str, str],
    diagnostics: Diagnostics,
    memo: Memo,
) -> Reading:
    """Read pages and tables of contents into the API.

    Raises:
        ChangedError: a page has changed since the run began.
    """
    pages = _without_contents(files, diagnostics)
    settings = json.dumps(dict(variables), sort_keys=True).encode()
    drafts = memo.map(DRAFT, pages, state=(variables,), context=(settings,))
    for draft in drafts:
        diagnostics.extend(draft.value.found)
    return Reading(tuple(drafts), link(pages, drafts, settings, diagnostics, memo))


def _without_contents(files: Iterable[PageFile], diagnostics: Diagnostics) -> list[PageFile]:
    """The pages; tables of contents are compared with them."""
    found = list(files)
    pages = [file for file in found if not file.file.endswith(".yaml")]
    names = {page.file for page in pages}
    for table in found:
        if table.file.endswith(".yaml"):
            source = table.source()
            report_missing(source, read_toc(source, diagnostics), names, diagnostics)
    return pages


def link(
    pages: Sequence[PageFile],
    drafts: Sequence[Entry[PageSummary, Draft | None]],
    settings: bytes,
    diagnostics: Diagnostics,
    memo: Memo,
) -> Api:
    """One API from the drafts of all pages, service by service."""
    by_file = {draft.value.file: draft for draft in drafts}
    digests = {page.file: page.digest for page in pages}
    interfaces = [draft.value.interface for draft in drafts if draft.value.interface is not None]
    plans = memo.call("link", plan_services, interfaces, partial(_draft_of, by_file), diagnostics)
    jobs = [
        _ServiceJob(own, tuple(digests[page.file] for page in (*own.indexes, *own.methods)))
        for own in plans
    ]
    parts = memo.map(LINK, jobs, state=(by_file,), context=(settings,))
    return memo.call("link", link_api, (part.value for part in parts), diagnostics)


def files(
    api: Api,
    settings: Settings,
    templates: Sequence[Path],
    diagnostics: Diagnostics,
    memo: Memo | None = None,
    *,
    formatted: bool = True,
    wanted: Callable[[FileRule], bool] = lambda rule: True,
) -> tuple[OutputFile, ...]:
    """The files of all targets, sorted by path; those of the `wanted` rules alone. Files whose templates
    fail are reported and left out."""
    memo = memo or Memo()
    Printer(templates, diagnostics)  # reports what is wrong with the templates of the user
    found: list[OutputFile] = []
    folders = (*templates, builtin_templates())
    for name in settings.targets:
        pack = read_pack(name, folders, diagnostics)
        target = _target(name, pack, diagnostics) if pack is not None else None
        if pack is None or target is None:
            continue
        program = memo.call("views", target.program, api, settings.options_of(target))
        pack = msgspec.structs.replace(pack, file=tuple(filter(wanted, pack.file)))
        check_collections(name, pack, program.collections, diagnostics)
        press = Press(name, pack, program, target.copies, templates, formatted=formatted)
        context = _context(name, pack, settings.options_of(target), folders, formatted=formatted)
        units = print_program(press, context, memo)
        _tell_failed(units, diagnostics)
        found += (
            OutputFile(file, unit, position)
            for unit in units
            for position, file in enumerate(unit.value.files)
        )
    return tuple(sorted(found, key=lambda output: output.path))


def _target(name: str, pack: Pack, diagnostics: Diagnostics) -> Target | None:
    known = targets()
    if pack.views not in known:
        words = f"no views `{pack.views}`; known: {', '.join(sorted(known))}"
        diagnostics.add(NO_SUCH_VIEW, Origin(f"{name}/target.toml", 1, 1), words)
    return known.get(pack.views)


def _context(
    name: str,
    pack: Pack,
    options: msgspec.Struct,
    folders: Sequence[Path],
    *,
    formatted: bool,
) -> tuple[bytes, ...] | None:
    """What all files of a pack depend on; None where other packages offer filters, whose code no
    fingerprint covers."""
    if has_package_filters():
        return None
    return (
        encoded((name, pack, options, formatted)),
        *(str(folder).encode() for folder in folders),
        *(folder_fingerprint(folder) for folder in folders),
    )


def print_program(
    press: Press, context: tuple[bytes, ...] | None, memo: Memo
) -> list[Entry[PrintedUnit, tuple[str, ...]]]:
    """All units of a program, in the order of the rules that print them, layer by layer."""
    printed: dict[str, Entry[PrintedUnit, tuple[str, ...]]] = {}
    keys: dict[str, bytes] = {}
    layers = memo.call("views", press.program.layers)
    for layer in layers:
        jobs = []
        inputs = memo.call("views", list, press.program.inputs(layer))
        for unit, own in zip(layer, inputs, strict=True):
            keys[unit.name] = digest((*own, *(keys[name] for name in unit.needs)))
            jobs.append(
                UnitJob(
                    unit=unit,
                    inputs=(keys[unit.name],),
                    weight=press.program.weight(unit),
                    summaries={name: printed[name].value.summary for name in unit.needs},
                    copies=layer is layers[-1] and unit is layer[0],
                )
            )
        entries = memo.map(PRINT, jobs, state=(press,), context=context)
        printed.update(zip((unit.name for unit in layer), entries, strict=True))
    return list(printed.values())


def _tell_failed(
    units: Sequence[Entry[PrintedUnit, tuple[str, ...]]], diagnostics: Diagnostics
) -> None:
    failures = [failure for unit in units for failure in unit.value.failures]
    report_failures((item for _, item in sorted(failures, key=lambda own: own[0])), diagnostics)
    for unit in units:
        diagnostics.extend(unit.value.not_python)
