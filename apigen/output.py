"""Writing files: atomic, only what changed, only what is ours, never outside the root.

A manifest in the output folder lists what apigen wrote, with hashes. A file that is not on it belongs
to the user; one that is and differs from its hash was edited by hand. Before anything is written the
manifest takes in the new hashes beside the old ones, so that a run cut short leaves files that the
next run still knows as its own. One run at a time writes: a second one waits. What a killed run left
half written beside its files, the next one removes.
"""

from __future__ import annotations

import hashlib
import os
import re
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import Protocol

import msgspec

if sys.platform == "win32":
    fcntl = None
else:
    import fcntl

MANIFEST = ".apigen-manifest.json"
_TEMPORARY = re.compile(r"\.(.+)\.[a-z0-9_]{8}\.tmp")


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


class Stamps(Protocol):
    """Who remembers what files held: `known` gives a digest that needs no reading; `reading` is told
    before the first file is read, `add` of each that was."""

    def known(self, path: str, status: os.stat_result) -> bytes | None: ...
    def reading(self) -> None: ...
    def add(self, path: str, status: os.stat_result, content: bytes) -> None: ...


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
        with _alone(root):
            return _write(files, root, force, stamps)
    except OSError as error:
        raise OutputError(f"{error.filename or root}: {error.strerror}") from error


def _write(files: Sequence[Output], root: Path, force: bool, stamps: Stamps | None) -> Plan:
    todo = plan(files, root, stamps)
    blocked = (*todo.edited, *todo.foreign)
    if blocked and not force:
        raise OutputError(_refusal(root, todo))
    by_path = {file.path: file for file in files}
    hashes = {file.path: file.digest for file in files}
    before = _read_manifest(root).files
    touched = [path for path in (*todo.new, *todo.changed, *blocked) if path in by_path]
    gone = [path for path in (*todo.removed, *blocked) if path not in by_path]
    if touched or gone:
        _write_manifest(root, _both(before, hashes))
    for path in touched:
        _replace(_inside(root, path), by_path[path].text.encode())
    for path in gone:
        _inside(root, path).unlink(missing_ok=True)
        _prune(root, path)
    for left in _left_behind(root, (*hashes, *before, MANIFEST)):
        left.unlink(missing_ok=True)
    _write_manifest(root, {path: (value,) for path, value in hashes.items()})
    return todo


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


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


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


def _inside(root: Path, path: str) -> Path:
    """The file of a relative path, which must stay below the root, symbolic links included."""
    return _There(root).inside(path)


class _There:
    """What is there below a root. Each folder is looked up once: nothing is written meanwhile."""

    def __init__(self, root: Path, stamps: Stamps | None = None) -> None:
        self._root = root
        self._stamps = stamps
        self._folders: set[str] = set()

    def inside(self, path: str) -> Path:
        self._check(path)
        return self._root / path

    def _check(self, path: str) -> None:
        folder, _, name = path.rpartition("/")
        if name in ("", ".", "..") or "\0" in path:
            raise OutputError(f"{path!r}: leaves the output folder")
        if folder in self._folders:
            return
        pure = PurePosixPath(folder)
        if path.startswith("/") or ".." in pure.parts:
            raise OutputError(f"{path!r}: leaves the output folder")
        if not (self._root / pure).resolve().is_relative_to(self._root.resolve()):
            raise OutputError(
                f"{self._root / path}: a symbolic link leads out of the output folder"
            )
        self._folders.add(folder)

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


def _replace(target: Path, content: bytes) -> None:
    """Write beside the target, flush, then rename: readers see the old or the new file, whole."""
    target.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(
        prefix=f".{target.name}.", suffix=".tmp", dir=target.parent
    )
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(target.stat().st_mode & 0o777 if target.exists() else 0o644)
        Path(temporary).replace(target)
    except BaseException:
        Path(temporary).unlink(missing_ok=True)
        raise


@contextmanager
def _alone(root: Path) -> Iterator[None]:
    """Wait until no other run writes here. The system lets go of a killed run's lock, and no file
    tells of it: the folder itself is locked."""
    if fcntl is None:
        yield
        return
    root.mkdir(parents=True, exist_ok=True)
    folder = os.open(root, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _left_behind(root: Path, paths: Iterable[str]) -> Iterator[Path]:
    """What `_replace` was writing when its run was killed: only beside our files, under their names."""
    names: dict[Path, set[str]] = {}
    for path in paths:
        target = root / path
        names.setdefault(target.parent, set()).add(target.name)
    for folder, own in names.items():
        for found in folder.iterdir() if folder.is_dir() else ():
            match = _TEMPORARY.fullmatch(found.name)
            if match and match[1] in own and found.is_file() and not found.is_symlink():
                yield found


def _prune(root: Path, path: str) -> None:
    """Remove folders that became empty, up to the root."""
    folder = (root / path).parent
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _read_manifest(root: Path) -> Manifest:
    try:
        return msgspec.json.decode((root / MANIFEST).read_bytes(), type=Manifest)
    except (FileNotFoundError, NotADirectoryError):
        return Manifest()
    except (OSError, msgspec.DecodeError) as error:
        raise OutputError(
            f"{root / MANIFEST}: {error}; restore it from version control, or delete it and pass --force"
        ) from error


def _write_manifest(root: Path, files: dict[str, tuple[str, ...]]) -> None:
    text = msgspec.json.format(
        msgspec.json.encode({"files": dict(sorted(files.items()))}), indent=1
    )
    if (root / MANIFEST).is_file() and (root / MANIFEST).read_bytes() == text + b"\n":
        return
    _replace(root / MANIFEST, text + b"\n")
