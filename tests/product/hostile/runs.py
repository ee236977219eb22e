"""A run over a hostile reference: bounded by the system, and what it left and told."""

from __future__ import annotations

import os
import re
import resource
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent.parent
SECONDS = 60
MEMORY = 2 << 30


def bounded() -> None:
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))


def generated(folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "apigen", "generate", "--no-cache", "--workers", "1"],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        preexec_fn=bounded,
        capture_output=True,
        text=True,
        check=False,
    )


def everything(folder: Path) -> set[str]:
    """All that is there, links not followed, besides the output."""
    found = set()
    for at, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if Path(at, name) != folder / "generated"]
        found |= {os.path.relpath(Path(at, name), folder) for name in (*names, *folders)}
    return found


def codes_told(findings: str) -> set[str]:
    """The codes of findings that say their place and what they are."""
    return set(
        re.findall(r"(?m)^[^:]+:[0-9]+:[0-9]+ ([A-Z][0-9]{3}) (?:error|warning): .", findings)
    )
