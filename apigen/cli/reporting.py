"""The HTML report of a difference, put together from both sides and written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from apigen.changes.model import Change
from apigen.changes.report.page import AnswerView, CoverageView, report_of, report_page
from apigen.changes.sides import Revision, Revisions
from apigen.cli.checking import Checked
from apigen.findings.diagnostics import Diagnostic, Diagnostics, Severity
from apigen.workspace.drift import Answer

_STATES = {True: "fine", False: "failed", None: "unasked"}


class ReportError(Exception):
    """A report that cannot be written; the message says why."""


def write_report(
    file: Path,
    title: str,
    changes: tuple[Change, ...],
    version: str,
    sides: tuple[Revision | None, Revision],
    *,
    answers: Iterable[Answer] = (),
    findings: Iterable[Diagnostic] = (),
) -> None:
    """Write the page; `sides` are the old pages, where there are any, and the new ones.

    Raises:
        ReportError: the file cannot be written.
    """
    old, new = sides
    report = report_of(
        title,
        changes,
        version,
        (old.line if old is not None else lambda origin: "", new.line),
        answers=(AnswerView(a.question, _STATES[a.fine], a.says) for a in answers),
        findings=(item for item in findings if item.severity is not Severity.NOTE),
        coverage=_coverage(new),
    )
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(report_page(report), encoding="utf-8")
    except OSError as error:
        raise ReportError(f"{file}: {error.strerror}") from error


def _coverage(side: Revision) -> Iterator[CoverageView]:
    for draft in side.reading.drafts if side.reading is not None else ():
        counts = getattr(draft, "coverage", None)
        if counts is not None:
            yield CoverageView(
                page=draft.file,
                fields=counts.fields,
                sentences=counts.sentences,
                facts=counts.understood,
                left=len(counts.residue),
            )


def write_check_report(
    file: Path,
    found: Checked,
    reference: Path,
    output: Path,
    revisions: Revisions,
    version: str,
    findings: tuple[Diagnostic, ...],
) -> None:
    """Write the page of a check: its answers, what the pages changed since the output was committed,
    findings, coverage.

    Raises:
        ReportError: the file cannot be written.
    """
    write_report(
        file,
        f"apigen check: {reference} and {output}",
        found.changes,
        version,
        (
            revisions.when_generated(reference, output) if found.changes else None,
            revisions.folder(reference, Diagnostics()),
        ),
        answers=found.answers,
        findings=(*found.findings, *findings),
    )
