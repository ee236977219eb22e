"""Either side of a difference: a folder of pages or one page, an IR file, or `REV:path` of git."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath

from apigen import pipeline
from apigen.diagnostics import Diagnostics
from apigen.git import GitError, Repository
from apigen.ir.api import Api
from apigen.ir.codec import CodecError, decode_api
from apigen.output import MANIFEST

_SUFFIXES = (".md", ".yaml")


class RevisionError(Exception):
    """A side that cannot be read; the message says which and why."""


def api_of(side: str, variables: Mapping[str, str], diagnostics: Diagnostics) -> Api:
    """The API of one side. What is on the disk goes before what git knows: `./REV:path` is always
    the disk, an IR file ends in `.json`.

    Raises:
        RevisionError: there is nothing of that name, or it holds no API.
    """
    path = Path(side)
    if path.exists():
        api = _from_disk(path, variables, diagnostics)
    elif ":" in side:
        api = _from_git(side, variables, diagnostics)
    else:
        raise RevisionError(
            f"{side}: no such folder, page or IR file; a git revision is written REV:path, as in "
            f"HEAD~1:reference"
        )
    if not api.services:
        raise RevisionError(f"{side}: holds no method")
    return api


def when_generated(
    reference: Path, output: Path, variables: Mapping[str, str]
) -> tuple[str, Api] | None:
    """The commit that last wrote the output, and the API of the pages then; nothing where no git
    repository knows."""
    try:
        commit = Repository(output.resolve().parent).last_commit(f"{output.name}/{MANIFEST}")
        pages = Repository(reference.resolve().parent)
        api = _pages(pages, commit, f"./{reference.name}", variables, Diagnostics())
    except (GitError, OSError):
        return None
    return commit, api


def _from_disk(path: Path, variables: Mapping[str, str], diagnostics: Diagnostics) -> Api:
    if path.suffix == ".json":
        try:
            return _decoded(str(path), path.read_bytes())
        except OSError as error:
            raise RevisionError(f"{path}: {error.strerror}") from error
    return pipeline.read(path, variables, diagnostics).api


def _decoded(name: str, content: bytes) -> Api:
    try:
        return decode_api(content)
    except CodecError as error:
        raise RevisionError(
            f"{name}: no API: {error}; `apigen inspect --json` writes one"
        ) from error


def _from_git(side: str, variables: Mapping[str, str], diagnostics: Diagnostics) -> Api:
    revision, _, path = side.partition(":")
    path = path.rstrip("/")
    repository = Repository(Path.cwd())
    try:
        commit = repository.commit(revision or "HEAD")
        if repository.kind(commit, path) == "tree":
            return _pages(repository, commit, path, variables, diagnostics)
        content = repository.file(commit, path)
    except GitError as error:
        raise RevisionError(f"{side}: git has no such thing: {error}") from error
    if path.endswith(".json"):
        return _decoded(side, content)
    name = PurePosixPath(path).name
    return _written({name: content}, lambda root: root / name, variables, diagnostics)


def _pages(
    repository: Repository,
    commit: str,
    path: str,
    variables: Mapping[str, str],
    diagnostics: Diagnostics,
) -> Api:
    entries = [e for e in repository.entries(commit, path) if e.path.endswith(_SUFFIXES)]
    contents = repository.contents([entry.object for entry in entries])
    files = {entry.path: content for entry, content in zip(entries, contents, strict=True)}
    return _written(files, lambda root: root, variables, diagnostics)


def _written(
    files: Mapping[str, bytes],
    start: Callable[[Path], Path],
    variables: Mapping[str, str],
    diagnostics: Diagnostics,
) -> Api:
    """The API of pages that are in no folder yet."""
    with tempfile.TemporaryDirectory(prefix="apigen-") as folder:
        for name, content in files.items():
            target = Path(folder, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        return pipeline.read(start(Path(folder)), variables, diagnostics).api
