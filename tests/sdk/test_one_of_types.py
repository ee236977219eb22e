"""A broken one-of group is a type error: in mypy and in pyright, on exactly the wrong lines."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

from tests.tiers import deep

ROOT = Path(__file__).resolve().parent.parent.parent
CALLS = Path(__file__).resolve().parent / "one_of_calls.py"
REFUSED = {
    number
    for number, line in enumerate(CALLS.read_text(encoding="utf-8").splitlines(), 1)
    if line.endswith("# refused")
}


def test_mypy_refuses_the_wrong_lines_and_no_other(tmp_path: Path) -> None:
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "mypy",
            "--strict",
            "--no-error-summary",
            "--config-file=",
            f"--cache-dir={tmp_path}",
            str(CALLS),
        ],
        cwd=tmp_path,
        env={**os.environ, "MYPYPATH": str(ROOT / "generated")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.stderr
    found = re.findall(
        rf"^{re.escape(CALLS.name)}:(\d+): error|/{CALLS.name}:(\d+): error", done.stdout, re.M
    )
    assert {int(a or b) for a, b in found} == REFUSED, done.stdout


@deep
def test_pyright_refuses_the_wrong_lines_and_no_other(tmp_path: Path) -> None:
    config = {
        "include": [str(CALLS)],
        "extraPaths": [str(ROOT / "generated")],
        "typeCheckingMode": "strict",
        "pythonVersion": "3.11",
    }
    file = tmp_path / "pyrightconfig.json"
    file.write_text(json.dumps(config))
    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "basedpyright",
            "--project",
            str(file),
            "--outputjson",
            "--pythonpath",
            sys.executable,
        ],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    report = json.loads(done.stdout)
    errors = [item for item in report["generalDiagnostics"] if item["severity"] == "error"]
    assert {item["range"]["start"]["line"] + 1 for item in errors} == REFUSED, errors
