"""Pages into drafts: those of a folder are kept in one bundle, which one reading brings back.

The key of a bundle covers all pages of its folder. The bundle made last is found by the folder's name,
too (`latest`): when one page has changed, the drafts of all others are in it still, each beside the
digest of the page that it was made from.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import partial

import msgspec

from apigen.analysis.build import build
from apigen.analysis.draft import Draft
from apigen.cache import Cache
from apigen.diagnostics import Diagnostic, Diagnostics
from apigen.pages.folder import PageFile
from apigen.pages.read import read_page
from apigen.source import Source
from apigen.tools import Tools

_MAKER = (
    *("pages", "languages", "analysis", "ir"),
    *("diagnostics.py", "source.py", "drafts.py"),
)
_WORTH = 800_000  # bytes of pages: half a second's work


class DraftedPage(msgspec.Struct, frozen=True):
    """What one page gave: its draft, where it has one, and what was found in it."""

    draft: Draft | None
    found: tuple[Diagnostic, ...]


class _Entry(msgspec.Struct, frozen=True, array_like=True):
    file: str
    digest: bytes
    page: bytes


_PAGE = msgspec.msgpack.Decoder(DraftedPage)
_BUNDLE = msgspec.msgpack.Decoder(tuple[_Entry, ...])


def draft_page(variables: Mapping[str, str], source: Source) -> DraftedPage:
    diagnostics = Diagnostics()
    page = read_page(source, diagnostics, variables)
    draft = build(page, diagnostics) if page is not None else None
    return DraftedPage(draft, tuple(diagnostics))


def drafts(
    pages: Sequence[PageFile], variables: Mapping[str, str], tools: Tools
) -> Iterator[DraftedPage]:
    """What each page gives, in order.

    Raises:
        ChangedError: a page was changed since the run began.
    """
    folders: dict[str, _Folder] = {}
    for page in pages:
        name = page.file.partition("/api-ref/")[0]
        folders.setdefault(name, _Folder(name, variables)).pages.append(page)
    for folder in folders.values():
        folder.look(tools.cache)
    todo = [(f, page) for f in folders.values() for page in f.pages if f.known(page) is None]
    _make(todo, len(pages), variables, tools)
    for folder in folders.values():
        folder.keep(tools.cache)
    by_file = {page.file: folder for folder in folders.values() for page in folder.pages}
    for page in pages:
        yield by_file[page.file].drafted(page)


class _Folder:
    """The pages of one folder, and what is known of them."""

    def __init__(self, name: str, variables: Mapping[str, str]) -> None:
        self._name = name
        self._settings = json.dumps(variables, sort_keys=True).encode()
        self.pages: list[PageFile] = []
        self.new: dict[str, bytes | DraftedPage] = {}
        self._entries: dict[str, _Entry] = {}
        self._key = self._latest = ""
        self._whole = False

    def look(self, cache: Cache) -> None:
        if not cache.used:
            return
        each = (part for page in self.pages for part in (page.file.encode(), page.digest))
        self._key = cache.key(_MAKER, b"pages", self._settings, *each)
        self._latest = cache.key(_MAKER, b"latest pages", self._settings, self._name.encode())
        content = cache.get("pages", self._key)
        self._whole = content is not None
        if content is None:
            before = cache.get("latest", self._latest)
            content = cache.get("pages", before.decode()) if before is not None else None
        if content is not None:
            self._entries = {entry.file: entry for entry in _BUNDLE.decode(content)}

    def known(self, page: PageFile) -> bytes | None:
        entry = self._entries.get(page.file)
        return entry.page if entry is not None and entry.digest == page.digest else None

    def keep(self, cache: Cache) -> None:
        if not cache.used or self._whole:
            return
        kept = []
        for page in self.pages:
            packed = self.new.get(page.file) or self.known(page)
            if isinstance(packed, bytes):
                kept.append(_Entry(page.file, page.digest, packed))
        cache.put("pages", self._key, msgspec.msgpack.encode(kept))
        cache.put("latest", self._latest, self._key.encode())

    def drafted(self, page: PageFile) -> DraftedPage:
        made = self.new.get(page.file) or self.known(page)
        assert made is not None
        return _PAGE.decode(made) if isinstance(made, bytes) else made


def _make(
    todo: Sequence[tuple[_Folder, PageFile]],
    total: int,
    variables: Mapping[str, str],
    tools: Tools,
) -> None:
    pages = [page for _, page in todo]
    known, weight = total - len(pages), sum(map(_weight, pages))
    with tools.stages.stage("pages", unit="pages", known=known, total=total, weight=weight) as done:
        # A page's facts cost many times as much to pickle.
        alone = not tools.cache.used and not tools.workers.pays(pages, _weight, _WORTH)
        function = _drafted if alone else _packed
        results: Iterable[bytes | DraftedPage] = tools.workers.map(
            partial(function, dict(variables)), pages, weight=_weight, worth=_WORTH, done=done
        )
    for (folder, page), made in zip(todo, results, strict=True):
        folder.new[page.file] = made


def _weight(page: PageFile) -> int:
    return page.size


def _drafted(variables: Mapping[str, str], page: PageFile) -> bytes | DraftedPage:
    return draft_page(variables, page.source())


def _packed(variables: Mapping[str, str], page: PageFile) -> bytes | DraftedPage:
    """As bytes, but for what a page may hold and MessagePack cannot: integers beyond 64 bits, halves
    of surrogate pairs."""
    made = draft_page(variables, page.source())
    try:
        return msgspec.msgpack.encode(made)
    except (OverflowError, UnicodeError):
        return made
