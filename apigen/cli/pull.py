"""`apigen pull`."""

from __future__ import annotations

from typing import Annotated

import typer

from apigen.cli.app import ReferenceOption, Run, fail

RepositoryArgument = Annotated[
    str, typer.Argument(help="URL or path of a git repository [default: the pinned one].")
]
RevisionOption = Annotated[
    str, typer.Option("--at", help="Branch, tag or full commit id [default: the pinned one].")
]
PathsOption = Annotated[
    list[str] | None,
    typer.Option("--path", help="File or folder to pull; may be repeated [default: as pinned]."),
]
RootOption = Annotated[
    str, typer.Option("--root", help="Folder of the repository that the pages lie below.")
]


def pull(
    repository: RepositoryArgument = "",
    at: RevisionOption = "",
    path: PathsOption = None,
    root: RootOption = "",
    reference: ReferenceOption = None,
    check: Annotated[
        bool,
        typer.Option("--check", help="Only say whether upstream has other pages; exit 1 if so."),
    ] = False,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite pages that were changed by hand.")
    ] = False,
) -> None:
    """Copy pages from a git repository and pin them in apigen.lock."""
    from apigen.workspace.git import GitError
    from apigen.workspace.lock import LockError
    from apigen.workspace.pull import PullError, moved, wanted_of
    from apigen.workspace.pull import pull as pull_pages

    run = Run(reference)
    try:
        if check:
            found = moved(run.reference)
        else:
            run.mend()
            wanted = wanted_of(run.reference, repository, at, tuple(path or ()), root)
            done = pull_pages(run.reference, wanted, force=force)
    except (GitError, LockError, PullError) as error:
        fail(str(error))
    if not check:
        typer.echo(
            f"pulled   {run.reference}: {len(done.new)} new, {len(done.changed)} changed, "
            f"{len(done.removed)} removed, {len(done.unchanged)} unchanged pages"
        )
        typer.echo(f"pinned   {wanted.repository} at {done.commit}")
    elif found.commit == found.pinned:
        typer.echo(f"upstream is at the pinned commit {found.pinned}")
    elif not found.pages:
        typer.echo(f"upstream moved to {found.commit}; none of the pinned pages changed")
    else:
        typer.echo(f"upstream moved to {found.commit}; {len(found.pages)} pages changed:")
        for name in found.pages:
            typer.echo(f"  {name}")
        typer.echo("Run `apigen update` to follow it.")
        raise typer.Exit(1)
