"""Facts of a whole reference: the same however they are read, and those that are expected."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from tests.programs.packages.build import run

COMPARE = Path(__file__).parents[4] / "shared/score/compare.py"
WAYS = {
    "one process, nothing kept": 'cache = ""\nworkers = 1\n',
    "two processes, nothing known": "workers = 2\n",
    "two processes, all known": "workers = 2\n",
}


def told(pages: Path, expected: Path | None, work: Path) -> tuple[str, str]:
    """What holds of the facts of `pages`, in words; and what is wrong with them, empty where nothing is."""
    texts: dict[str, str] = {}
    for way, settings in WAYS.items():
        (work / "apigen.toml").write_text(settings, encoding="utf-8")
        command = [sys.executable, "-m", "apigen", "inspect", "--facts", str(pages)]
        texts[way], wrong = run(command, work)
        if wrong:
            return "", wrong
    first, *others = texts.values()
    for way, text in zip(list(WAYS)[1:], others, strict=True):
        if text != first:
            return "", f"{way}: other facts than with {next(iter(WAYS))}"
    said = f"{first.count(chr(10)):,} pages, the same facts in {len(WAYS)} ways"
    if expected is None:
        return said, ""
    found, wanted = work / "facts.jsonl", work / "expected.jsonl"
    found.write_text(first, encoding="utf-8")
    wanted.write_text("".join(_own(expected, pages.name)), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, str(COMPARE), str(wanted), str(found)],
        capture_output=True,
        text=True,
        check=False,
    )
    return f"{said}, those expected", "" if done.returncode == 0 else done.stdout


def _own(expected: Path, folder: str) -> Iterator[str]:
    """The lines about the pages of a folder, of which a file may hold several."""
    for line in expected.read_text(encoding="utf-8").splitlines():
        facts = json.loads(line)
        head, _, rest = facts["page"].partition("/")
        if head == folder:
            yield json.dumps({**facts, "page": rest}, ensure_ascii=False) + "\n"
