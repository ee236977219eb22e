"""`apigen diff OLD NEW`."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from apigen.cli.project import Project, report_interruption
from apigen.findings.codes.drift import INTERRUPTED
from apigen.findings.diagnostics import Diagnostics, Severity

if TYPE_CHECKING:
    from apigen.changes.model import Change
    from apigen.cli.snapshots import Snapshot, SnapshotReader


class DiffFormat(StrEnum):
    """The format of changes."""

    TEXT = "text"
    JSON = "json"
    MARKDOWN = "markdown"
    GITHUB = "github"
    SARIF = "sarif"


class FailOn(StrEnum):
    """The least severe effect with which the exit code is 1."""

    NEVER = "never"
    BREAKING = "breaking"
    COMPATIBLE = "compatible"
    ANY = "any"


_SNAPSHOT = "A folder of pages, a page, an IR file (.json), or REV:path in this git repository."


def diff(
    old: Annotated[str, typer.Argument(help=_SNAPSHOT)],
    new: Annotated[str, typer.Argument(help=_SNAPSHOT)],
    format_: Annotated[
        DiffFormat,
        typer.Option("--format", help="Format of changes; `markdown` is a changelog section."),
    ] = DiffFormat.TEXT,
    fail_on: Annotated[
        FailOn,
        typer.Option("--fail-on", help="Exit 1 if a change has this effect, or a more severe one."),
    ] = FailOn.NEVER,
    report: Annotated[
        Path | None, typer.Option("--report", help="Also write an HTML report to this file.")
    ] = None,
) -> None:
    """List the changes for callers: breaking, compatible, docs only."""
    from apigen.changes.diff import diff as changes_between
    from apigen.cli.snapshots import SnapshotReader

    project = Project()
    project.report_interruptions((Path(old), Path(new)))
    snapshots, found = SnapshotReader(project), Diagnostics()
    before, after = _read(old, snapshots, Diagnostics()), _read(new, snapshots, found)
    changes = changes_between(before.api, after.api)
    if report is not None:
        from apigen.cli.report import write_report

        title = f"{old} → {new}"
        write_report(report, title, changes, project.version, before, after, findings=found)
    typer.echo(_text(changes, format_, project.version, _page_root(new)), nl=False)
    raise typer.Exit(1 if _fails(changes, fail_on) else 0)


def _read(name: str, snapshots: SnapshotReader, found: Diagnostics) -> Snapshot:
    """Read a snapshot. Prints the number of errors in its pages, since what they leave out would look
    like changes."""
    snapshot = snapshots.read(name, found)
    if any(item.code is INTERRUPTED for item in found):
        report_interruption(name)
    if found.failed:
        errors = found.count(Severity.ERROR)
        message = f"{errors} errors in its pages: what they leave out looks like a change"
        typer.echo(f"apigen: {name}: {message}", err=True)
    return snapshot


def _text(changes: tuple[Change, ...], format_: DiffFormat, version: str, page_root: Path) -> str:
    from apigen.changes.log import changelog
    from apigen.changes.report.text import as_findings, as_json, as_text
    from apigen.findings.formats import listing

    if format_ is DiffFormat.TEXT:
        return as_text(changes, version)
    if format_ is DiffFormat.JSON:
        return as_json(changes, version)
    if format_ is DiffFormat.MARKDOWN:
        return changelog(changes, version)
    return listing(
        as_findings(changes), "github" if format_ is DiffFormat.GITHUB else "sarif", page_root
    )


def _fails(changes: tuple[Change, ...], fail_on: FailOn) -> bool:
    from apigen.changes.rules import Effect

    effects = {
        FailOn.NEVER: (),
        FailOn.BREAKING: (Effect.BREAKING,),
        FailOn.COMPATIBLE: (Effect.BREAKING, Effect.COMPATIBLE),
        FailOn.ANY: tuple(Effect),
    }[fail_on]
    return any(change.effect in effects for change in changes)


def _page_root(name: str) -> Path:
    """The folder that origins in the pages of a snapshot are relative to."""
    path = Path(name)
    if not path.exists():
        path = Path(name.partition(":")[2])
    return path.parent if path.suffix else path
