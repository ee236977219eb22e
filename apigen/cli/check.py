"""`apigen check`."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from apigen.changes.sides import Revisions
    from apigen.cli.checking import Checked
    from apigen.memo.steps import Memo

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
    from apigen.cli import build as builds
    from apigen.cli import checking
    from apigen.findings.formats import ListingFormat
    from apigen.memo.files import FileDigests
    from apigen.workspace.lock import LockError
    from apigen.workspace.write import OutputError

    run = Run(reference, output, templates)
    memo = run.memo(workers, no_cache)
    inputs = memo.call(
        "input", builds.read_inputs, run.reference, run.settings, run.templates, memo.store
    )
    made = builds.build(inputs, run.diagnostics, memo)
    if not made.counts.described or builds.templates_failed(run.diagnostics):
        run.print_findings(format_)
        run.tell_cut_short(())
        fail("nothing to compare with: see the findings above")
    try:
        with memo.progress.stage("compare"):
            known = FileDigests(memo.store, run.output, "output")
            found = checking.check(
                lambda: builds.api_of(inputs, memo),
                made.files,
                run.page_root,
                run.output,
                lambda: _revisions(run, memo).when_generated(run.page_root, run.output),
                known,
            )
            known.save({file.path for file in made.files})
    except (OutputError, LockError) as error:
        fail(str(error))
    if report is not None:
        _write_report(report, found, run, memo)
    machine: ListingFormat = format_.value
    if format_ is Format.TEXT:
        run.print_findings(format_)
        typer.echo(checking.as_text(found, with_diff=diff), nl=False)
    else:
        typer.echo(checking.listed(found, run.diagnostics, run.page_root, machine), nl=False)
    if profile:
        print_profile(memo)
    raise typer.Exit(0 if found.fine and not run.diagnostics.failed else 1)


def _revisions(run: Run, memo: Memo) -> Revisions:
    from apigen.changes.sides import Revisions  # loads the parser, which is seldom needed

    return Revisions(run.settings.all_variables(), memo)


def _write_report(file: Path, found: Checked, run: Run, memo: Memo) -> None:
    from apigen.cli.reporting import ReportError, write_check_report

    try:
        write_check_report(
            file,
            found,
            run.reference,
            run.output,
            _revisions(run, memo),
            run.version,
            tuple(run.diagnostics),
        )
    except ReportError as error:
        fail(str(error))
