"""Either side of a difference: a folder of pages or one page, an IR file, or `REV:path` of git."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from apigen import pipeline
from apigen.diagnostics import Diagnostics
from apigen.git import GitError, Repository
from apigen.ir.api import Api
from apigen.ir.codec import CodecError, decode_api
from apigen.output import MANIFEST
from apigen.source import Origin, Source

_SUFFIXES = (".md", ".yaml")


class RevisionError(Exception):
    """A side that cannot be read; the message says which and why."""


class Revision(NamedTuple):
    """One side as read. `line` gives the line of a page that a place is in, empty where the pages are
    not at hand; `reading` is `None` for an IR file."""

    name: str
    api: Api
    line: Callable[[Origin], str]
    reading: pipeline.Reading | None


def api_of(side: str, variables: Mapping[str, str], diagnostics: Diagnostics) -> Api:
    """The API of `revision_of`."""
    return revision_of(side, variables, diagnostics).api


def revision_of(side: str, variables: Mapping[str, str], diagnostics: Diagnostics) -> Revision:
    """One side, read. What is on the disk goes before what git knows: `./REV:path` is always the
    disk, an IR file ends in `.json`.

    Raises:
        RevisionError: there is nothing of that name, or it holds no API.
    """
    path = Path(side)
    if path.exists():
        found = _from_disk(path, variables, diagnostics)
    elif ":" in side:
        found = _from_git(side, variables, diagnostics)
    else:
        raise RevisionError(
            f"{side}: no such folder, page or IR file; a git revision is written REV:path, as in "
            f"HEAD~1:reference"
        )
    if not found.api.services:
        raise RevisionError(f"{side}: holds no method")
    return found


def when_generated(reference: Path, output: Path, variables: Mapping[str, str]) -> Revision | None:
    """The pages of the commit that last wrote the output, by the commit's name; nothing where no git
    repository knows."""
    try:
        commit = Repository(output.resolve().parent).last_commit(f"{output.name}/{MANIFEST}")
        pages = Repository(reference.resolve().parent)
        found = _pages(pages, commit, f"./{reference.name}", variables, Diagnostics())
    except (GitError, OSError):
        return None
    return found._replace(name=commit)


def from_folder(path: Path, variables: Mapping[str, str], diagnostics: Diagnostics) -> Revision:
    """The pages of a folder, or one page."""
    root = path.parent if path.is_file() else path

    def line(origin: Origin) -> str:
        try:
            text = (root / origin.file).read_text(encoding="utf-8-sig", errors="replace")
        except OSError:
            return ""
        return Source(origin.file, text).line(origin.line)

    reading = pipeline.read(path, variables, diagnostics)
    return Revision(str(path), reading.api, line, reading)


def _from_disk(path: Path, variables: Mapping[str, str], diagnostics: Diagnostics) -> Revision:
    if path.suffix != ".json":
        return from_folder(path, variables, diagnostics)
    try:
        return _decoded(str(path), path.read_bytes())
    except OSError as error:
        raise RevisionError(f"{path}: {error.strerror}") from error


def _decoded(name: str, content: bytes) -> Revision:
    try:
        return Revision(name, decode_api(content), lambda origin: "", None)
    except CodecError as error:
        raise RevisionError(
            f"{name}: no API: {error}; `apigen inspect --json` writes one"
        ) from error


def _from_git(side: str, variables: Mapping[str, str], diagnostics: Diagnostics) -> Revision:
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
) -> Revision:
    entries = [e for e in repository.entries(commit, path) if e.path.endswith(_SUFFIXES)]
    contents = repository.contents([entry.object for entry in entries])
    files = {entry.path: content for entry, content in zip(entries, contents, strict=True)}
    return _written(files, lambda root: root, variables, diagnostics)


def _written(
    files: Mapping[str, bytes],
    start: Callable[[Path], Path],
    variables: Mapping[str, str],
    diagnostics: Diagnostics,
) -> Revision:
    """Pages that are in no folder yet."""

    def line(origin: Origin) -> str:
        text = files.get(origin.file, b"").decode("utf-8-sig", "replace")
        return Source(origin.file, text).line(origin.line)

    with tempfile.TemporaryDirectory(prefix="apigen-") as folder:
        for name, content in files.items():
            target = Path(folder, name)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        return from_folder(start(Path(folder)), variables, diagnostics)._replace(name="", line=line)
