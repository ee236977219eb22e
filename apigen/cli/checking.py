"""What `apigen check` asks, put together and printed.

Most checks find nothing: what finds and words changes is loaded when there are any.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from apigen.findings.diagnostics import Diagnostic, Severity
from apigen.findings.source import Origin, Stamps
from apigen.workspace.differences import differences
from apigen.workspace.drift import Answer, cut_short, edits_answer, output_answer, pages_answer
from apigen.workspace.lock import compared, read_lock
from apigen.workspace.transaction import interrupted, shared
from apigen.workspace.write import Output, plan, stale_edits

if TYPE_CHECKING:
    from apigen.changes.model import Change
    from apigen.changes.sides import Revision
    from apigen.findings.formats import ListingFormat
    from apigen.ir.api import Api

_MOST = 30
_WORDS = {True: "ok", False: "FAILED", None: "-"}


@dataclass(frozen=True)
class Checked:
    """The answers, and what the pages changed for callers since the output was committed."""

    answers: tuple[Answer, ...]
    differences: tuple[str, ...] = ()
    since: str = ""
    changes: tuple[Change, ...] = ()

    @property
    def fine(self) -> bool:
        return all(answer.fine is not False for answer in self.answers)

    @property
    def findings(self) -> tuple[Diagnostic, ...]:
        return tuple(found for answer in self.answers for found in answer.findings)


def check(
    api: Callable[[], Api],
    files: Sequence[Output],
    reference: Path,
    output: Path,
    then: Callable[[], Revision | None],
    stamps: Stamps | None = None,
) -> Checked:
    """Ask the three questions. Where the output is old, `api` is asked what the pages say, and `then`
    what those said that it was made from. `stamps` know files of the output that were not touched since
    they were read.

    Raises:
        OutputError: the output folder cannot be read.
        LockError: the lock or a page cannot be read.
    """
    with shared(reference):
        lock = read_lock(reference)
        pages = pages_answer(reference, lock, compared(reference, lock) if lock else None)
        if interrupted(reference):
            pages = cut_short(reference, pages)
    with shared(output):
        todo = plan(files, output, stamps)
        stale = set(stale_edits(files, output)) & set(todo.edited)
        written = output_answer(output, todo, sorted(stale))
        if interrupted(output):
            written = cut_short(output, written)
    answers = (pages, written, edits_answer(output, todo))
    if answers[1].fine:
        return Checked(answers, tuple(differences(files, todo, output)))
    from apigen.changes.diff import diff

    before = then()
    return Checked(
        answers=answers,
        differences=tuple(differences(files, todo, output)),
        since=before.name if before else "",
        changes=diff(before.api, api()) if before else (),
    )


def as_text(found: Checked, *, with_diff: bool) -> str:
    """The answers, a line each; then the files, what changed for callers, and what to do."""
    lines = [f"{a.question:8} {_WORDS[a.fine]:6}  {a.says}" for a in found.answers]
    lines += [f"  {item.origin.file}: {item.message}" for item in found.findings[:_MOST]]
    if len(found.findings) > _MOST:
        lines.append(f"  and {len(found.findings) - _MOST} more: --format json lists all")
    if found.changes:
        from apigen.changes.report.text import sections

        lines += ["", f"since {found.since[:12]}, which last wrote the output, the pages changed:"]
        lines.append("\n".join(sections(found.changes)).rstrip())
    if with_diff:
        lines += ["", *found.differences]
    todo = list(dict.fromkeys(f"{item.code.code}: {item.code.fix}" for item in found.findings))
    return "\n".join((*lines, *([""] if todo else []), *todo)) + "\n"


def listed(
    found: Checked, pages: Iterable[Diagnostic], page_root: Path, format_: ListingFormat
) -> str:
    """All findings in a machine's format, with paths from the working folder: about the pages, about
    files, and the changes that made the output old, at the line of the page that says them."""
    from apigen.changes.report.text import as_findings, as_records
    from apigen.findings.formats import listing

    about_pages = (_from_here(item, page_root) for item in pages)
    changes = (_from_here(item, page_root) for item in as_findings(found.changes))
    everything = [
        *(item for item in about_pages if item.severity is not Severity.NOTE),
        *changes,
        *found.findings,
    ]
    if format_ != "json":
        return listing(everything, format_, Path())
    record = {
        "fine": found.fine,
        "answers": [
            {"question": a.question, "fine": a.fine, "says": a.says} for a in found.answers
        ],
        "since": found.since or None,
        "changes": as_records(found.changes),
        "findings": json.loads(listing(everything, "json", Path())),
    }
    return json.dumps(record, ensure_ascii=False, indent=1) + "\n"


def _from_here(item: Diagnostic, page_root: Path) -> Diagnostic:
    return msgspec.structs.replace(
        item,
        origin=_moved(item.origin, page_root),
        other=_moved(item.other, page_root) if item.other else None,
    )


def _moved(origin: Origin, page_root: Path) -> Origin:
    file = (page_root / origin.file).as_posix()
    return Origin(file, origin.line, origin.column)
