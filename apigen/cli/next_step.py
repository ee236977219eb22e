"""What to do after a run that changed the output."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from apigen.workspace.git import GitError, Repository


def after_generate(reference: Path, output: Path) -> str:
    """How to see what changed for callers, where git has the pages of before; else nothing."""
    name = reference.as_posix()
    # Within a folder of the repository git wants `./` before a path that starts there.
    for path in (name, f"./{name}"):
        with suppress(GitError):
            Repository(Path.cwd()).kind("HEAD", path)
            return (
                f"`apigen diff HEAD:{path} {name}` says what changed for callers; commit {name} "
                f"and {output.as_posix()} together"
            )
    return ""
