"""`apigen generate`."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from apigen.cli.errors import fail
from apigen.cli.options import (
    Format,
    FormatOption,
    NoCacheOption,
    OutputOption,
    ProfileOption,
    ReferenceOption,
    TemplatesOption,
    WorkersOption,
)
from apigen.cli.project import Project
from apigen.findings.diagnostics import Severity

if TYPE_CHECKING:
    from apigen.cli.generation import Generation
    from apigen.workspace.write import WritePlan


def generate(
    reference: ReferenceOption = None,
    output: OutputOption = None,
    templates: TemplatesOption = None,
    force: Annotated[
        bool, typer.Option("--force", help="Overwrite files that were edited by hand.")
    ] = False,
    watch: Annotated[
        bool, typer.Option("--watch", help="Keep running, and generate after each change.")
    ] = False,
    workers: WorkersOption = None,
    no_cache: NoCacheOption = False,
    profile: ProfileOption = False,
    format_: FormatOption = Format.TEXT,
) -> None:
    """Read the reference and write the output."""

    def once() -> None:
        project = Project(reference, output, templates, workers=workers, no_cache=no_cache)
        _generate(project, force=force, format_=format_)
        if profile:
            project.print_profile()
        raise typer.Exit(1 if project.diagnostics.failed else 0)

    if watch:
        from apigen.cli.watch import run_on_changes

        run_on_changes(once, reference, templates)
    once()


def _generate(project: Project, *, force: bool, format_: Format) -> None:
    from apigen.cli.generation import Generation
    from apigen.workspace.errors import WorkspaceError

    started = time.monotonic()
    project.recover()
    generation = Generation(project)
    project.print_findings(format_)
    try:
        _refuse_incomplete(project, generation, force=force)
        written = generation.write(force=force)
    except WorkspaceError as error:
        fail(str(error))
    if format_ is Format.TEXT:
        _print_summary(project, generation, written, time.monotonic() - started)


def _refuse_incomplete(project: Project, generation: Generation, *, force: bool) -> None:
    """Fail before writing an output without pages that could not be read, or without any method."""
    from apigen.workspace.write import has_output

    nothing = not generation.counts.pages or generation.templates_failed
    if nothing or (generation.unread and not force):
        fail("nothing was written: see the findings above")
    if not generation.counts.services and has_output(project.output) and not force:
        fail(
            f"no page of {project.reference} is a method, so all of {project.output} would be "
            "removed; nothing was written. To remove it, pass --force"
        )


def _print_summary(
    project: Project, generation: Generation, written: WritePlan, seconds: float
) -> None:
    counts, found = generation.counts, project.diagnostics
    lines = [
        f"read     {counts.pages} pages: {counts.methods} methods, {counts.models} models",
        f"wrote    {project.output}: {len(written.new)} new, {len(written.changed)} changed, "
        f"{len(written.unchanged)} unchanged, {len(written.removed)} removed files",
        f"tests    {counts.tests} in {counts.test_modules} modules",
        f"findings {found.count(Severity.ERROR)} errors, {found.count(Severity.WARNING)} warnings, "
        f"in {seconds:.1f} s",
    ]
    path = _committed_path(project.reference) if written.drifted else ""
    if path:
        lines.append(
            f"next     `apigen diff HEAD:{path} {project.reference.as_posix()}` lists the changes "
            f"for callers; commit {project.reference.as_posix()} and {project.output.as_posix()} "
            "together"
        )
    for line in lines:
        typer.echo(line)


def _committed_path(reference: Path) -> str:
    """The path of the reference in the last commit, as git wants it; empty if it is in none."""
    from apigen.workspace.errors import GitError
    from apigen.workspace.git import Repository

    name = reference.as_posix()
    # In a subfolder of the repository, git wants `./` before a path relative to it.
    for path in (name, f"./{name}"):
        with suppress(GitError):
            Repository(Path.cwd()).kind("HEAD", path)
            return path
    return ""
