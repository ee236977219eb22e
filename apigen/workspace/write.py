"""Writing files: all or none, only what changed, only what is ours, never outside the root.

A manifest in the output folder lists what apigen wrote, with hashes. A file that is not on it belongs
to the user; one that is and differs from its hash was edited by hand. The manifest goes first and last:
while files are put in place it has the new hashes beside the old ones, so that whatever is there then is
still known as ours. One run at a time writes: a second one waits.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from apigen.findings.source import Stamps
from apigen.workspace.transaction import Below, TransactionError, alone, change, recover

MANIFEST = ".apigen-manifest.json"


class OutputError(Exception):
    """The output folder cannot be used; the message says why and what to do."""


class Manifest(msgspec.Struct, frozen=True):
    """What apigen wrote: path → the hashes of the contents that are its own."""

    files: dict[str, tuple[str, ...]] = {}


class Plan(msgspec.Struct, frozen=True):
    """What writing would do. All paths are relative; `edited` and `foreign` stand in the way."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()

    @property
    def drifted(self) -> bool:
        return bool(self.new or self.changed or self.removed or self.edited or self.foreign)


class Output(Protocol):
    """A file to be; the text is asked for where it is to be written."""

    @property
    def path(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def digest(self) -> str: ...


def plan(files: Iterable[Output], root: Path, stamps: Stamps | None = None) -> Plan:
    """Compare what is to be with what is there; `stamps` know the digests of files there that were
    not touched since they were read.

    Raises:
        OutputError: a path leaves the root, or the manifest is damaged.
    """
    manifest = _read_manifest(root)
    kinds: dict[str, list[str]] = {name: [] for name in Plan.__struct_fields__}
    wanted = {file.path: file for file in files}
    there = _There(root, stamps)
    for path, file in wanted.items():
        kinds[_kind(there.digest(path), file, manifest.files.get(path))].append(path)
    for path, hashes in manifest.files.items():
        if path not in wanted:
            present = there.digest(path)
            if present is not None:
                kinds["removed" if present in hashes else "edited"].append(path)
    return Plan(**{name: tuple(sorted(paths)) for name, paths in kinds.items()})


def write(
    files: Sequence[Output], root: Path, *, force: bool = False, stamps: Stamps | None = None
) -> Plan:
    """Make the output equal `files` and return what was done; `stamps` as in `plan`.

    Files that did not change keep their modification time. Nothing is written when a hand-edited or
    foreign file stands in the way, unless `force`.

    Raises:
        OutputError: as `plan`, or something is in the way, or the disk refuses.
    """
    try:
        with alone(root):
            recover(root)
            todo = plan(files, root, stamps)
            if (todo.edited or todo.foreign) and not force:
                raise OutputError(_refusal(root, todo))
            change(root, tuple(_steps(files, root, todo)))
            return todo
    except TransactionError as error:
        raise OutputError(str(error)) from error
    except OSError as error:
        raise OutputError(f"{error.filename or root}: {error.strerror}") from error


def _steps(files: Sequence[Output], root: Path, todo: Plan) -> Iterator[tuple[str, bytes | None]]:
    by_path = {file.path: file for file in files}
    hashes = {file.path: file.digest for file in files}
    before = _read_manifest(root).files
    blocked = (*todo.edited, *todo.foreign)
    touched = [path for path in (*todo.new, *todo.changed, *blocked) if path in by_path]
    gone = [path for path in (*todo.removed, *blocked) if path not in by_path]
    if touched or gone:
        yield MANIFEST, _manifest_text(_both(before, hashes))
    for path in touched:
        yield path, by_path[path].text.encode()
    for path in gone:
        yield path, None
    final: dict[str, tuple[str, ...]] = {path: (value,) for path, value in hashes.items()}
    if touched or gone or before != final:
        yield MANIFEST, _manifest_text(final)


def hand_edited(root: Path) -> tuple[str, ...]:
    """Files that are there and are not what was written last.

    Raises:
        OutputError: as `plan`.
    """
    found = []
    there = _There(root)
    for path, hashes in _read_manifest(root).files.items():
        present = there.digest(path)
        if present is not None and present not in hashes:
            found.append(path)
    return tuple(sorted(found))


def stale_edits(files: Iterable[Output], root: Path) -> tuple[str, ...]:
    """Hand-edited files that were out of date already: what was written last is not what is wanted."""
    written = _read_manifest(root).files
    return tuple(
        sorted(
            file.path
            for file in files
            if file.path in written and file.digest not in written[file.path]
        )
    )


def has_output(root: Path) -> bool:
    """Whether an earlier run wrote anything here."""
    return bool(_read_manifest(root).files)


def _kind(present: str | None, file: Output, owned: tuple[str, ...] | None) -> str:
    if present is None:
        return "new"
    if present == file.digest:
        return "unchanged"
    if owned is None:
        return "foreign"
    return "changed" if present in owned else "edited"


def _both(before: dict[str, tuple[str, ...]], hashes: dict[str, str]) -> dict[str, tuple[str, ...]]:
    merged = dict(before)
    for path, value in hashes.items():
        merged[path] = tuple(dict.fromkeys((*before.get(path, ()), value)))
    return merged


def _refusal(root: Path, todo: Plan) -> str:
    lines = [f"{root / path}: edited by hand since it was generated" for path in todo.edited]
    lines += [f"{root / path}: not written by apigen, and in its way" for path in todo.foreign]
    lines.append("Nothing was written. Move these changes into a template, or pass --force.")
    return "\n".join(lines)


class _There:
    """What is there below a root. Each folder is looked up once: nothing is written meanwhile."""

    def __init__(self, root: Path, stamps: Stamps | None = None) -> None:
        self._root = root
        self._below = Below(root)
        self._stamps = stamps

    def _check(self, path: str) -> None:
        try:
            self._below.check(path)
        except TransactionError as error:
            raise OutputError(str(error)) from error

    def digest(self, path: str) -> str | None:
        """The digest of a file, nothing where there is none."""
        self._check(path)
        target = f"{self._root}/{path}"  # no Path: there are thousands, and most are only looked at
        try:
            status = os.lstat(target)
            if not stat.S_ISREG(status.st_mode):
                raise OutputError(f"{target}: a regular file is expected here")
            known = self._stamps.known(path, status) if self._stamps is not None else None
            if known is not None:
                return known.hex()
            if self._stamps is not None:
                self._stamps.reading()
            found = hashlib.sha256(Path(target).read_bytes())
        except FileNotFoundError:
            return None
        except OSError as error:
            raise OutputError(f"{target}: {error.strerror}") from error
        if self._stamps is not None:
            self._stamps.add(path, status, found.digest())
        return found.hexdigest()


def _read_manifest(root: Path) -> Manifest:
    if (root / MANIFEST).exists() and not (root / MANIFEST).is_file():
        raise OutputError(f"{root / MANIFEST}: a regular file is expected here")
    try:
        return msgspec.json.decode((root / MANIFEST).read_bytes(), type=Manifest)
    except (FileNotFoundError, NotADirectoryError):
        return Manifest()
    except (OSError, msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
        raise OutputError(
            f"{root / MANIFEST}: {error}; restore it from version control, or delete it and pass --force"
        ) from error


def _manifest_text(files: dict[str, tuple[str, ...]]) -> bytes:
    encoded = msgspec.json.encode({"files": dict(sorted(files.items()))})
    return msgspec.json.format(encoded, indent=1) + b"\n"
