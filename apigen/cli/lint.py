"""`apigen lint`."""

from __future__ import annotations

from typing import Annotated

import typer

from apigen.cli.options import Format, FormatOption, PathsArgument
from apigen.cli.project import Project
from apigen.findings.diagnostics import Diagnostics, Severity


def lint(
    paths: PathsArgument = None,
    coverage: Annotated[
        bool,
        typer.Option("--coverage", help="Print, by page, which sentences became facts instead."),
    ] = False,
    format_: FormatOption = Format.TEXT,
) -> None:
    """Print the findings about pages; exit 1 if there are errors or warnings."""
    project = Project()
    roots = paths or [project.reference]
    found = 0
    project.report_interruptions(roots)
    for path in roots:
        project.reference, project.diagnostics = path, Diagnostics()
        reading = project.read(path, project.diagnostics)
        if coverage:
            from apigen.cli.coverage import coverage_lines

            for line in coverage_lines(reading.drafts, as_json=format_ is Format.JSON):
                typer.echo(line)
        else:
            _print(project, len(reading.pages), format_)
            found += project.diagnostics.count(Severity.ERROR)
            found += project.diagnostics.count(Severity.WARNING)
    raise typer.Exit(1 if found else 0)


def _print(project: Project, pages: int, format_: Format) -> None:
    from apigen.findings.formats import listing

    found = project.diagnostics
    typer.echo(listing(found, format_.value, project.page_root), nl=False)
    if format_ is Format.TEXT:
        errors, warnings = found.count(Severity.ERROR), found.count(Severity.WARNING)
        typer.echo(f"{project.reference}: {pages} pages, {errors} errors, {warnings} warnings")
