"""Three questions, each with an answer of its own.

pages: are they those that apigen.lock pins? output: is it what these pages, these templates and this
version give? edits: was a generated file changed by hand?
"""

from __future__ import annotations

from collections.abc import Iterable, Sized
from pathlib import Path

import msgspec

from apigen import __version__
from apigen.findings.codes import drift as codes
from apigen.findings.diagnostics import Code, Diagnostic
from apigen.findings.source import Origin
from apigen.workspace.lock import Lock, PinnedPages
from apigen.workspace.transaction import STAGED
from apigen.workspace.write import Plan


class Answer(msgspec.Struct, frozen=True):
    """`fine` is `None` where there was nothing to ask. Findings name files as the caller sees them,
    from the working folder."""

    question: str
    fine: bool | None
    says: str
    findings: tuple[Diagnostic, ...] = ()


def cut_short(folder: Path, answer: Answer) -> Answer:
    """The answer about a folder in which a run was cut short."""
    found = tuple(_findings(codes.CUT_SHORT, folder, (STAGED,), codes.WORDS))
    return Answer(
        answer.question,
        False,
        f"a run was cut short in {folder}; {answer.says}",
        (*found, *answer.findings),
    )


def pages_answer(reference: Path, lock: Lock | None, pages: PinnedPages | None) -> Answer:
    if lock is None or pages is None:
        return Answer("pages", None, f"{reference} is not pinned: `apigen pull` pins it")
    pinned = f"{lock.repository} at {lock.commit[:12]}"
    if not pages.differ:
        return Answer("pages", True, f"{_count(lock.pages, 'page')} are those of {pinned}")
    found = (
        *_findings(codes.PAGE_CHANGED, reference, pages.changed, "not the pinned page"),
        *_findings(codes.PAGE_MISSING, reference, pages.missing, "pinned, and not there"),
        *_findings(codes.PAGE_UNKNOWN, reference, pages.unknown, "not a pinned page"),
    )
    return Answer("pages", False, f"{_count(found, 'page')} differ from {pinned}", found)


def output_answer(output: Path, todo: Plan, stale: Iterable[str]) -> Answer:
    """`stale`: hand-edited files that would be out of date without the edit, too."""
    behind = (*todo.changed, *stale)
    found = (
        *_findings(codes.OUT_OF_DATE, output, behind, "out of date: would change"),
        *_findings(codes.MISSING, output, todo.new, "missing: would be written"),
        *_findings(codes.LEFT_OVER, output, todo.removed, "left over: would be removed"),
        *_findings(codes.FOREIGN, output, todo.foreign, "not written by apigen, and in its way"),
    )
    gives = f"what the pages, the templates and apigen {__version__} give"
    if not found:
        return Answer("output", True, f"{_count(todo.unchanged, 'file')} are {gives}")
    return Answer("output", False, f"{_count(found, 'file')} are not {gives}", found)


def edits_answer(output: Path, todo: Plan) -> Answer:
    found = tuple(
        _findings(codes.EDITED, output, todo.edited, "edited by hand since it was generated")
    )
    if not found:
        return Answer("edits", True, "no generated file was edited by hand")
    return Answer("edits", False, f"{_count(found, 'file')} edited by hand", found)


def _findings(code: Code, folder: Path, paths: Iterable[str], message: str) -> Iterable[Diagnostic]:
    for path in paths:
        yield Diagnostic(
            code=code, origin=Origin((folder / path).as_posix(), 1, 1), message=message
        )


def _count(things: Sized, name: str) -> str:
    number = len(things)
    return f"{number} {name}" + ("" if number == 1 else "s")
