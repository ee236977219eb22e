"""`apigen diff OLD NEW`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from apigen.changes.sides import Revision, Revisions

from apigen.cli.app import Run, fail, say_cut_short
from apigen.findings.codes.drift import CUT_SHORT
from apigen.findings.diagnostics import Diagnostics, Severity
from apigen.findings.formats import listing


class DiffFormat(StrEnum):
    """How changes are printed."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    GITHUB = "github"
    SARIF = "sarif"


class FailOn(StrEnum):
    """From which effect on the exit code is 1."""

    NEVER = "never"
    BREAKING = "breaking"
    COMPATIBLE = "compatible"
    ANY = "any"


_SIDE = "A folder of pages, a page, an IR file (.json), or REV:path of this git repository."


def diff(
    old: Annotated[str, typer.Argument(help=_SIDE)],
    new: Annotated[str, typer.Argument(help=_SIDE)],
    format_: Annotated[
        DiffFormat, typer.Option("--format", help="`markdown` is a changelog section.")
    ] = DiffFormat.TEXT,
    fail_on: Annotated[
        FailOn,
        typer.Option("--fail-on", help="Exit 1 when there is such a change, or a worse one."),
    ] = FailOn.NEVER,
    report: Annotated[
        Path | None, typer.Option("--report", help="Also write an HTML page to this file.")
    ] = None,
) -> None:
    """Tell what changed for callers: breaking, compatible, docs only."""
    from apigen.changes.diff import diff as changes_between
    from apigen.changes.log import changelog
    from apigen.changes.report.text import as_findings, as_json, as_text
    from apigen.changes.rules import Effect
    from apigen.changes.sides import Revisions
    from apigen.cli.reporting import ReportError, write_report

    run = Run()
    found = Diagnostics()
    run.tell_cut_short((Path(old), Path(new)))
    memo = run.memo(None, no_cache=False)
    revisions = Revisions(run.settings.all_variables(), memo)
    before, after = _read(old, revisions, Diagnostics()), _read(new, revisions, found)
    memo.store.prune()
    changes = changes_between(before.api, after.api)
    current = run.version
    if report is not None:
        try:
            write_report(
                report, f"{old} → {new}", changes, current, (before, after), findings=found
            )
        except ReportError as error:
            fail(str(error))
    if format_ is DiffFormat.TEXT:
        text = as_text(changes, current)
    elif format_ is DiffFormat.JSON:
        text = as_json(changes, current)
    elif format_ is DiffFormat.MARKDOWN:
        text = changelog(changes, current)
    else:
        text = listing(
            as_findings(changes),
            "github" if format_ is DiffFormat.GITHUB else "sarif",
            _page_root(new),
        )
    typer.echo(text, nl=False)
    order = (Effect.BREAKING, Effect.COMPATIBLE, Effect.DOCS)
    counted = {FailOn.NEVER: 0, FailOn.BREAKING: 1, FailOn.COMPATIBLE: 2, FailOn.ANY: 3}[fail_on]
    raise typer.Exit(1 if any(change.effect in order[:counted] for change in changes) else 0)


def _read(side: str, revisions: Revisions, found: Diagnostics) -> Revision:
    """One side; errors in its pages are counted aloud, since they make changes that are none."""
    from apigen.changes.sides import RevisionError

    try:
        revision = revisions.of(side, found)
    except RevisionError as error:
        fail(str(error))
    if any(item.code is CUT_SHORT for item in found):
        say_cut_short(side)
    if found.failed:
        errors = found.count(Severity.ERROR)
        words = f"{errors} errors in its pages: what they lack looks like a change"
        typer.echo(f"apigen: {side}: {words}", err=True)
    return revision


def _page_root(side: str) -> Path:
    """The folder that places in a side's pages are relative to."""
    path = Path(side)
    if not path.exists():
        path = Path(side.partition(":")[2])
    return path.parent if path.suffix else path
