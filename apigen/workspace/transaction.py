"""Many files of a folder changed as one.

Everything is written first: numbered files in `.apigen-staged/`, then a journal that says where each
belongs and what it takes the place of. Before the journal is there nothing has changed; from then on
the change is bound to happen, by renames alone. What a run that was cut short left, the next one
recovers: it drops a change without a journal and finishes one with it. A file that somebody else
changed since is never touched.
"""

from __future__ import annotations

import hashlib
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath

import msgspec

if sys.platform == "win32":
    fcntl = None
else:
    import fcntl

STAGED = ".apigen-staged"
_JOURNAL = "journal"
_PART = "journal.part"


class TransactionError(Exception):
    """Files that cannot be changed; the message says which, why, and what stands there now."""


class Step(msgspec.Struct, frozen=True):
    """One file: the digests of what it is before and after; `None` where it is missing."""

    path: str
    before: str | None
    after: str | None


class _Journal(msgspec.Struct, frozen=True):
    steps: tuple[Step, ...]


class Recovered(msgspec.Struct, frozen=True):
    """What a run that was cut short had left: files put in place now, out of how many; files that
    were staged and not complete, dropped; files that others changed since, left alone."""

    finished: int = 0
    of: int = 0
    dropped: int = 0
    left: tuple[str, ...] = ()

    def __str__(self) -> str:
        if not self.of:
            return (
                f"an interrupted run had not begun to change files: dropped {self.dropped} that it "
                "had prepared"
            )
        told = (
            f"an interrupted run had {self.of} files to change and {self.finished} of them left: "
            "finished"
        )
        return told + (
            f"; changed since and left alone: {', '.join(self.left)}" if self.left else ""
        )


@contextmanager
def alone(root: Path) -> Iterator[None]:
    """Wait until no other run writes or reads here. The system lets go of a killed run's lock, and no
    file tells of it: the folder itself is locked."""
    root.mkdir(parents=True, exist_ok=True)
    with _locked(root, exclusive=True):
        yield


@contextmanager
def shared(root: Path) -> Iterator[None]:
    """Wait until no run writes here; others may read at the same time."""
    with _locked(root, exclusive=False):
        yield


@contextmanager
def _locked(root: Path, *, exclusive: bool) -> Iterator[None]:
    if fcntl is None or not root.is_dir():
        yield
        return
    try:
        folder = os.open(root, os.O_RDONLY)
    except OSError:
        if exclusive:
            raise
        yield  # what reads this folder says why it cannot
        return
    try:
        fcntl.flock(folder, fcntl.LOCK_EX if exclusive else fcntl.LOCK_SH)
        yield
    finally:
        os.close(folder)


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


