"""Is the output what these pages, templates and this version give? Which files are not, and how."""

from __future__ import annotations

import difflib
from pathlib import Path

import msgspec

from apigen.output import Plan, plan
from apigen.targets.base import File


class Drift(msgspec.Struct, frozen=True):
    """What `generate` would do, with the text differences of changed and edited files."""

    plan: Plan
    diffs: tuple[str, ...]

    @property
    def drifted(self) -> bool:
        return self.plan.drifted

    def text(self) -> str:
        if not self.drifted:
            return f"{len(self.plan.unchanged)} files are what the pages give\n"
        words = {
            "new": "missing: would be written",
            "changed": "out of date: would change",
            "removed": "left over: would be removed",
            "edited": "edited by hand since it was generated",
            "foreign": "not written by apigen, and in its way",
        }
        lines = [
            f"{path}: {says}" for kind, says in words.items() for path in getattr(self.plan, kind)
        ]
        lines.append("The output is not what the pages give; run `apigen generate` and commit.")
        return "\n".join((*lines, *self.diffs)) + "\n"


def drift(files: tuple[File, ...], root: Path, *, with_diff: bool) -> Drift:
    """Compare without writing.

    Raises:
        OutputError: the output folder cannot be read.
    """
    todo = plan(files, root)
    by_path = {file.path: file.text for file in files}
    shown = (*todo.changed, *todo.edited, *todo.foreign) if with_diff else ()
    return Drift(todo, tuple(_diff(root, path, by_path.get(path, "")) for path in shown))


def _diff(root: Path, path: str, wanted: str) -> str:
    present = (root / path).read_text(encoding="utf-8", errors="replace")
    lines = difflib.unified_diff(
        present.splitlines(),
        wanted.splitlines(),
        f"{path} (there)",
        f"{path} (wanted)",
        lineterm="",
    )
    return "\n".join(lines)
