"""The result of `apigen check`, as text and in the formats for machines.

Most checks find no changes: the modules that print them are loaded only if there are any.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from apigen.findings.diagnostics import Diagnostic, Severity
from apigen.findings.source import Origin
from apigen.workspace.drift import DriftAnswer

if TYPE_CHECKING:
    from apigen.changes.model import Change
    from apigen.findings.formats import ListingFormat

_MAX_FINDINGS = 30
_STATES = {True: "ok", False: "FAILED", None: "-"}


@dataclass(frozen=True)
class CheckResult:
    """The answers, a diff of each file that differs, and the changes for callers since the commit
    `since`, which last wrote the output."""

    answers: tuple[DriftAnswer, ...]
    differences: tuple[str, ...] = ()
    since: str = ""
    changes: tuple[Change, ...] = ()

    @property
    def fine(self) -> bool:
        return all(answer.fine is not False for answer in self.answers)

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        return tuple(found for answer in self.answers for found in answer.findings)


def as_text(result: CheckResult, *, with_diff: bool) -> str:
    """A line for each answer, then the files, the changes for callers, and how to fix the findings."""
    lines = [f"{a.question:8} {_STATES[a.fine]:6}  {a.says}" for a in result.answers]
    lines += [f"  {item.origin.file}: {item.message}" for item in result.findings[:_MAX_FINDINGS]]
    if len(result.findings) > _MAX_FINDINGS:
        rest = len(result.findings) - _MAX_FINDINGS
        lines.append(f"  and {rest} more: --format json lists all")
    if result.changes:
        from apigen.changes.report.text import sections

        lines += ["", f"since {result.since[:12]}, which last wrote the output, the pages changed:"]
        lines.append("\n".join(sections(result.changes)).rstrip())
    if with_diff:
        lines += ["", *result.differences]
    fixes = list(dict.fromkeys(f"{item.code.code}: {item.code.fix}" for item in result.findings))
    return "\n".join((*lines, *([""] if fixes else []), *fixes)) + "\n"


def listed(
    result: CheckResult, found: Iterable[Diagnostic], page_root: Path, format_: ListingFormat
) -> str:
    """All findings in a format for machines, with paths relative to the working folder: those about
    the pages (`found`), those about files, and the changes for callers at their lines in the pages.
    """
    from apigen.changes.report.text import as_findings, as_records
    from apigen.findings.formats import listing

    about_pages = (_in_working_folder(item, page_root) for item in found)
    changes = (_in_working_folder(item, page_root) for item in as_findings(result.changes))
    findings = [
        *(item for item in about_pages if item.severity is not Severity.NOTE),
        *changes,
        *result.findings,
    ]
    if format_ != "json":
        return listing(findings, format_, Path())
    record = {
        "fine": result.fine,
        "answers": [
            {"question": a.question, "fine": a.fine, "says": a.says} for a in result.answers
        ],
        "since": result.since or None,
        "changes": as_records(result.changes),
        "findings": json.loads(listing(findings, "json", Path())),
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _in_working_folder(item: Diagnostic, page_root: Path) -> Diagnostic:
    def moved(origin: Origin) -> Origin:
        return Origin((page_root / origin.file).as_posix(), origin.line, origin.column)

    return msgspec.structs.replace(
        item, origin=moved(item.origin), other=moved(item.other) if item.other else None
    )
