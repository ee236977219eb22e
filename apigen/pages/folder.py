"""A reference's pages on the disk: found in a fixed order, read as UTF-8, never from outside it."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from apigen.diagnostics import Diagnostics
from apigen.pages.folder_codes import (
    LEADS_OUT,
    NO_PAGES,
    NO_REFERENCE,
    NOT_A_FILE,
    NOT_UTF8,
    TOO_LARGE,
    UNREADABLE,
)
from apigen.source import Origin, Source

MAX_BYTES = 8 * 1024 * 1024
CONTENTS = "toc.yaml"


def sources(reference: Path, diagnostics: Diagnostics) -> Iterator[Source]:
    """The pages below a folder, or the one page given, sorted by path."""
    if reference.is_file():
        root, found = reference.parent, [reference]
    elif reference.is_dir():
        root, found = reference, sorted(_walk(reference), key=lambda path: path.as_posix())
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
    for path in found:
        source = _source(root, path, diagnostics)
        if source is not None:
            yield source


def _walk(reference: Path) -> Iterator[Path]:
    """Pages and tables of contents; links to folders are not followed, so that no loop is endless."""
    for folder, _, names in os.walk(reference):
        for name in names:
            if (name.endswith(".md") and not name.startswith(".")) or name == CONTENTS:
                yield Path(folder) / name


def _source(root: Path, path: Path, diagnostics: Diagnostics) -> Source | None:
    name = path.relative_to(root).as_posix()
    file = name.encode("utf-8", "backslashreplace").decode()
    place = Origin(file, 1, 1)
    try:
        if not path.resolve().is_relative_to(root.resolve()):
            diagnostics.add(LEADS_OUT, place, "a symbolic link leads out of the reference")
            return None
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            diagnostics.add(NOT_A_FILE, place, "not a regular file")
            return None
        if status.st_size > MAX_BYTES:
            diagnostics.add(
                TOO_LARGE,
                place,
                f"{status.st_size} bytes; pages above {MAX_BYTES} are not read",
            )
            return None
        content = path.read_bytes()
    except OSError as error:
        diagnostics.add(UNREADABLE, place, error.strerror or str(error))
        return None
    return _decoded(content, file, diagnostics)


def _decoded(content: bytes, file: str, diagnostics: Diagnostics) -> Source | None:
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
    return Source(file, text.replace("\r\n", "\n"))
