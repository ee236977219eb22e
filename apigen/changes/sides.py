"""Either side of a difference: a folder of pages or one page, an IR file, or `REV:path` of git."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from apigen import pipeline
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Origin, Source, shown_text
from apigen.ir.api import Api
from apigen.ir.codec import CodecError, decode_api
from apigen.memo.steps import Memo
from apigen.workspace.git import GitError, Repository
from apigen.workspace.write import MANIFEST

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


class Revisions:
    """Reads revisions, all with the same variables and tools: pages that both sides of a difference
    hold are read once where there is a cache."""

    def __init__(self, variables: Mapping[str, str], memo: Memo | None = None) -> None:
        self._variables = variables
        self._memo = memo or Memo()

    def of(self, side: str, diagnostics: Diagnostics) -> Revision:
        """One side, read. What is on the disk goes before what git knows: `./REV:path` is always the
        disk, an IR file ends in `.json`.

        Raises:
            RevisionError: there is nothing of that name, or it holds no API.
        """
        path = Path(side)
        if path.exists():
            found = self._from_disk(path, diagnostics)
        elif ":" in side:
            found = self._from_git(side, diagnostics)
        else:
            raise RevisionError(
                f"{side}: no such folder, page or IR file; a git revision is written REV:path, as in "
                f"HEAD~1:reference"
            )
        if not found.api.services:
            raise RevisionError(f"{side}: holds no method")
        return found

    def when_generated(self, reference: Path, output: Path) -> Revision | None:
        """The pages of the commit that last wrote the output, by the commit's name; nothing where no
        git repository knows."""
        try:
            commit = Repository(output.resolve().parent).last_commit(f"{output.name}/{MANIFEST}")
            pages = Repository(reference.resolve().parent)
            found = self._pages(pages, commit, f"./{reference.name}", Diagnostics())
        except (GitError, OSError):
            return None
        return found._replace(name=commit)

    def folder(self, path: Path, diagnostics: Diagnostics) -> Revision:
        """The pages of a folder, or one page."""
        root = path.parent if path.is_file() else path

        def line(origin: Origin) -> str:
            return Source(origin.file, shown_text(root / origin.file, root)).line(origin.line)

        reading = pipeline.read(path, self._variables, diagnostics, self._memo)
        return Revision(str(path), reading.api, line, reading)

    def _from_disk(self, path: Path, diagnostics: Diagnostics) -> Revision:
        if path.suffix != ".json":
            return self.folder(path, diagnostics)
        try:
            return _decoded(str(path), path.read_bytes())
        except OSError as error:
            raise RevisionError(f"{path}: {error.strerror}") from error

    def _from_git(self, side: str, diagnostics: Diagnostics) -> Revision:
        revision, _, path = side.partition(":")
        path = path.rstrip("/")
        repository = Repository(Path.cwd())
        try:
            commit = repository.commit(revision or "HEAD")
            if repository.kind(commit, path) == "tree":
                return self._pages(repository, commit, path, diagnostics)
            content = repository.file(commit, path)
        except GitError as error:
            raise RevisionError(f"{side}: git has no such thing: {error}") from error
        if path.endswith(".json"):
            return _decoded(side, content)
        name = PurePosixPath(path).name
        return self._written({name: content}, lambda root: root / name, diagnostics)

    def _pages(
        self, repository: Repository, commit: str, path: str, diagnostics: Diagnostics
    ) -> Revision:
        entries = [e for e in repository.entries(commit, path) if e.path.endswith(_SUFFIXES)]
        contents = repository.contents([entry.object for entry in entries])
        files = {entry.path: content for entry, content in zip(entries, contents, strict=True)}
        return self._written(files, lambda root: root, diagnostics)

    def _written(
        self,
        files: Mapping[str, bytes],
        start: Callable[[Path], Path],
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
            return self.folder(start(Path(folder)), diagnostics)._replace(name="", line=line)


def _decoded(name: str, content: bytes) -> Revision:
    try:
        return Revision(name, decode_api(content), lambda origin: "", None)
    except CodecError as error:
        raise RevisionError(
            f"{name}: no API: {error}; `apigen inspect --json` writes one"
        ) from error
