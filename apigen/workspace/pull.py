"""Pages from a git repository, pinned: fetched whole into a folder elsewhere, then put in place as one.

Until then nothing of the reference is touched; whatever stops a pull leaves the old pages whole. The
lock goes last: what it pins is there.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

import msgspec

from apigen.workspace.git import Entry, Repository, fetched, remote_commit
from apigen.workspace.lock import (
    LOCK,
    SUFFIXES,
    Lock,
    compared,
    lock_text,
    pages_on_disk,
    read_lock,
    sha256,
)
from apigen.workspace.transaction import TransactionError, alone, change, recover


class PullError(Exception):
    """A pull that cannot be done; the message says why and what to do. Nothing was changed."""


class Wanted(msgspec.Struct, frozen=True):
    """What to pull: a repository (whatever git takes, or a path), a branch, tag or full commit id,
    and the files or folders below `root` of it; no path is everything."""

    repository: str
    revision: str
    paths: tuple[str, ...] = ()
    root: str = ""


class Pulled(msgspec.Struct, frozen=True):
    """What a pull changed in the reference; paths in it, sorted."""

    commit: str
    new: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]


class Moved(msgspec.Struct, frozen=True):
    """Where upstream is, and which of the pinned paths differ there."""

    pinned: str
    commit: str
    pages: tuple[str, ...]


def wanted_of(
    reference: Path, repository: str, revision: str, paths: tuple[str, ...], root: str
) -> Wanted:
    """What is asked for; what is not said is as the lock has it.

    Raises:
        PullError: no repository is named, here or in the lock, or a path leads elsewhere.
        LockError: the lock is damaged.
    """
    lock = read_lock(reference)
    if lock is None and not repository:
        raise PullError(
            "no repository: nothing is pinned yet; name one, as in "
            "`apigen pull https://example.org/docs.git --path ru/compute/api-ref`"
        )
    before = lock or Lock(repository="", revision="HEAD", commit="", paths=())
    wanted = Wanted(
        repository or before.repository,
        revision or before.revision,
        paths or before.paths,
        root or before.root,
    )
    for path in (*wanted.paths, wanted.root):
        if ".." in PurePosixPath(path).parts or path.startswith(("/", "-")) or "\0" in path:
            raise PullError(f"{path!r}: a path is relative and stays in the repository")
    return wanted


def pull(reference: Path, wanted: Wanted, *, force: bool = False) -> Pulled:
    """Make the pinned pages those of upstream, and pin them.

    Files of the reference that were never pinned stay. Pages that were changed by hand, and files that
    stand where a page is to be, stop the pull unless `force`.

    Raises:
        PullError: these, or upstream has none of the pages.
        GitError: git refused.
        LockError: the lock is damaged.
    """
    lock = read_lock(reference)
    if lock is not None and not force:
        _refuse_edits(reference, lock)
    with tempfile.TemporaryDirectory(prefix="apigen-pull-") as folder:
        repository, commit = fetched(
            wanted.repository, wanted.revision, _below_root(wanted), Path(folder)
        )
        entries = _entries(repository, commit, wanted)
        contents = repository.contents([entry.object for entry in entries])
        pages = {entry.path: content for entry, content in zip(entries, contents, strict=True)}
    pinned = Lock(
        repository=wanted.repository,
        revision=wanted.revision,
        commit=commit,
        paths=wanted.paths,
        root=wanted.root,
        pages={path: sha256(content) for path, content in pages.items()},
    )
    try:
        with alone(reference):
            return _put(reference, pinned, pages, force=force)
    except TransactionError as error:
        raise PullError(str(error)) from error
    except OSError as error:
        raise PullError(f"{error.filename or reference}: {error.strerror}") from error


def _put(reference: Path, pinned: Lock, pages: Mapping[str, bytes], *, force: bool) -> Pulled:
    """Asked again what was asked before fetching: meanwhile another pull may have been here."""
    recover(reference)
    lock = read_lock(reference)
    if not force:
        if lock is not None:
            _refuse_edits(reference, lock)
        _refuse_foreign(reference, lock, pages)
    done = _changes(reference, lock, pages, pinned.commit)
    if done.new or done.changed or done.removed or lock != pinned:
        change(reference, tuple(_steps(done, pages, pinned)))
    return done


def _steps(
    done: Pulled, pages: Mapping[str, bytes], lock: Lock
) -> Iterator[tuple[str, bytes | None]]:
    for path in done.removed:
        yield path, None
    for path in (*done.new, *done.changed):
        yield path, pages[path]
    yield LOCK, lock_text(lock).encode()


def moved(reference: Path) -> Moved:
    """Whether upstream's branch names another commit than the pinned one, and what that changes.

    Raises:
        PullError: nothing is pinned.
        GitError: git refused.
        LockError: the lock is damaged.
    """
    lock = read_lock(reference)
    if lock is None:
        raise PullError(f"{reference / LOCK}: nothing is pinned yet")
    commit = remote_commit(lock.repository, lock.revision)
    if commit == lock.commit:
        return Moved(lock.commit, commit, ())
    wanted = wanted_of(reference, "", "", (), "")
    with tempfile.TemporaryDirectory(prefix="apigen-pull-") as folder:
        repository, commit = fetched(
            lock.repository, lock.revision, _below_root(wanted), Path(folder)
        )
        entries = _entries(repository, commit, wanted)
        contents = repository.contents([entry.object for entry in entries])
        there = {e.path: sha256(content) for e, content in zip(entries, contents, strict=True)}
    paths = there.keys() | lock.pages.keys()
    return Moved(
        lock.commit, commit, tuple(sorted(p for p in paths if there.get(p) != lock.pages.get(p)))
    )


def _below_root(wanted: Wanted) -> tuple[str, ...]:
    root = PurePosixPath(wanted.root)
    return tuple((root / path).as_posix() for path in wanted.paths or (".",))


def _entries(repository: Repository, commit: str, wanted: Wanted) -> tuple[Entry, ...]:
    """Pages upstream, by their paths in the reference."""
    everything = repository.entries(commit, wanted.root)
    kept = tuple(entry for entry in everything if entry.path.endswith(SUFFIXES))
    if not wanted.paths:
        found = kept
    else:
        for path in wanted.paths:
            if not any(_covers(path, entry.path) for entry in kept):
                raise PullError(f"{wanted.repository} at {commit[:12]}: no page below `{path}`")
        found = tuple(e for e in kept if any(_covers(path, e.path) for path in wanted.paths))
    if not found:
        raise PullError(f"{wanted.repository} at {commit[:12]}: no page at all")
    return found


def _covers(path: str, file: str) -> bool:
    path = path.strip("/")
    return path in ("", ".") or file == path or file.startswith(f"{path}/")


def _refuse_edits(reference: Path, lock: Lock) -> None:
    edited = compared(reference, lock).changed
    if edited:
        lines = [f"{reference / path}: changed since it was pulled" for path in edited]
        lines.append("Nothing was pulled. Take these changes upstream, or pass --force.")
        raise PullError("\n".join(lines))


def _refuse_foreign(reference: Path, lock: Lock | None, pages: Mapping[str, bytes]) -> None:
    owned = lock.pages if lock is not None else {}
    lines = []
    for path, content in pages.items():
        target = reference / path
        same = target.is_file() and target.read_bytes() == content
        if path not in owned and target.exists() and not same:
            lines.append(f"{target}: not pulled before, and in the way of a page")
    if lines:
        lines.append("Nothing was pulled. Move these away, or pass --force.")
        raise PullError("\n".join(lines))


def _changes(reference: Path, lock: Lock | None, pages: Mapping[str, bytes], commit: str) -> Pulled:
    there = set(pages_on_disk(reference)) if reference.is_dir() else set()
    same = {p for p in there & pages.keys() if (reference / p).read_bytes() == pages[p]}
    owned = lock.pages.keys() if lock is not None else set()
    return Pulled(
        commit=commit,
        new=tuple(sorted(pages.keys() - there)),
        changed=tuple(sorted((there & pages.keys()) - same)),
        removed=tuple(sorted((owned & there) - pages.keys())),
        unchanged=tuple(sorted(same)),
    )
