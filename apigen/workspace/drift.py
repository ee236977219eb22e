"""Drift: whether the pages and the output are what they should be.

Three questions are answered separately. `pages`: are they the pages that apigen.lock pins? `output`: is it
what the pages, the templates and this version make? `edits`: was a generated file edited by hand?
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence, Sized
from pathlib import Path

import msgspec

from apigen import __version__
from apigen.findings.codes import drift as codes
from apigen.findings.diagnostics import Code, Diagnostic
from apigen.findings.source import KnownDigests, Origin
from apigen.workspace.journal import STAGED
from apigen.workspace.lockfile import compare_pages, read_lockfile
from apigen.workspace.locking import shared_lock
from apigen.workspace.recovery import is_interrupted
from apigen.workspace.write import GeneratedFile, WritePlan, plan_write, stale_files


class DriftAnswer(msgspec.Struct, frozen=True):
    """The answer to one question. `fine` is None if the question does not apply. Findings give files
    relative to the working folder."""

    question: str
    fine: bool | None
    says: str
    findings: tuple[Diagnostic, ...] = ()


class Drift(msgspec.Struct, frozen=True):
    """The answers to all questions, and what writing the output would change."""

    pages: DriftAnswer
    output: DriftAnswer
    edits: DriftAnswer
    plan: WritePlan

    @property
    def answers(self) -> tuple[DriftAnswer, ...]:
        return (self.pages, self.output, self.edits)


def find_drift(
    files: Sequence[GeneratedFile],
    reference: Path,
    output: Path,
    known: KnownDigests | None = None,
) -> Drift:
    """Compare the pages with the lockfile, and the output folder with the generated files. Output
    files whose digest is `known` are not read.

    Raises:
        WorkspaceError: the output folder, the lockfile or a page cannot be read.
    """
    with shared_lock(reference):
        pages = _noting_interruption(reference, _pages_answer(reference))
    with shared_lock(output):
        plan = plan_write(files, output, known)
        stale = set(stale_files(files, output)) & set(plan.edited)
        written = _noting_interruption(output, _output_answer(output, plan, sorted(stale)))
    return Drift(pages, written, _edits_answer(output, plan), plan)


def text_differences(files: Iterable[GeneratedFile], plan: WritePlan, root: Path) -> Iterator[str]:
    """A unified diff for each file on disk that writing would overwrite or remove by force."""
    import difflib  # most outputs do not differ

    generated = {file.path: file for file in files}
    for path in (*plan.changed, *plan.edited, *plan.foreign):
        present = (root / path).read_text(encoding="utf-8", errors="replace")
        wanted = generated[path].text if path in generated else ""
        yield "\n".join(
            difflib.unified_diff(
                present.splitlines(),
                wanted.splitlines(),
                f"{path} (there)",
                f"{path} (wanted)",
                lineterm="",
            )
        )


def _pages_answer(reference: Path) -> DriftAnswer:
    lockfile = read_lockfile(reference)
    if lockfile is None:
        return DriftAnswer("pages", None, f"{reference} is not pinned: `apigen pull` pins it")
    pages = compare_pages(reference, lockfile)
    pinned = f"{lockfile.repository} at {lockfile.commit[:12]}"
    if not pages.differ:
        return DriftAnswer("pages", True, f"{_count(lockfile.pages, 'page')} are those of {pinned}")
    found = (
        *_findings(codes.PAGE_CHANGED, reference, pages.changed, "not the pinned page"),
        *_findings(codes.PAGE_MISSING, reference, pages.missing, "pinned, but missing"),
        *_findings(codes.PAGE_UNKNOWN, reference, pages.unknown, "not a pinned page"),
    )
    return DriftAnswer("pages", False, f"{_count(found, 'page')} differ from {pinned}", found)


def _output_answer(output: Path, plan: WritePlan, stale: Iterable[str]) -> DriftAnswer:
    """`stale` are hand-edited files that would be out of date even without the edit."""
    outdated = (*plan.changed, *stale)
    found = (
        *_findings(codes.OUT_OF_DATE, output, outdated, "out of date: would change"),
        *_findings(codes.MISSING, output, plan.new, "missing: would be written"),
        *_findings(codes.LEFT_OVER, output, plan.removed, "left over: would be removed"),
        *_findings(codes.FOREIGN, output, plan.foreign, "not written by apigen, and in the way"),
    )
    made = f"what the pages, the templates and apigen {__version__} make"
    if not found:
        return DriftAnswer("output", True, f"{_count(plan.unchanged, 'file')} are {made}")
    return DriftAnswer("output", False, f"{_count(found, 'file')} are not {made}", found)


def _edits_answer(output: Path, plan: WritePlan) -> DriftAnswer:
    message = "edited by hand since it was generated"
    found = tuple(_findings(codes.EDITED, output, plan.edited, message))
    if not found:
        return DriftAnswer("edits", True, "no generated file was edited by hand")
    return DriftAnswer("edits", False, f"{_count(found, 'file')} edited by hand", found)


def _noting_interruption(folder: Path, answer: DriftAnswer) -> DriftAnswer:
    """The answer about a folder, with a finding if a run was interrupted there."""
    if not is_interrupted(folder):
        return answer
    found = _findings(codes.INTERRUPTED, folder, (STAGED,), codes.INTERRUPTED_MESSAGE)
    return DriftAnswer(
        answer.question,
        False,
        f"a run was interrupted in {folder}; {answer.says}",
        (*found, *answer.findings),
    )


def _findings(code: Code, folder: Path, paths: Iterable[str], message: str) -> Iterator[Diagnostic]:
    for path in paths:
        origin = Origin((folder / path).as_posix(), 1, 1)
        yield Diagnostic(code=code, origin=origin, message=message)


def _count(items: Sized, name: str) -> str:
    return f"{len(items)} {name}" + ("" if len(items) == 1 else "s")
