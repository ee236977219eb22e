"""Pulling pages from a git repository, and pinning them in the lockfile.

Pages are fetched to a temporary folder, then written to the reference in one transaction: a pull that fails
leaves the old pages complete. The lockfile is written last, so that everything it pins is there.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path, PurePosixPath

import msgspec

from apigen.workspace.errors import WorkspaceError
from apigen.workspace.git import Entry, Repository, fetch, remote_commit
from apigen.workspace.lockfile import (
    LOCKFILE,
    PAGE_SUFFIXES,
    Lockfile,
    compare_pages,
    lockfile_text,
    pages_on_disk,
    read_lockfile,
    sha256,
)
from apigen.workspace.locking import exclusive_lock
from apigen.workspace.recovery import recover
from apigen.workspace.transaction import apply_changes

PRESETS = "presets.yaml"
VariablesReader = Callable[[Mapping[str, bytes], Mapping[str, bytes]], dict[str, str]]
"""The variables of presets that pages use; both are given as contents by paths in the repository."""


def _no_variables(presets: Mapping[str, bytes], pages: Mapping[str, bytes]) -> dict[str, str]:
    return {}


class PullSource(msgspec.Struct, frozen=True):
    """What to pull: a repository (a path or any URL that git supports), a branch, tag or full commit id,
    and files or folders below the folder `root`. Without paths, everything is pulled."""

    repository: str
    revision: str
    paths: tuple[str, ...] = ()
    root: str = ""


class PullResult(msgspec.Struct, frozen=True):
    """What a pull changed in the reference: the commit pulled, and paths of pages, sorted."""

    commit: str
    new: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    unchanged: tuple[str, ...]


class UpstreamState(msgspec.Struct, frozen=True):
    """The pinned commit, the current commit upstream, and the pages that differ between the two."""

    pinned: str
    commit: str
    pages: tuple[str, ...]


def pull_source(
    reference: Path, repository: str, revision: str, paths: tuple[str, ...], root: str
) -> PullSource:
    """What to pull; arguments that are empty are taken from the lockfile.

    Raises:
        WorkspaceError: no repository is named, a path leads out of it, or the lockfile is damaged.
    """
    lockfile = read_lockfile(reference)
    if lockfile is None and not repository:
        raise WorkspaceError(
            "no repository: nothing is pinned yet; name one, as in "
            "`apigen pull https://example.org/docs.git --path ru/compute/api-ref`"
        )
    pinned = lockfile or Lockfile(repository="", revision="HEAD", commit="", paths=())
    source = PullSource(
        repository or pinned.repository,
        revision or pinned.revision,
        paths or pinned.paths,
        root or pinned.root,
    )
    for path in (*source.paths, source.root):
        if ".." in PurePosixPath(path).parts or path.startswith(("/", "-")) or "\0" in path:
            raise WorkspaceError(f"{path!r}: a path is relative and stays in the repository")
    return source


def pull(
    reference: Path,
    source: PullSource,
    variables_of: VariablesReader = _no_variables,
    *,
    force: bool = False,
) -> PullResult:
    """Replace the pinned pages by those of upstream, and pin them with the variables they use.

    Files of the reference that were never pinned are kept. Unless `force` is set, nothing is pulled if
    a pinned page was changed by hand, or another file has the path of a page.

    Raises:
        WorkspaceError: one of these, upstream has none of the pages, git failed, or the lockfile is
            damaged.
    """
    lockfile = read_lockfile(reference)
    if lockfile is not None and not force:
        _refuse_edits(reference, lockfile)
    commit, pages, presets = _fetch_pages(source)
    root = PurePosixPath(source.root)
    upstream = {(root / path).as_posix(): content for path, content in pages.items()}
    pinned = Lockfile(
        repository=source.repository,
        revision=source.revision,
        commit=commit,
        paths=source.paths,
        root=source.root,
        pages={path: sha256(content) for path, content in pages.items()},
        variables=variables_of(presets, upstream),
    )
    try:
        with exclusive_lock(reference):
            return _replace_pages(reference, pinned, pages, force=force)
    except OSError as error:
        raise WorkspaceError(f"{error.filename or reference}: {error.strerror}") from error


def upstream_state(reference: Path) -> UpstreamState:
    """Compare the pinned pages with those that the pinned branch or tag has now.

    Raises:
        WorkspaceError: nothing is pinned, git failed, or the lockfile is damaged.
    """
    lockfile = read_lockfile(reference)
    if lockfile is None:
        raise WorkspaceError(f"{reference / LOCKFILE}: nothing is pinned yet")
    commit = remote_commit(lockfile.repository, lockfile.revision)
    if commit == lockfile.commit:
        return UpstreamState(commit, commit, ())
    commit, pages, _ = _fetch_pages(pull_source(reference, "", "", (), ""))
    now = {path: sha256(content) for path, content in pages.items()}
    paths = now.keys() | lockfile.pages.keys()
    changed = sorted(path for path in paths if now.get(path) != lockfile.pages.get(path))
    return UpstreamState(lockfile.commit, commit, tuple(changed))


def _fetch_pages(source: PullSource) -> tuple[str, dict[str, bytes], dict[str, bytes]]:
    """The commit, the contents of its pages by their paths in the reference, and those of its presets by
    their paths in the repository."""
    root = PurePosixPath(source.root)
    paths = tuple((root / path).as_posix() for path in source.paths or (".",))
    with tempfile.TemporaryDirectory(prefix="apigen-pull-") as folder:
        repository, commit = fetch(
            source.repository, source.revision, (*paths, f"**/{PRESETS}"), Path(folder)
        )
        entries = _entries(repository, commit, source)
        contents = repository.contents([entry.object for entry in entries])
        pages = {entry.path: content for entry, content in zip(entries, contents, strict=True)}
        presets = _presets(repository, commit)
    return commit, pages, presets


def _presets(repository: Repository, commit: str) -> dict[str, bytes]:
    files = [e for e in repository.entries(commit) if PurePosixPath(e.path).name == PRESETS]
    contents = repository.contents([file.object for file in files])
    return {file.path: content for file, content in zip(files, contents, strict=True)}


def _entries(repository: Repository, commit: str, source: PullSource) -> tuple[Entry, ...]:
    upstream = f"{source.repository} at {commit[:12]}"
    everything = repository.entries(commit, source.root)
    pages = tuple(entry for entry in everything if entry.path.endswith(PAGE_SUFFIXES))
    for path in source.paths:
        if not any(_covers(path, entry.path) for entry in pages):
            raise WorkspaceError(f"{upstream}: no page below `{path}`")
    paths = source.paths or (".",)
    found = tuple(e for e in pages if any(_covers(path, e.path) for path in paths))
    if not found:
        raise WorkspaceError(f"{upstream}: no page at all")
    return found


def _covers(path: str, file: str) -> bool:
    path = path.strip("/")
    return path in ("", ".") or file == path or file.startswith(f"{path}/")


def _replace_pages(
    reference: Path, pinned: Lockfile, pages: Mapping[str, bytes], *, force: bool
) -> PullResult:
    """Write the pages and the lockfile. Hand edits are looked for again, since another run may have
    written to the reference while the pages were fetched."""
    recover(reference)
    lockfile = read_lockfile(reference)
    if not force:
        if lockfile is not None:
            _refuse_edits(reference, lockfile)
        _refuse_foreign(reference, lockfile, pages)
    result = _result(reference, lockfile, pages, pinned.commit)
    if result.new or result.changed or result.removed or lockfile != pinned:
        apply_changes(reference, tuple(_changes(result, pages, pinned)))
    return result


def _changes(
    result: PullResult, pages: Mapping[str, bytes], pinned: Lockfile
) -> Iterator[tuple[str, bytes | None]]:
    for path in result.removed:
        yield path, None
    for path in (*result.new, *result.changed):
        yield path, pages[path]
    yield LOCKFILE, lockfile_text(pinned).encode()


def _refuse_edits(reference: Path, lockfile: Lockfile) -> None:
    edited = compare_pages(reference, lockfile).changed
    if edited:
        lines = [f"{reference / path}: changed since it was pulled" for path in edited]
        lines.append("Nothing was pulled. Make these changes upstream, or pass --force.")
        raise WorkspaceError("\n".join(lines))


def _refuse_foreign(reference: Path, lockfile: Lockfile | None, pages: Mapping[str, bytes]) -> None:
    pinned = lockfile.pages if lockfile is not None else {}
    lines = []
    for path, content in pages.items():
        target = reference / path
        same = target.is_file() and target.read_bytes() == content
        if path not in pinned and target.exists() and not same:
            lines.append(f"{target}: not pulled before, and in the way of a page")
    if lines:
        lines.append("Nothing was pulled. Move these files, or pass --force.")
        raise WorkspaceError("\n".join(lines))


def _result(
    reference: Path, lockfile: Lockfile | None, pages: Mapping[str, bytes], commit: str
) -> PullResult:
    present = set(pages_on_disk(reference)) if reference.is_dir() else set()
    same = {p for p in present & pages.keys() if (reference / p).read_bytes() == pages[p]}
    pinned = lockfile.pages.keys() if lockfile is not None else set()
    return PullResult(
        commit=commit,
        new=tuple(sorted(pages.keys() - present)),
        changed=tuple(sorted((present & pages.keys()) - same)),
        removed=tuple(sorted((pinned & present) - pages.keys())),
        unchanged=tuple(sorted(same)),
    )
