"""Pages into drafts. Those of a folder are kept in one bundle, their heads and findings in another.

The key of both covers all pages of the folder. The bundles made last are found by the folder's name, too
(`latest`): when one page has changed, what all others gave is in them still, each beside the digest of
the page that it was made from. Drafts are twenty times as large as heads, and most runs need few of them:
they are read where somebody asks for one.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

import msgspec

from apigen.analysis.api.interface import PageInterface, interface_of
from apigen.analysis.page.build import build
from apigen.analysis.page.draft import Draft
from apigen.cache import Cache, packed
from apigen.findings.diagnostics import Diagnostic, Diagnostics
from apigen.findings.source import Source
from apigen.pages.folder import PageFile
from apigen.pages.read import read_page
from apigen.tools import Tools

MAKER = (
    *("pages", "languages", "analysis", "ir"),
    *("findings", "drafts.py"),
)
_WORTH = 800_000  # bytes of pages: half a second's work


class DraftedPage(msgspec.Struct, frozen=True):
    """What one page gave: its draft, where it has one, and what was found in it."""

    draft: Draft | None
    found: tuple[Diagnostic, ...]


class Top(msgspec.Struct, frozen=True, array_like=True):
    """What is read of every page: its digest, its head, and what was found in it."""

    file: str
    digest: bytes
    head: PageInterface | None
    found: tuple[Diagnostic, ...]


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    file: str
    digest: bytes
    draft: bytes


class _Made(msgspec.Struct, frozen=True):
    """What a process gives for a page: as bytes, where bytes can hold it."""

    top: Top | bytes
    draft: Draft | bytes | None


_DRAFT = msgspec.msgpack.Decoder(Draft)
_TOP = msgspec.msgpack.Decoder(Top)
_TOPS = msgspec.msgpack.Decoder(tuple[Top, ...])
_KEPT = msgspec.msgpack.Decoder(tuple[_Kept, ...])


def draft_page(variables: Mapping[str, str], source: Source) -> DraftedPage:
    diagnostics = Diagnostics()
    page = read_page(source, diagnostics, variables)
    draft = build(page, diagnostics) if page is not None else None
    return DraftedPage(draft, tuple(diagnostics))


class Drafts:
    """What the pages of a reference gave: `tops` in the pages' order, the drafts by their files."""

    def __init__(
        self, tops: Sequence[Top], folders: Mapping[str, _Folder], settings: bytes
    ) -> None:
        self.tops = tuple(tops)
        self.settings = settings
        """What drafts depend on besides their pages."""
        self._folders = folders

    def of(self, file: str) -> Draft:
        """The draft of a page that has one.

        Raises:
            ChangedError: it has to be made again, and the page was changed since the run began.
        """
        return self._folders[_folder(file)].draft(file)

    def all(self) -> tuple[Draft, ...]:
        return tuple(self.of(top.file) for top in self.tops if top.head is not None)


def drafts(pages: Sequence[PageFile], variables: Mapping[str, str], tools: Tools) -> Drafts:
    """What each page gives.

    Raises:
        ChangedError: a page was changed since the run began.
    """
    settings = json.dumps(variables, sort_keys=True).encode()
    folders: dict[str, _Folder] = {}
    for page in pages:
        name = _folder(page.file)
        folder = folders.setdefault(name, _Folder(name, settings, variables, tools.cache))
        folder.pages[page.file] = page
    for folder in folders.values():
        folder.look()
    todo = [
        page
        for folder in folders.values()
        for page in folder.pages.values()
        if page.file not in folder.tops
    ]
    for page, made in zip(todo, _make(todo, len(pages), variables, tools), strict=True):
        folders[_folder(page.file)].add(page, made)
    for folder in folders.values():
        folder.keep()
    tops = [folders[_folder(page.file)].tops[page.file] for page in pages]
    return Drafts(tops, folders, settings)


def _folder(file: str) -> str:
    return file.partition("/api-ref/")[0]


