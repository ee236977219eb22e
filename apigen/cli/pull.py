"""`apigen pull`."""

from __future__ import annotations

from typing import Annotated

import typer

from apigen.cli.errors import fail
from apigen.cli.options import (
    PullPathsOption,
    ReferenceOption,
    RepositoryArgument,
    RevisionOption,
    RootOption,
)
from apigen.cli.project import Project


def pull(
    repository: RepositoryArgument = "",
    at: RevisionOption = "",
    path: PullPathsOption = None,
    root: RootOption = "",
    reference: ReferenceOption = None,
    check: Annotated[
        bool,
        typer.Option("--check", help="Only check whether pages changed upstream; exit 1 if so."),
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite pages that were changed by hand.")
    ] = False,
) -> None:
    """Copy pages from a git repository and pin them in apigen.lock."""
    from apigen.pages.presets import used_variables
    from apigen.workspace.errors import WorkspaceError
    from apigen.workspace.pull import pull as pull_pages
    from apigen.workspace.pull import pull_source

    project = Project(reference)
    try:
        if check:
            _check(project)
            return
        project.recover()
        source = pull_source(project.reference, repository, at, tuple(path or ()), root)
        pulled = pull_pages(project.reference, source, used_variables, force=force)
    except WorkspaceError as error:
        fail(str(error))
    typer.echo(
        f"pulled   {project.reference}: {len(pulled.new)} new, {len(pulled.changed)} changed, "
        f"{len(pulled.removed)} removed, {len(pulled.unchanged)} unchanged pages"
    )
    typer.echo(f"pinned   {source.repository} at {pulled.commit}")


def _check(project: Project) -> None:
    from apigen.workspace.pull import upstream_state

    state = upstream_state(project.reference)
    if state.commit == state.pinned:
        typer.echo(f"upstream is at the pinned commit {state.pinned}")
    elif not state.pages:
        typer.echo(f"upstream moved to {state.commit}; none of the pinned pages changed")
    else:
        typer.echo(f"upstream moved to {state.commit}; {len(state.pages)} pages changed:")
        for name in state.pages:
            typer.echo(f"  {name}")
        typer.echo("Run `apigen update` to follow it.")
        raise typer.Exit(1)
