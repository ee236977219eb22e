"""Finds and reads the pages of a reference: in a fixed order, as UTF-8, never from outside its folder."""

from __future__ import annotations

import errno
import hashlib
import os
import stat
import time
import unicodedata
from collections.abc import Iterator
from pathlib import Path

import msgspec

from apigen.findings.codes.folders import (
    CHANGING,
    LEADS_OUT,
    NO_PAGES,
    NO_REFERENCE,
    NOT_A_FILE,
    NOT_UTF8,
    SAME_NAME,
    TOO_LARGE,
    UNREADABLE,
)
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import KnownDigests, Origin, Source

MAX_BYTES = 8 * 1024 * 1024
CONTENTS = "toc.yaml"
_ATTEMPTS = 10
_PAUSE = 0.02  # seconds between attempts


class ChangedError(OSError):
    """A page was changed since the run began."""


class PageFile(msgspec.Struct, frozen=True):
    """A page on disk. `file` is its path in the reference, `digest` that of its bytes; `text` is set only
    if the page had to be read to know its digest."""

    path: str
    file: str
    size: int
    digest: bytes
    text: str | None = None

    def source(self) -> Source:
        """The page as it was when the run began.

        Raises:
            ChangedError: the page was changed since.
        """
        if self.text is not None:
            return Source(self.file, self.text)
        content = Path(self.path).read_bytes()
        text = _decoded(content, self.file, Diagnostics())
        if text is None or _digest(content) != self.digest:
            raise ChangedError(errno.EAGAIN, "changed while it was read; run again", self.path)
        return Source(self.file, text)


def page_files(
    reference: Path, diagnostics: Diagnostics, known: KnownDigests | None = None
) -> Iterator[PageFile]:
    """The pages below a folder, or the page at a path, sorted by path. Pages whose digest is `known` are
    not read."""
    if reference.is_file():
        root, found = reference.parent, [reference.name]
    elif reference.is_dir():
        root, found = reference, sorted(_walk(reference))
    else:
        diagnostics.add(
            NO_REFERENCE,
            Origin(reference.as_posix(), 1, 1),
            "no such folder or page",
            hint="name the folder of pages: --reference DIR",
        )
        return
    if not found:
        diagnostics.add(NO_PAGES, Origin(reference.as_posix(), 1, 1), "no page is here")
    _report_same_names(found, diagnostics)
    pages = _stable(root, found, diagnostics, known)
    yield from (pages[name] for name in found if name in pages)


def _report_same_names(names: list[str], diagnostics: Diagnostics) -> None:
    """Report names that are equal on file systems that ignore case or Unicode normalization."""
    first: dict[str, str] = {}
    for name in names:
        folded = name if name.isascii() else unicodedata.normalize("NFC", name)
        other = first.setdefault(folded.casefold(), name)
        if other is not name:
            diagnostics.add(
                SAME_NAME,
                Origin(_shown(name), 1, 1),
                f"its name is {_shown(other)!r} to some systems",
                other=Origin(_shown(other), 1, 1),
            )


def _shown(name: str) -> str:
    return name.encode("utf-8", "backslashreplace").decode()


def _stable(
    root: Path, names: list[str], diagnostics: Diagnostics, known: KnownDigests | None
) -> dict[str, PageFile]:
    """All pages. Those written to during reading are read again, and so are empty ones: rewriting a file
    truncates it first."""
    pages: dict[str, PageFile] = {}
    found: dict[str, Diagnostics] = {}
    written: list[str] = []
    for attempt in range(_ATTEMPTS):
        if attempt:
            time.sleep(_PAUSE)
        read: dict[str, os.stat_result] = {}
        for name in names:
            found[name] = Diagnostics()
            page = _page(root, name, found[name], known, read)
            if page is not None:
                pages[name] = page
            else:
                pages.pop(name, None)
        written = [name for name, status in read.items() if _written(f"{root}/{name}", status)]
        names = list(dict.fromkeys((*written, *(n for n, s in read.items() if not s.st_size))))
        if not names:
            break
    for name in written:
        found[name] = Diagnostics()
        words = f"written to each time it was read, {_ATTEMPTS} times"
        found[name].add(CHANGING, Origin(_shown(name), 1, 1), words)
    for own in found.values():
        diagnostics.extend(own)
    return pages


def _written(path: str, status: os.stat_result) -> bool:
    """Whether a file was written to, replaced or removed since it had this status."""
    try:
        now = os.stat(path)  # noqa: PTH116 (no Path: there are thousands)
    except OSError:
        return True
    marks = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
    return marks != (now.st_size, now.st_mtime_ns, now.st_ctime_ns, now.st_ino)


def _walk(reference: Path) -> Iterator[str]:
    """The paths of pages and tables of contents, relative to the reference. Links to folders are not
    followed: they may form loops."""
    root = len(str(reference / "x")) - 1
    for folder, _, names in os.walk(reference):
        place = f"{folder}/"[root:].replace(os.sep, "/")
        for name in names:
            if (name.endswith(".md") and not name.startswith(".")) or name == CONTENTS:
                yield place + name


def _page(
    root: Path,
    name: str,
    diagnostics: Diagnostics,
    known: KnownDigests | None,
    read: dict[str, os.stat_result],
) -> PageFile | None:
    """A page, with a known digest or read. The status of a page before it is read is added to `read`."""
    path = f"{root}/{name}"  # not a Path: there are thousands of pages
    file = _shown(name)
    try:
        status = _status(path, root, Origin(file, 1, 1), diagnostics)
        if status is None:
            return None
        if stat.S_ISLNK(status.st_mode):
            status, known = Path(path).stat(), None
        digest = known.known(name, status) if known is not None else None
        if digest is not None:
            return PageFile(path, file, status.st_size, digest)
        if known is not None:
            known.reading()
        read[name] = status
        content = Path(path).read_bytes()
    except OSError as error:
        diagnostics.add(UNREADABLE, Origin(file, 1, 1), error.strerror or str(error))
        return None
    text = _decoded(content, file, diagnostics)
    if text is None:
        return None
    digest = _digest(content)
    if known is not None:
        known.add(name, status, digest)
    return PageFile(path, file, len(content), digest, text)


def _status(
    path: str, root: Path, place: Origin, diagnostics: Diagnostics
) -> os.stat_result | None:
    """The status of a page that may be read, of the link if it is one; `None`, and a finding, else."""
    status = target = os.lstat(path)
    if stat.S_ISLNK(status.st_mode):
        # The walk follows no links, so only the page itself can be one.
        if not Path(path).resolve().is_relative_to(root.resolve()):
            diagnostics.add(LEADS_OUT, place, "a symbolic link leads out of the reference")
            return None
        target = Path(path).stat()
    if not stat.S_ISREG(target.st_mode):
        diagnostics.add(NOT_A_FILE, place, "not a regular file")
        return None
    if target.st_size > MAX_BYTES:
        words = f"{target.st_size} bytes; pages above {MAX_BYTES} are not read"
        diagnostics.add(TOO_LARGE, place, words)
        return None
    return status


def _digest(content: bytes) -> bytes:
    return hashlib.blake2b(content, digest_size=16).digest()


def _decoded(content: bytes, file: str, diagnostics: Diagnostics) -> str | None:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = content[: error.start]
        line = before.count(b"\n") + 1
        column = len(before.rpartition(b"\n")[2].decode("utf-8", "replace")) + 1
        diagnostics.add(
            NOT_UTF8,
            Origin(file, line, column),
            f"byte 0x{content[error.start]:02x} is no UTF-8",
        )
        return None
    return text.replace("\r\n", "\n")
