"""Snapshots of an API: a folder of pages, a page, an IR file, or any of these at a git revision."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from apigen.cli.errors import fail
from apigen.cli.project import Project
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.excerpts import Excerpts
from apigen.findings.source import Origin, Source
from apigen.ir.api import Api
from apigen.ir.codec import CodecError, decode_api
from apigen.pipeline import Reading
from apigen.workspace.errors import GitError
from apigen.workspace.git import Repository
from apigen.workspace.lockfile import PAGE_SUFFIXES
from apigen.workspace.manifest import MANIFEST


class Snapshot(NamedTuple):
    """An API as it was read. `line` gives the line of a page that a place is in, empty if the page is
    not available. `reading` is None for an IR file."""

    name: str
    api: Api
    line: Callable[[Origin], str]
    reading: Reading | None = None


class SnapshotReader:
    """Reads snapshots with the settings and the memo of a project."""

    def __init__(self, project: Project) -> None:
        self._project = project

    def read(self, name: str, diagnostics: Diagnostics) -> Snapshot:
        """The snapshot that a command-line argument names.

        An existing file or folder takes precedence over `REV:path`. IR files end in `.json`. The
        command fails if the snapshot does not exist or contains no method.
        """
        path = Path(name)
        if path.exists():
            found = self._on_disk(path, diagnostics)
        elif ":" in name:
            found = self._in_git(name, diagnostics)
        else:
            fail(
                f"{name}: no such folder, page or IR file; a git revision is written REV:path, "
                "as in HEAD~1:reference"
            )
        if not found.api.services:
            fail(f"{name}: contains no method")
        return found

    def when_generated(self) -> Snapshot | None:
        """The pages at the commit that last wrote the output, whose id is the name of the snapshot.
        None if there is no such commit."""
        reference, output = self._project.page_root, self._project.output
        try:
            commit = Repository(output.resolve().parent).last_commit(f"{output.name}/{MANIFEST}")
            repository = Repository(reference.resolve().parent)
            files = _committed_pages(repository, commit, f"./{reference.name}")
            found = self._from_files(files, "", Diagnostics())
        except (GitError, OSError):
            return None
        return found._replace(name=commit)

    def folder(self, path: Path, diagnostics: Diagnostics) -> Snapshot:
        """The pages of a folder, or one page."""
        excerpts = Excerpts(path.parent if path.is_file() else path)
        reading = self._project.read(path, diagnostics)
        return Snapshot(str(path), reading.api, excerpts.line, reading)

    def _on_disk(self, path: Path, diagnostics: Diagnostics) -> Snapshot:
        if path.suffix != ".json":
            return self.folder(path, diagnostics)
        try:
            return _decoded(str(path), path.read_bytes())
        except OSError as error:
            fail(f"{path}: {error.strerror}")

    def _in_git(self, name: str, diagnostics: Diagnostics) -> Snapshot:
        revision, _, path = name.partition(":")
        path = path.rstrip("/")
        repository = Repository(Path.cwd())
        try:
            commit = repository.commit(revision or "HEAD")
            if repository.kind(commit, path) == "tree":
                files = _committed_pages(repository, commit, path)
                return self._from_files(files, "", diagnostics)
            content = repository.file(commit, path)
        except GitError as error:
            fail(f"{name}: not found in git: {error}")
        if path.endswith(".json"):
            return _decoded(name, content)
        page = PurePosixPath(path).name
        return self._from_files({page: content}, page, diagnostics)

    def _from_files(
        self, files: Mapping[str, bytes], start: str, diagnostics: Diagnostics
    ) -> Snapshot:
        """Read pages by way of a temporary folder; `start` is the page in it to be read, if not all."""

        def line(origin: Origin) -> str:
            text = files.get(origin.file, b"").decode("utf-8-sig", "replace")
            return Source(origin.file, text).line(origin.line)

        with tempfile.TemporaryDirectory(prefix="apigen-") as folder:
            for name, content in files.items():
                target = Path(folder, name)
                target.parent.mkdir(parents=True, exist_ok=True)
                target.write_bytes(content)
            return self.folder(Path(folder, start), diagnostics)._replace(name="", line=line)


def _committed_pages(repository: Repository, commit: str, path: str) -> dict[str, bytes]:
    """The contents of all pages below a folder at a commit, by their paths relative to it."""
    entries = [e for e in repository.entries(commit, path) if e.path.endswith(PAGE_SUFFIXES)]
    contents = repository.contents([entry.object for entry in entries])
    return {entry.path: content for entry, content in zip(entries, contents, strict=True)}


def _decoded(name: str, content: bytes) -> Snapshot:
    try:
        return Snapshot(name, decode_api(content), lambda origin: "")
    except CodecError as error:
        fail(f"{name}: not an IR file: {error}; `apigen inspect --json` writes one")
