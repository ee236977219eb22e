"""`apigen update`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from apigen.cli.errors import fail
from apigen.cli.options import (
    Format,
    OutputOption,
    PullPathsOption,
    ReferenceOption,
    RepositoryArgument,
    RevisionOption,
    RootOption,
    TemplatesOption,
)
from apigen.cli.project import Project
from apigen.findings.diagnostics import Diagnostics

if TYPE_CHECKING:
    from apigen.cli.generation import Generation
    from apigen.ir.api import Api
    from apigen.workspace.pull import PullResult, PullSource
    from apigen.workspace.write import WritePlan


def update(
    repository: RepositoryArgument = "",
    at: RevisionOption = "",
    path: PullPathsOption = None,
    root: RootOption = "",
    reference: ReferenceOption = None,
    output: OutputOption = None,
    templates: TemplatesOption = None,
    force: Annotated[
        bool,
        typer.Option("--force", help="Overwrite pages and files that were edited by hand."),
    ] = False,
    message: Annotated[
        Path | None,
        typer.Option("--message", help="Also write the commit message to this file."),
    ] = None,
    changes_file: Annotated[
        Path | None,
        typer.Option("--changelog", help="Also write the changelog to this file."),
    ] = None,
) -> None:
    """Pull, generate, and print the changes for callers, with a commit message."""
    from apigen.changes.diff import diff
    from apigen.changes.log import changelog
    from apigen.changes.report.text import commit_message, version_advice

    project = Project(reference, output, templates)
    project.recover()
    wanted = (repository, at, tuple(path or ()), root)
    before, source, pulled = _pull(project, wanted, force=force)
    generation, written = _generate(project, force=force)
    changes = diff(before, generation.api())
    touched = len(written.new) + len(written.changed) + len(written.removed)
    log = changelog(changes, project.version)
    suggested = commit_message(changes, f"{source.repository} at {pulled.commit[:12]}")
    typer.echo(f"pulled   {len((*pulled.new, *pulled.changed, *pulled.removed))} changed pages")
    typer.echo(f"wrote    {project.output}: {touched} changed files")
    typer.echo(f"\nchangelog\n\n{log}")
    for line in version_advice(changes, project.version):
        typer.echo(f"{line}\n")
    typer.echo(f"commit message\n\n{suggested}", nl=False)
    _save(message, suggested)
    _save(changes_file, log)
    raise typer.Exit(1 if project.diagnostics.failed else 0)


def _pull(
    project: Project, wanted: tuple[str, str, tuple[str, ...], str], *, force: bool
) -> tuple[Api, PullSource, PullResult]:
    """Pull the pages. Also returns the API before, which is read first."""
    from apigen.pages.presets import used_variables
    from apigen.workspace.errors import WorkspaceError
    from apigen.workspace.pull import pull, pull_source
    from apigen.workspace.write import hand_edited

    try:
        edited = () if force else hand_edited(project.output)
        if edited:
            fail("\n".join(f"{project.output / name}: edited by hand" for name in edited))
        source = pull_source(project.reference, *wanted)
        before = _api_before(project)
        return before, source, pull(project.reference, source, used_variables, force=force)
    except WorkspaceError as error:
        fail(str(error))


def _api_before(project: Project) -> Api:
    """The API that the committed output was made from, or else that of the pages on disk. So an update
    that was interrupted after its pull still has a complete changelog."""
    from apigen.cli.snapshots import SnapshotReader
    from apigen.ir.api import Api

    snapshots = SnapshotReader(project)
    committed = snapshots.when_generated()
    if committed is not None:
        return committed.api
    if not project.reference.is_dir():
        return Api()
    return snapshots.folder(project.reference, Diagnostics()).api


def _generate(project: Project, *, force: bool) -> tuple[Generation, WritePlan]:
    from apigen.cli.generation import Generation
    from apigen.workspace.errors import WorkspaceError

    generation = Generation(project)
    project.print_findings(Format.TEXT)
    unread = generation.unread and not force
    if not generation.counts.described or generation.templates_failed or unread:
        fail("the pages were pulled, but the output was not written: see the findings above")
    try:
        return generation, generation.write(force=force)
    except WorkspaceError as error:
        fail(f"the pages were pulled, but the output was not written:\n{error}")


def _save(file: Path | None, text: str) -> None:
    if file is not None:
        try:
            file.write_text(text, encoding="utf-8")
        except OSError as error:
            fail(f"{file}: {error.strerror}")
