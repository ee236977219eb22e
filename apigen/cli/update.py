"""`apigen update`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from apigen.cli.app import (
    Format,
    OutputOption,
    ReferenceOption,
    Run,
    TemplatesOption,
    fail,
)
from apigen.cli.pull import (
    PathsOption,
    RepositoryArgument,
    RevisionOption,
    RootOption,
)
from apigen.findings.diagnostics import Diagnostics

if TYPE_CHECKING:
    from apigen.changes.sides import Revisions
    from apigen.ir.api import Api


def update(
    repository: RepositoryArgument = "",
    at: RevisionOption = "",
    path: PathsOption = None,
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
    """Pull, generate, and tell what changed: leaves a change to review, with its commit message."""
    from apigen.changes.diff import diff
    from apigen.changes.log import changelog
    from apigen.changes.report.text import commit_message, to_take
    from apigen.changes.sides import Revisions
    from apigen.cli import build as builds
    from apigen.workspace.git import GitError
    from apigen.workspace.lock import LockError
    from apigen.workspace.pull import PullError, pull, wanted_of
    from apigen.workspace.write import OutputError, hand_edited, write

    run = Run(reference, output, templates)
    run.mend()
    try:
        edited = () if force else hand_edited(run.output)
        if edited:
            fail("\n".join(f"{run.output / name}: edited by hand" for name in edited))
        wanted = wanted_of(run.reference, repository, at, tuple(path or ()), root)
        memo = run.memo(None, no_cache=False)
        before = _made_from(run, Revisions(run.settings.all_variables(), memo))
        pulled = pull(run.reference, wanted, force=force)
    except (GitError, LockError, OutputError, PullError) as error:
        fail(str(error))
    inputs = builds.read_inputs(run.reference, run.settings, run.templates, memo.store)
    made = builds.build(inputs, run.diagnostics, memo)
    run.print_findings(Format.TEXT)
    unread = builds.unread(run.diagnostics) and not force
    if not made.counts.described or builds.templates_failed(run.diagnostics) or unread:
        fail("the pages were pulled and the output was not written: see the findings above")
    try:
        done = write(made.files, run.output, force=force)
    except OutputError as error:
        fail(f"the pages were pulled and the output was not written:\n{error}")
    changes, current = diff(before, builds.api_of(inputs, memo)), run.version
    touched = len(done.new) + len(done.changed) + len(done.removed)
    typer.echo(f"pulled   {len((*pulled.new, *pulled.changed, *pulled.removed))} changed pages")
    typer.echo(f"wrote    {run.output}: {touched} changed files")
    log = changelog(changes, current)
    suggested = commit_message(changes, f"{wanted.repository} at {pulled.commit[:12]}")
    typer.echo(f"\nchangelog\n\n{log}")
    for line in to_take(changes, current):
        typer.echo(f"{line}\n")
    typer.echo(f"commit message\n\n{suggested}", nl=False)
    _keep(message, suggested)
    _keep(changes_file, log)
    raise typer.Exit(1 if run.diagnostics.failed else 0)


def _made_from(run: Run, revisions: Revisions) -> Api:
    """What the committed output was made from; without git, what the pages say now. An update that was
    cut short after its pull thus loses nothing of its changelog."""
    from apigen.ir.api import Api

    committed = revisions.when_generated(run.reference, run.output)
    if committed is not None:
        return committed.api
    return revisions.folder(run.reference, Diagnostics()).api if run.reference.is_dir() else Api()


def _keep(file: Path | None, text: str) -> None:
    if file is not None:
        try:
            file.write_text(text, encoding="utf-8")
        except OSError as error:
            fail(f"{file}: {error.strerror}")
