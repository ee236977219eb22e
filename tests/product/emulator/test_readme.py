"""Runs the README's example of the emulator: its command, its `export` line, its program."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

from tests.product.emulator.processes import serving
from tests.product.emulator.worlds import PROJECT

README = (PROJECT / "README.md").read_text(encoding="utf-8")
SECTION = README.partition("## The API on this machine\n")[2].partition("\n## ")[0]
PROGRAM = re.findall(r"^```python\n(.*?)^```$", SECTION, re.M | re.S)[0]
OPTIONS = re.findall(r"^    apigen serve (.*)$", SECTION, re.M)[0]


def test_the_command_prints_what_the_readme_shows() -> None:
    shown = re.findall(r"^    ((?:serving|address|use it) .*)$", SECTION, re.M)
    with serving(*shlex.split(OPTIONS)) as (http, _, said):
        assert said.replace(http.url, "http://127.0.0.1:8700").splitlines() == shown


def test_the_program_prints_what_its_comments_show(tmp_path: Path) -> None:
    assert sum(bool(line) for line in PROGRAM.splitlines()) <= 10
    file = tmp_path / "program.py"
    file.write_text(PROGRAM, encoding="utf-8")
    known = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    # As after `pip install ./generated`.
    environment = {**known, "PYTHONPATH": str(PROJECT / "generated")}
    with serving(*shlex.split(OPTIONS)) as (http, _, said):
        pasted = re.findall(r"^use it\s+(export .*)$", said, re.M)[0]
        done = subprocess.run(
            ["sh", "-c", f"{pasted}\nexec {shlex.join([sys.executable, '-W', 'error', str(file)])}"],
            cwd=tmp_path, env=environment, capture_output=True, text=True, timeout=120,
        )  # fmt: skip
        images = http.ok("GET", "/compute/v1/images?folderId=b1g")["images"]
    assert (done.returncode, done.stderr) == (0, "")
    first, running, cancelled = done.stdout.splitlines()
    assert first == "golden READY"
    assert running.startswith("False ")
    assert "'golden'" in running
    assert "'another'" in running
    assert "CANCELLED" in cancelled.upper()
    assert cancelled.endswith("['golden']")
    assert [image["name"] for image in images] == ["golden"]
