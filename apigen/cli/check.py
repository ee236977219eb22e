"""`apigen check`."""

from __future__ import annotations

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

if TYPE_CHECKING:
    from apigen.cli.check_result import CheckResult
    from apigen.findings.formats import ListingFormat


def check(
    reference: ReferenceOption = None,
    output: OutputOption = None,
    templates: TemplatesOption = None,
    diff: Annotated[
        bool, typer.Option("--diff", help="Also print a diff of each file that differs.")
    ] = False,
    workers: WorkersOption = None,
    no_cache: NoCacheOption = False,
    profile: ProfileOption = False,
    report: Annotated[
        Path | None,
        typer.Option("--report", help="Also write an HTML report to this file."),
    ] = None,
    format_: FormatOption = Format.TEXT,
) -> None:
    """Check whether the pages and the output are up to date; exit 1 if not.

    Three questions are answered: are the pages those that apigen.lock pins, is the output what the
    pages, the templates and this version make, and was a generated file edited by hand.
    """
    from apigen.cli.check_result import as_text, listed

    project = Project(reference, output, templates, workers=workers, no_cache=no_cache)
    result = _check(project, format_)
    if report is not None:
        _write_report(report, project, result)
    machine: ListingFormat = format_.value
    if format_ is Format.TEXT:
        project.print_findings(format_)
        typer.echo(as_text(result, with_diff=diff), nl=False)
    else:
        text = listed(result, project.diagnostics, project.page_root, machine)
        typer.echo(text, nl=False)
    if profile:
        project.print_profile()
    raise typer.Exit(0 if result.fine and not project.diagnostics.failed else 1)


def _check(project: Project, format_: Format) -> CheckResult:
    from apigen.cli.check_result import CheckResult
    from apigen.cli.generation import Generation
    from apigen.workspace.drift import text_differences
    from apigen.workspace.errors import WorkspaceError

    generation = Generation(project)
    if not generation.counts.described or generation.templates_failed:
        project.print_findings(format_)
        project.report_interruptions()
        fail("nothing to compare with: see the findings above")
    try:
        drift = generation.compare()
    except WorkspaceError as error:
        fail(str(error))
    differences = tuple(text_differences(generation.files, drift.plan, project.output))
    if drift.output.fine:
        return CheckResult(drift.answers, differences)
    # Most checks end before here: the modules below load the parser.
    from apigen.changes.diff import diff
    from apigen.cli.snapshots import SnapshotReader

    before = SnapshotReader(project).when_generated()
    changes = diff(before.api, generation.api()) if before else ()
    return CheckResult(drift.answers, differences, before.name if before else "", changes)


def _write_report(file: Path, project: Project, result: CheckResult) -> None:
    from apigen.cli.report import write_report
    from apigen.cli.snapshots import SnapshotReader
    from apigen.findings.diagnostics import Diagnostics

    snapshots = SnapshotReader(project)
    write_report(
        file,
        f"apigen check: {project.reference} and {project.output}",
        result.changes,
        project.version,
        snapshots.when_generated() if result.changes else None,
        snapshots.folder(project.reference, Diagnostics()),
        answers=result.answers,
        findings=(*result.findings, *project.diagnostics),
    )
