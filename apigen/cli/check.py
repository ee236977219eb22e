"""`apigen check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from apigen.changes.sides import Revisions
    from apigen.cli.checking import Checked
    from apigen.tools import Tools

from apigen.cli.app import (
    Format,
    FormatOption,
    NoCacheOption,
    OutputOption,
    ProfileOption,
    ReferenceOption,
    Run,
    TemplatesOption,
    WorkersOption,
    fail,
    print_profile,
)


def check(
    reference: ReferenceOption = None,
    output: OutputOption = None,
    templates: TemplatesOption = None,
    diff: Annotated[
        bool, typer.Option("--diff", help="Also show the text difference of each file.")
    ] = False,
    workers: WorkersOption = None,
    no_cache: NoCacheOption = False,
    profile: ProfileOption = False,
    report: Annotated[
        Path | None,
        typer.Option("--report", help="Also write an HTML page to this file."),
    ] = None,
    format_: FormatOption = Format.TEXT,
) -> None:
    """Tell whether output and pages are what they should be; exit 1 when not.

    Three questions: are the pages those that apigen.lock pins, is the output what these pages,
    templates and this version give, was a generated file edited by hand.
    """
    from apigen import runs
    from apigen.cli import checking
    from apigen.findings.formats import ListingFormat
    from apigen.stamps import Stamps
    from apigen.workspace.lock import LockError
    from apigen.workspace.write import OutputError

    run = Run(reference, output, templates)
    tools = run.tools(workers, no_cache)
    with tools.stages.stage("input"):
        given = runs.read_input(run.reference, run.settings, run.templates, tools.cache)
    made = runs.make(given, run.diagnostics, tools)
    if not made.counts.drafts or runs.templates_failed(run.diagnostics):
        run.print_findings(format_)
        run.tell_cut_short(())
        fail("nothing to compare with: see the findings above")
    try:
        with tools.stages.stage("compare"):
            stamps = Stamps(tools.cache, run.output, "output")
            found = checking.check(
                lambda: runs.api_of(given, tools),
                made.files,
                run.page_root,
                run.output,
                lambda: _revisions(run, tools).when_generated(run.page_root, run.output),
                stamps,
            )
            stamps.keep({file.path for file in made.files})
    except (OutputError, LockError) as error:
        fail(str(error))
    if report is not None:
        _write_report(report, found, run, tools)
    machine: ListingFormat = format_.value
    if format_ is Format.TEXT:
        run.print_findings(format_)
        typer.echo(checking.as_text(found, with_diff=diff), nl=False)
    else:
        typer.echo(checking.listed(found, run.diagnostics, run.page_root, machine), nl=False)
    if profile:
        print_profile(tools)
    raise typer.Exit(0 if found.fine and not run.diagnostics.failed else 1)


def _revisions(run: Run, tools: Tools) -> Revisions:
    from apigen.changes.sides import Revisions  # loads the parser, which is seldom needed

    return Revisions(run.settings.all_variables(), tools)


def _write_report(file: Path, found: Checked, run: Run, tools: Tools) -> None:
    from apigen.cli.reporting import ReportError, write_check_report

    try:
        write_check_report(
            file,
            found,
            run.reference,
            run.output,
            _revisions(run, tools),
            run.settings.python.version,
            tuple(run.diagnostics),
        )
    except ReportError as error:
        fail(str(error))
