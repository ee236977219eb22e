"""Expressions that would keep `re` busy for ever: the generated SDK refuses a value in time linear in it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from tests.product.hostile.at_scale import FOLDER, PATTERNS, TABLE
from tests.product.hostile.runs import bounded, generated

CALL = """
import json, sys
from ycloud import Client, errors
patterns = json.loads(sys.argv[1])
for number, pattern in enumerate(patterns):
    for value in ("a" * 50_000 + "!", "ab" * 25_000 + "\\n", "x" * 50_000 + "?"):
        try:
            Client(iam_token="t").evil.things.do(**{f"field{number}": value})
        except errors.ValidationFailed as failed:
            (violation,) = failed.violations
            assert violation.rule == "pattern", violation
        else:
            raise SystemExit(f"{pattern} took {value[:10]!r}")
"""


def test_values_are_refused_in_bounded_time(tmp_path: Path) -> None:
    rows = "".join(
        f"field{number} | **string**<br>Value must match the regular expression `{pattern}`.\n"
        for number, pattern in enumerate(PATTERNS)
    )
    page = tmp_path / "reference" / FOLDER / "do.md"
    page.parent.mkdir(parents=True)
    page.write_text(TABLE + rows, encoding="utf-8")
    made = generated(tmp_path)
    assert made.returncode == 0, made.stderr
    done = subprocess.run(
        [sys.executable, "-c", CALL, json.dumps(PATTERNS)],
        cwd=tmp_path / "generated",
        preexec_fn=bounded,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-1000:] + done.stdout
