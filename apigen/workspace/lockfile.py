"""The lockfile `apigen.lock`: where the pages of a reference were pulled from, and their digests.

A JSON object in the reference folder: `repository`, `revision` (the branch, tag or commit asked for),
`commit` (which it named at the time), `root` (the folder of the repository that paths are relative to),
`paths` (the files and folders asked for), `pages` (the SHA-256 of each page, by its path), and
`variables` (what `presets.yaml` of the repository defines and pages use), if there are any.
"""

from __future__ import annotations

import hashlib
from pathlib import Path

import msgspec

from apigen.workspace.errors import WorkspaceError

LOCKFILE = "apigen.lock"
PAGE_SUFFIXES = (".md", ".yaml")


class Lockfile(msgspec.Struct, frozen=True, kw_only=True):
    """The fields of the lockfile; see the module."""

    repository: str
    revision: str
    commit: str
    paths: tuple[str, ...]
    root: str = ""
    pages: dict[str, str] = {}
    variables: dict[str, str] = {}


class PageDifferences(msgspec.Struct, frozen=True):
    """How the pages on disk differ from the pinned ones: paths in the reference, sorted."""

    changed: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def differ(self) -> bool:
        return bool(self.changed or self.missing or self.unknown)


def read_lockfile(reference: Path) -> Lockfile | None:
    """The lockfile of a reference, None if it has none.

    Raises:
        WorkspaceError: it is damaged.
    """
    file = reference / LOCKFILE
    if file.exists() and not file.is_file():
        raise WorkspaceError(f"{file}: a regular file is expected here")
    try:
        return msgspec.json.decode(file.read_bytes(), type=Lockfile)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise WorkspaceError(
            f"{file}: {error}; restore it from version control, or pull again naming the repository"
        ) from error


def lockfile_text(lockfile: Lockfile) -> str:
    fields = msgspec.to_builtins(lockfile)
    if not lockfile.variables:
        del fields["variables"]
    encoded = msgspec.json.encode(fields, order="sorted")
    return msgspec.json.format(encoded, indent=1).decode() + "\n"


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def pages_on_disk(reference: Path) -> tuple[str, ...]:
    """Paths of all files with a suffix of pages, sorted. Links to folders are not followed."""
    return tuple(
        sorted(
            path.relative_to(reference).as_posix()
            for path in reference.rglob("*")
            if path.suffix in PAGE_SUFFIXES and path.is_file()
        )
    )


def compare_pages(reference: Path, lockfile: Lockfile) -> PageDifferences:
    """Compare the pages on disk with the pinned ones.

    Raises:
        WorkspaceError: a page cannot be read.
    """
    present = pages_on_disk(reference)
    changed = []
    for path in present:
        if path in lockfile.pages:
            try:
                content = (reference / path).read_bytes()
            except OSError as error:
                raise WorkspaceError(f"{reference / path}: {error.strerror}") from error
            if sha256(content) != lockfile.pages[path]:
                changed.append(path)
    return PageDifferences(
        changed=tuple(changed),
        missing=tuple(sorted(lockfile.pages.keys() - set(present))),
        unknown=tuple(path for path in present if path not in lockfile.pages),
    )
