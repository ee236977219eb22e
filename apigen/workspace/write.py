"""Writing the output: all files or none, only what changed, only apigen's own, never outside the root.

The manifest is written twice in each transaction, as its first and as its last file. While other files are
replaced, it lists their old and their new digests, so that an interrupted run leaves no file that would look
edited by hand. One run at a time writes; a second one waits.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Protocol

import msgspec

from apigen.findings.source import KnownDigests
from apigen.workspace.containment import ContainedPaths
from apigen.workspace.errors import WorkspaceError
from apigen.workspace.locking import exclusive_lock
from apigen.workspace.manifest import MANIFEST, Digests, manifest_text, read_manifest
from apigen.workspace.recovery import recover
from apigen.workspace.transaction import apply_changes


class GeneratedFile(Protocol):
    """A file of the output. The text may be loaded when it is asked for."""

    @property
    def path(self) -> str:
        """Relative to the output folder, with forward slashes."""

    @property
    def text(self) -> str: ...

    @property
    def digest(self) -> str:
        """The SHA-256 of the text in UTF-8."""


class WritePlan(msgspec.Struct, frozen=True):
    """What writing changes: relative paths, sorted. Files that were `edited` by hand or are `foreign`
    (never written by apigen) are only overwritten with `force`."""

    new: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    edited: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()

    @property
    def drifted(self) -> bool:
        return bool(self.new or self.changed or self.removed or self.edited or self.foreign)


def plan_write(
    files: Iterable[GeneratedFile], root: Path, known: KnownDigests | None = None
) -> WritePlan:
    """Compare the files with those on disk. Files whose digest is `known` are not read.

    Raises:
        WorkspaceError: a path leads out of the root, or the manifest is damaged.
    """
    manifest = read_manifest(root)
    kinds: dict[str, list[str]] = {name: [] for name in WritePlan.__struct_fields__}
    generated = {file.path: file for file in files}
    disk = _FilesOnDisk(root, known)
    for path, file in generated.items():
        kinds[_kind(disk.digest(path), file, manifest.get(path))].append(path)
    for path, digests in manifest.items():
        if path not in generated:
            present = disk.digest(path)
            if present is not None:
                kinds["removed" if present in digests else "edited"].append(path)
    return WritePlan(**{name: tuple(sorted(paths)) for name, paths in kinds.items()})


def write(
    files: Sequence[GeneratedFile],
    root: Path,
    *,
    force: bool = False,
    known: KnownDigests | None = None,
) -> WritePlan:
    """Make the output folder equal to `files`, and return what was done.

    Files that did not change keep their modification time. Nothing is written if a hand-edited or
    foreign file is in the way, unless `force` is set.

    Raises:
        WorkspaceError: as for `plan_write`, or something is in the way, or the disk refuses.
    """
    try:
        with exclusive_lock(root):
            recover(root)
            plan = plan_write(files, root, known)
            if (plan.edited or plan.foreign) and not force:
                raise WorkspaceError(_refusal(root, plan))
            apply_changes(root, tuple(_changes(files, root, plan)))
            return plan
    except OSError as error:
        raise WorkspaceError(f"{error.filename or root}: {error.strerror}") from error


def hand_edited(root: Path) -> tuple[str, ...]:
    """Files that differ from what was last written.

    Raises:
        WorkspaceError: a path leads out of the root, or the manifest is damaged.
    """
    disk, found = _FilesOnDisk(root), []
    for path, digests in read_manifest(root).items():
        present = disk.digest(path)
        if present is not None and present not in digests:
            found.append(path)
    return tuple(sorted(found))


def stale_files(files: Iterable[GeneratedFile], root: Path) -> tuple[str, ...]:
    """Files that have changed since they were last written, whatever is on disk.

    Raises:
        WorkspaceError: the manifest is damaged.
    """
    written = read_manifest(root)
    return tuple(
        sorted(
            file.path
            for file in files
            if file.path in written and file.digest not in written[file.path]
        )
    )


def has_output(root: Path) -> bool:
    """Whether an earlier run wrote files here."""
    return bool(read_manifest(root))


def _kind(present: str | None, file: GeneratedFile, owned: tuple[str, ...] | None) -> str:
    if present is None:
        return "new"
    if present == file.digest:
        return "unchanged"
    if owned is None:
        return "foreign"
    return "changed" if present in owned else "edited"


def _changes(
    files: Sequence[GeneratedFile], root: Path, plan: WritePlan
) -> Iterator[tuple[str, bytes | None]]:
    by_path = {file.path: file for file in files}
    digests = {file.path: file.digest for file in files}
    before = read_manifest(root)
    blocked = (*plan.edited, *plan.foreign)
    written = [path for path in (*plan.new, *plan.changed, *blocked) if path in by_path]
    removed = [path for path in (*plan.removed, *blocked) if path not in by_path]
    if written or removed:
        yield MANIFEST, manifest_text(_old_and_new(before, digests))
    for path in written:
        yield path, by_path[path].text.encode()
    for path in removed:
        yield path, None
    after: Digests = {path: (digest,) for path, digest in digests.items()}
    if written or removed or before != after:
        yield MANIFEST, manifest_text(after)


def _old_and_new(before: Digests, digests: Mapping[str, str]) -> Digests:
    both = dict(before)
    for path, digest in digests.items():
        both[path] = tuple(dict.fromkeys((*before.get(path, ()), digest)))
    return both


def _refusal(root: Path, plan: WritePlan) -> str:
    lines = [f"{root / path}: edited by hand since it was generated" for path in plan.edited]
    lines += [f"{root / path}: not written by apigen, and in the way" for path in plan.foreign]
    lines.append("Nothing was written. Move the changes into a template, or pass --force.")
    return "\n".join(lines)


class _FilesOnDisk:
    """The files below a root. Nothing may be written while it is used: folders are resolved once."""

    def __init__(self, root: Path, known: KnownDigests | None = None) -> None:
        self._root = root
        self._paths = ContainedPaths(root)
        self._known = known

    def digest(self, path: str) -> str | None:
        """The digest of a file, None if it does not exist.

        Raises:
            WorkspaceError: the path leads out of the root, or is no regular file, or cannot be read.
        """
        self._paths.check(path)
        target = f"{self._root}/{path}"  # not a Path: most of thousands of files are not even read
        try:
            status = os.lstat(target)
            if not stat.S_ISREG(status.st_mode):
                raise WorkspaceError(f"{target}: a regular file is expected here")
            known = self._known.known(path, status) if self._known is not None else None
            if known is not None:
                return known.hex()
            if self._known is not None:
                self._known.reading()
            found = hashlib.sha256(Path(target).read_bytes())
        except FileNotFoundError:
            return None
        except OSError as error:
            raise WorkspaceError(f"{target}: {error.strerror}") from error
        if self._known is not None:
            self._known.add(path, status, found.digest())
        return found.hexdigest()
