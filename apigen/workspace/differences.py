"""The text differences between the output there and the output wanted."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from pathlib import Path

from apigen.workspace.write import Output, Plan


def differences(files: Iterable[Output], todo: Plan, root: Path) -> Iterator[str]:
    """Unified differences of all files that are there and are not what is wanted."""
    wanted = {file.path: file for file in files}
    for path in (*todo.changed, *todo.edited, *todo.foreign):
        yield _difference(root, path, wanted[path].text if path in wanted else "")


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
