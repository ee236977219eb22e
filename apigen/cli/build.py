"""A build, from pages to files: run through the pipeline, or loaded from an earlier run with equal inputs.

The pipeline is imported only if it has to run: a stored build loads neither the parser nor the templates.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from apigen.findings.codes.folders import CHANGING, UNREADABLE
from apigen.findings.diagnostics import Diagnostic, Diagnostics, Severity
from apigen.memo.collector import collector_paused
from apigen.memo.files import FileDigests, folder_digest
from apigen.memo.fingerprints import PACKAGE, digest, library_fingerprint
from apigen.memo.steps import Memo, pack, stored, unpack
from apigen.memo.store import Row, Store
from apigen.pages.folder import ChangedError, PageFile, page_files
from apigen.render.filters import has_package_filters
from apigen.render.loader import builtin_templates
from apigen.settings import Settings
from apigen.workspace.errors import WorkspaceError
from apigen.workspace.lockfile import read_lockfile
from apigen.workspace.locking import shared_lock

if TYPE_CHECKING:
    from apigen.ir.api import Api
    from apigen.pipeline import OutputFile, Reading


class Counts(msgspec.Struct, frozen=True):
    """What a build read and made. `described` are the pages that describe something, `tests` the test
    functions, most of which run for many cases."""

    pages: int
    services: int
    described: int
    methods: int
    models: int
    tests: int
    test_modules: int


class BuildInputs(msgspec.Struct, frozen=True):
    """All that the result of a build depends on, besides the code. `pages` are those of `reference`
    when the run began, `found` the findings about files and folders."""

    reference: Path
    pages: tuple[PageFile, ...]
    found: tuple[Diagnostic, ...]
    settings: Settings
    templates: tuple[Path, ...]

    def key(self, store: Store) -> bytes:
        """The key of the build: its inputs, the templates, and all of the code."""
        folders = (*self.templates, builtin_templates())
        settings = msgspec.structs.replace(self.settings, cache="", workers=0)
        return digest(
            (
                b"build",
                library_fingerprint(),
                folder_digest(store, PACKAGE, ".py"),
                msgspec.json.encode(settings, order="sorted"),
                msgspec.json.encode(self.found),
                *(str(folder).encode() for folder in self.templates),
                *(folder_digest(store, folder) for folder in folders),
                *(part for page in self.pages for part in (page.file.encode(), page.digest)),
            )
        )


class BuiltFile:
    """A file of the output, whose text is read when it is asked for."""

    def __init__(self, path: str, digest: str, read: Callable[[], str]) -> None:
        self.path = path
        self.digest = digest
        self._read = read

    @property
    def text(self) -> str:
        return self._read()

    def __repr__(self) -> str:
        return f"BuiltFile({self.path!r})"


class Build(msgspec.Struct, frozen=True):
    """The files of a build, and what was found."""

    counts: Counts
    files: tuple[BuiltFile, ...]
    found: tuple[Diagnostic, ...]


class _StoredFile(msgspec.Struct, frozen=True, array_like=True):
    """`unit` is the position in `rows` of the unit that holds the text, `position` that of the text."""

    path: str
    digest: str
    unit: int
    position: int


class _StoredBuild(msgspec.Struct, frozen=True):
    """A build without its texts, which the rows of its units hold."""

    counts: Counts
    files: tuple[_StoredFile, ...]
    found: tuple[Diagnostic, ...]
    rows: tuple[bytes, ...]


def read_inputs(
    reference: Path, settings: Settings, templates: tuple[Path, ...], store: Store | None = None
) -> BuildInputs:
    """The pages of a reference; those that the `store` knows are not read again."""
    diagnostics = Diagnostics()
    known = FileDigests(store, reference, "pages") if store is not None else None
    with shared_lock(reference):
        pages = tuple(page_files(reference, diagnostics, known))
        settings = with_pinned_variables(settings, reference)
    if known is not None and pages:
        known.save({page.file for page in pages})
    return BuildInputs(reference, pages, tuple(diagnostics), settings, templates)


def with_pinned_variables(settings: Settings, path: Path) -> Settings:
    """The settings with the variables of the lockfile of a reference, or of the one that a page or folder
    belongs to. Those of the project overrule them. A damaged lockfile is reported by the commands that
    compare or pull pages."""
    try:
        lockfiles = (read_lockfile(folder) for folder in (path, *path.parents))
        lockfile = next((found for found in lockfiles if found is not None), None)
    except WorkspaceError:
        return settings
    if lockfile is None or not lockfile.variables:
        return settings
    return msgspec.structs.replace(settings, variables={**lockfile.variables, **settings.variables})


def build(inputs: BuildInputs, diagnostics: Diagnostics, memo: Memo) -> Build:
    """The files that the inputs make. Findings, known or new, are added to `diagnostics`."""
    with collector_paused():
        key = memo.call("known", _key, inputs, memo.store)
        result = _known(key, inputs, memo) if key else None
        if result is None:
            try:
                result = _new(key, inputs, memo)
            except ChangedError:  # a page was written to after its metadata was compared
                again = read_inputs(inputs.reference, inputs.settings, inputs.templates)
                return build(again, diagnostics, memo)
    diagnostics.extend(result.found)
    return result


def api_of(inputs: BuildInputs, memo: Memo) -> Api:
    """The API that the pages describe, for the few commands that need it beside the files."""
    with collector_paused():
        return _reading(inputs, Diagnostics(), memo).api


def unread(found: Iterable[Diagnostic]) -> bool:
    """Whether there are pages whose content is unknown. An output without them would be neither the old
    nor the new one."""
    return any(item.code in (UNREADABLE, CHANGING) for item in found)


def templates_failed(found: Iterable[Diagnostic]) -> bool:
    return any(item.severity is Severity.ERROR and item.code.code.startswith("T") for item in found)


def _key(inputs: BuildInputs, store: Store) -> bytes:
    """The key of the build; empty if it is not stored. A build without pages is not, so that no store is
    created in a wrong folder, nor one with filters of other packages, whose code no fingerprint covers.
    """
    stores = store.used and inputs.pages and not has_package_filters()
    return inputs.key(store) if stores else b""


def _reading(inputs: BuildInputs, diagnostics: Diagnostics, memo: Memo) -> Reading:
    from apigen import pipeline

    variables = inputs.settings.all_variables()
    return pipeline.read_pages(inputs.pages, variables, diagnostics, memo)


def _new(key: bytes, inputs: BuildInputs, memo: Memo) -> Build:
    from apigen import pipeline

    if not inputs.pages:
        memo = Memo(progress=memo.progress)
    diagnostics = Diagnostics(inputs.found)
    reading = _reading(inputs, diagnostics, memo)
    files = pipeline.files(reading.api, inputs.settings, inputs.templates, diagnostics, memo)
    counts, found = _counts(reading, files), tuple(diagnostics)
    if key and counts.pages and not templates_failed(found):
        _store(key, counts, files, found, memo.store)
    memo.store.prune()
    built = (BuiltFile(item.path, item.digest, partial(getattr, item, "text")) for item in files)
    return Build(counts, tuple(built), found)


def _store(
    key: bytes,
    counts: Counts,
    files: Sequence[OutputFile],
    found: tuple[Diagnostic, ...],
    store: Store,
) -> None:
    rows = {item.unit.key: n for n, item in enumerate({i.unit.key: i for i in files}.values())}
    record = _StoredBuild(
        counts=counts,
        files=tuple(
            _StoredFile(item.path, item.digest, rows[item.unit.key], item.position)
            for item in files
        ),
        found=found,
        rows=tuple(rows),
    )
    content = pack(record)
    if content is not None and all(rows):
        store.put([Row("build", key, content)])


def _known(key: bytes, inputs: BuildInputs, memo: Memo) -> Build | None:
    """The stored build; None unless all of its texts are stored, too."""
    record: _StoredBuild | None = stored(memo.store, key, _StoredBuild)
    if record is None or not memo.store.touch(record.rows):
        return None
    texts = _Texts(record, inputs, memo)
    files = (BuiltFile(f.path, f.digest, partial(texts.of, f)) for f in record.files)
    return Build(record.counts, tuple(files), record.found)


class _Texts:
    """The texts of a stored build. The store may lose them at any time: then all are made again."""

    def __init__(self, record: _StoredBuild, inputs: BuildInputs, memo: Memo) -> None:
        self._record = record
        self._inputs = inputs
        self._memo = memo
        self._units: dict[int, tuple[str, ...]] = {}
        self._again: dict[str, str] = {}

    def of(self, file: _StoredFile) -> str:
        if file.unit not in self._units:
            content = self._memo.store.body(self._record.rows[file.unit])
            if content is None:
                return self._made_again(file)
            self._units[file.unit] = unpack(content, tuple[str, ...])
        return self._units[file.unit][file.position]

    def _made_again(self, file: _StoredFile) -> str:
        if not self._again:
            memo = Memo(workers=self._memo.workers, progress=self._memo.progress)
            with collector_paused():
                built = _new(b"", self._inputs, memo)
            self._again = {item.digest: item.text for item in built.files}
        return self._again[file.digest]


def _counts(reading: Reading, files: Iterable[OutputFile]) -> Counts:
    resources = [resource for service in reading.api.services for resource in service.resources]
    tests = [item.file.tests for item in files if item.file.tests is not None]
    return Counts(
        pages=len(reading.pages),
        services=len(reading.api.services),
        described=reading.described,
        methods=sum(len(resource.methods) for resource in resources),
        models=len(reading.api.messages),
        tests=sum(tests),
        test_modules=len(tests),
    )
