"""The text differences between the output there and the output wanted."""

from __future__ import annotations

import difflib
from collections.abc import Iterator
from pathlib import Path

from apigen.output import Plan
from apigen.targets.base import File


def differences(files: tuple[File, ...], todo: Plan, root: Path) -> Iterator[str]:
    """Unified differences of all files that are there and are not what is wanted."""
    by_path = {file.path: file.text for file in files}
    for path in (*todo.changed, *todo.edited, *todo.foreign):
        yield _difference(root, path, by_path.get(path, ""))


def _difference(root: Path, path: str, wanted: str) -> str:
    present = (root / path).read_text(encoding="utf-8", errors="replace")
    lines = difflib.unified_diff(
        present.splitlines(),
        wanted.splitlines(),
        f"{path} (there)",
        f"{path} (wanted)",
        lineterm="",
    )
    return "\n".join(lines)