class Below:
    """Paths below a root, which must stay there, symbolic links included. Each folder is looked up
    once."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._inside: set[str] = set()

    def inside(self, path: str) -> Path:
        """The file of a relative path.

        Raises:
            TransactionError: it leads out of the root.
        """
        self.check(path)
        return self._root / path

    def check(self, path: str) -> None:
        """As `inside`, for those who look at thousands and need no `Path` of each."""
        folder, _, name = path.rpartition("/")
        if name in ("", ".", "..") or "\0" in path:
            raise TransactionError(f"{path!r}: leaves the folder {self._root}")
        if folder in self._inside:
            return
        if path.startswith("/") or ".." in PurePosixPath(folder).parts:
            raise TransactionError(f"{path!r}: leaves the folder {self._root}")
        if not (self._root / folder).resolve().is_relative_to(self._root.resolve()):
            raise TransactionError(
                f"{self._root / path}: a symbolic link leads out of {self._root}"
            )
        self._inside.add(folder)


def change(root: Path, wanted: Sequence[tuple[str, bytes | None]]) -> None:
    """Give files of a folder these contents, in this order; `None` removes one. Call it `alone`.

    Files keep their modes; folders that become empty are removed.

    Raises:
        TransactionError: the disk refuses, or something is in the way.
    """
    if not wanted:
        return
    steps: list[Step] = []
    staged = _folder(root)
    begun, below = False, Below(root)
    left: tuple[str, ...] = ()
    try:
        staged.mkdir(exist_ok=True)
        now: dict[str, str | None] = {}
        for number, (path, content) in enumerate(wanted):
            target = below.inside(path)
            before = now[path] if path in now else _digest_of(target)
            now[path] = digest(content) if content is not None else None
            steps.append(Step(path, before, now[path]))
            if content is not None:
                _durable(staged / str(number), content, _mode(target))
        _check_folders(root, steps)
        _durable(staged / _PART, msgspec.json.encode(_Journal(tuple(steps))), 0o644)
        (staged / _PART).replace(staged / _JOURNAL)
        begun = True
        _, left = _finish(root, steps)
    except BaseException as error:
        if not begun:
            with suppress(OSError):
                _drop(staged)
        if isinstance(error, OSError):
            raise TransactionError(_refusal(root, error, begun)) from error
        raise
    if left:
        raise TransactionError(
            f"{root}: changed while this run wrote, and left alone: {', '.join(left)}; all other files "
            "are in place"
        )


def mend(root: Path) -> Recovered | None:
    """`recover`, where there is anything to.

    Raises:
        TransactionError: it cannot be mended.
    """
    if not interrupted(root):
        return None
    try:
        with alone(root):
            return recover(root)
    except OSError as error:
        raise TransactionError(_refusal(root, error, begun=True)) from error


def recover(root: Path) -> Recovered | None:
    """Mend what a run that was cut short left; nothing where none did. Call it `alone`.

    Raises:
        TransactionError: it cannot be mended.
    """
    staged = _folder(root)
    if not staged.is_dir():
        return None
    try:
        try:
            journal = msgspec.json.decode((staged / _JOURNAL).read_bytes(), type=_Journal)
        except FileNotFoundError:
            dropped = _drop(staged)
            return Recovered(dropped=dropped) if dropped else None
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as error:
            raise TransactionError(
                f"{staged / _JOURNAL}: {error}; delete {staged}, which a run that was cut short left"
            ) from error
        finished, left = _finish(root, journal.steps)
        return Recovered(finished, len(journal.steps), 0, left)
    except OSError as error:
        raise TransactionError(_refusal(root, error, begun=True)) from error


def interrupted(root: Path) -> bool:
    """Whether a run was cut short here, or is at work."""
    return (root / STAGED).is_dir()


def cut_short(root: Path) -> bool:
    """Whether a run was cut short here; one that is at work is waited for."""
    with shared(root):
        return interrupted(root)


def _folder(root: Path) -> Path:
    staged = root / STAGED
    if staged.is_symlink() or (staged.exists() and not staged.is_dir()):
        raise TransactionError(f"{staged}: a folder of apigen's own is expected here")
    return staged


def _finish(root: Path, steps: Iterable[Step]) -> tuple[int, tuple[str, ...]]:
    """Put in place what is not yet: how many files were, and those that others changed since."""
    staged, below = root / STAGED, Below(root)
    done, left = 0, list[str]()
    for number, step in enumerate(steps):
        source, target = staged / str(number), below.inside(step.path)
        if step.after is not None and not source.is_file():
            continue  # in place already
        now = _digest_of(target)
        if now == step.before and step.after is None:
            if now is not None:
                target.unlink()
                _prune(root, target.parent)
                done += 1
        elif now == step.before:
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)
            done += 1
        else:
            if now != step.after:
                left.append(step.path)
            source.unlink(missing_ok=True)
    (staged / _JOURNAL).unlink()
    _drop(staged)
    return done, tuple(left)


def _drop(staged: Path) -> int:
    """Remove what was staged, and how many files that were; whatever else is there stays."""
    dropped = 0
    for path in sorted(staged.iterdir()) if staged.is_dir() else ():
        if path.name.isdecimal() or path.name == _PART:
            path.unlink()
            dropped += 1
    with suppress(OSError):
        staged.rmdir()
    return dropped


def _check_folders(root: Path, steps: Iterable[Step]) -> None:
    """No rename may be refused half-way: every folder that is there must be open to us."""
    for folder in dict.fromkeys((root / step.path).parent for step in steps):
        there = folder
        while not there.exists():
            there = there.parent
        if not there.is_dir():
            raise NotADirectoryError(20, "a folder is expected here", str(there))
        if not os.access(there, os.W_OK | os.X_OK):
            raise PermissionError(13, os.strerror(13), str(there))


def _digest_of(target: Path) -> str | None:
    """Of a regular file; anything else in its place is nobody's to replace."""
    if target.is_symlink() or (target.exists() and not target.is_file()):
        raise TransactionError(f"{target}: a regular file is expected here")
    try:
        return digest(target.read_bytes())
    except (FileNotFoundError, NotADirectoryError):
        return None


def _mode(target: Path) -> int:
    return target.stat().st_mode & 0o777 if target.exists() else 0o644


def _durable(file: Path, content: bytes, mode: int) -> None:
    with file.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())
    file.chmod(mode)


def _prune(root: Path, folder: Path) -> None:
    """Remove folders that became empty, up to the root."""
    while folder != root and folder.is_dir() and not any(folder.iterdir()):
        folder.rmdir()
        folder = folder.parent


def _refusal(root: Path, error: OSError, begun: bool) -> str:
    left = (
        "the change is half done, and the next run finishes it" if begun else "nothing was changed"
    )
    return f"{error.filename or root}: {error.strerror}; {left}"