class _Folder:
    """The pages of one folder, and what is known of them."""

    def __init__(
        self, name: str, settings: bytes, variables: Mapping[str, str], cache: Cache
    ) -> None:
        self._name = name
        self._settings = settings
        self._variables = variables
        self._cache = cache
        self.pages: dict[str, PageFile] = {}
        self.tops: dict[str, Top] = {}
        self._key = self._before = ""
        self._new = False
        self._drafts: dict[str, Draft | bytes] = {}
        self._passing: set[str] = set()
        """Pages whose facts no bytes hold: they are read again each time."""
        self._read = False

    def look(self) -> None:
        """Find what is known of the pages."""
        if not self._cache.used:
            return
        each = (part for page in self.pages.values() for part in (page.file.encode(), page.digest))
        self._key = self._cache.key(MAKER, b"pages", self._settings, *each)
        self._before = self._key
        content = self._heads()
        if content is None:
            latest = self._cache.get("latest", self._latest)
            self._before = latest.decode() if latest is not None else ""
            content = self._heads()
            self._new = True
        for top in _TOPS.decode(content) if content is not None else ():
            page = self.pages.get(top.file)
            if page is not None and page.digest == top.digest:
                self.tops[top.file] = top

    def _heads(self) -> bytes | None:
        if not self._before or not self._cache.touch("pages", self._before):
            return None
        return self._cache.get("heads", self._before)

    @property
    def _latest(self) -> str:
        return self._cache.key(MAKER, b"latest pages", self._settings, self._name.encode())

    def add(self, page: PageFile, made: _Made) -> None:
        if isinstance(made.top, bytes):
            self.tops[page.file] = _TOP.decode(made.top)
        else:
            self.tops[page.file] = made.top
            self._passing.add(page.file)
        if made.draft is not None:
            self._drafts[page.file] = made.draft

    def draft(self, file: str) -> Draft:
        if file not in self._drafts:
            self._read_kept()
        found = self._drafts.get(file)
        if found is None:  # the cache has lost it meanwhile
            found = draft_page(self._variables, self.pages[file].source()).draft
        draft = _DRAFT.decode(found) if isinstance(found, bytes) else found
        assert draft is not None
        self._drafts[file] = draft
        return draft

    def keep(self) -> None:
        """Put what is new into the cache, beside what is still right of what was in it."""
        if not self._new:
            return
        self._read_kept()
        tops = [top for top in self.tops.values() if top.file not in self._passing]
        kept = [
            _Kept(top.file, top.digest, draft)
            for top in tops
            if isinstance(draft := self._drafts.get(top.file), bytes)
        ]
        self._cache.put("pages", self._key, msgspec.msgpack.encode(kept))
        self._cache.put("heads", self._key, msgspec.msgpack.encode(tops))
        self._cache.put("latest", self._latest, self._key.encode())

    def _read_kept(self) -> None:
        if self._read or not self._before:
            return
        self._read = True
        content = self._cache.get("pages", self._before)
        for kept in _KEPT.decode(content) if content is not None else ():
            page = self.pages.get(kept.file)
            if page is not None and page.digest == kept.digest:
                self._drafts.setdefault(kept.file, kept.draft)


def _make(
    todo: Sequence[PageFile], total: int, variables: Mapping[str, str], tools: Tools
) -> Iterable[_Made]:
    known, weight = total - len(todo), sum(map(_weight, todo))
    with tools.stages.stage("pages", unit="pages", known=known, total=total, weight=weight) as done:
        # A page's facts cost many times as much to pickle.
        alone = not tools.cache.used and not tools.workers.pays(todo, _weight, _WORTH)
        return tools.workers.map(
            partial(_drafted if alone else _packed, dict(variables)),
            todo,
            weight=_weight,
            worth=_WORTH,
            done=done,
        )


def _weight(page: PageFile) -> int:
    return page.size


def _drafted(variables: Mapping[str, str], page: PageFile) -> _Made:
    drafted = draft_page(variables, page.source())
    head = interface_of(drafted.draft) if drafted.draft is not None else None
    return _Made(Top(page.file, page.digest, head, drafted.found), drafted.draft)


def _packed(variables: Mapping[str, str], page: PageFile) -> _Made:
    made = _drafted(variables, page)
    top = packed(made.top)
    draft = packed(made.draft) if made.draft is not None else None
    if top is None or (made.draft is not None and draft is None):
        return made
    return _Made(top, draft)
