"""The HTML report of changes, written to a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from apigen.changes.model import Change
from apigen.changes.report.views import CoverageView, DriftAnswerView, report_of
from apigen.cli.errors import fail
from apigen.cli.snapshots import Snapshot
from apigen.findings.diagnostics import Diagnostic, Severity
from apigen.render.html import html_page
from apigen.workspace.drift import DriftAnswer

_STATES = {True: "fine", False: "failed", None: "unasked"}


def write_report(
    file: Path,
    title: str,
    changes: tuple[Change, ...],
    version: str,
    old: Snapshot | None,
    new: Snapshot,
    *,
    answers: Iterable[DriftAnswer] = (),
    findings: Iterable[Diagnostic] = (),
) -> None:
    """Write the report of the changes between two snapshots. `version` is that before the changes."""
    report = report_of(
        title,
        changes,
        version,
        (old.line if old is not None else lambda origin: "", new.line),
        answers=(DriftAnswerView(a.question, _STATES[a.fine], a.says) for a in answers),
        findings=(item for item in findings if item.severity is not Severity.NOTE),
        coverage=_coverage(new),
    )
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(html_page("report", {"report": report}), encoding="utf-8")
    except OSError as error:
        fail(f"{file}: {error.strerror}")


def _coverage(snapshot: Snapshot) -> Iterator[CoverageView]:
    for draft in snapshot.reading.drafts if snapshot.reading is not None else ():
        counts = getattr(draft, "coverage", None)
        if counts is not None:
            yield CoverageView(
                page=draft.file,
                fields=counts.fields,
                sentences=counts.sentences,
                facts=counts.understood,
                left=len(counts.residue),
            )
