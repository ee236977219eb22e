"""What a terminal is shown of a run, and what `--profile` says of it afterwards."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from apigen.memo.progress import Progress

ROOT = Path(__file__).resolve().parent.parent.parent
# Four things, the first as heavy as all others; a step of the clock each, which is ours.
RUN = """
from apigen.cli import progress
now = [0.0]
progress.time.perf_counter = lambda: now[0]
stages = progress.shown_progress()
with stages.stage("pages", unit="pages", known=6, total=10, weight=6) as done:
    for weight in (3, 1, 1, 1):
        now[0] += 20.0 * weight
        done(1, weight)
with stages.stage("short", unit="things", total=2) as done:
    now[0] += 0.1
    done(1, 0)
print("over")
"""


def drawn(script: str) -> str:
    """All that a script writes to a terminal, without what moves the cursor."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "TERM": "xterm", "COLUMNS": "120"}
    process = subprocess.Popen(
        [sys.executable, "-c", script], stdout=theirs, stderr=theirs, env=environment
    )
    os.close(theirs)
    text = b""
    while True:
        try:
            piece = os.read(ours, 65536)
        except OSError:  # Linux: the other end is closed
            break
        if not piece:
            break
        text += piece
    os.close(ours)
    assert process.wait() == 0, text.decode()
    return re.sub(r"\x1b\[[0-9;?]*[A-Za-z]", "", text.decode())


def test_a_terminal_sees_how_much_is_done_at_what_rate_and_what_is_left_by_weight() -> None:
    text = drawn(RUN)
    lines = [line.strip() for line in re.split(r"[\r\n]+", text) if "pages" in line]
    # Half of the weight took a minute, so the other half will: not three minutes for three pages.
    assert any("1/4 pages 0 a second 1:00 left" in line for line in lines), text
    assert any("2/4 pages 0 a second 0:40 left" in line for line in lines), text
    assert any("4/4 pages 0 a second 0:00 left" in line for line in lines), text
    assert "short" not in text  # over before anybody could read it
    assert "over" in text


def test_a_pipe_sees_nothing() -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", RUN], capture_output=True, text=True, env=environment, check=True
    )
    assert (done.stdout, done.stderr) == ("over\n", "")


def test_a_profile_hides_no_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now = [0.0]
    monkeypatch.setattr("apigen.memo.progress.time.perf_counter", lambda: now[0])
    stages = Progress()
    now[0] += 1.0  # outside of all stages
    with stages.stage("outer"):
        now[0] += 2.0
        with stages.stage("inner", unit="parts", known=1, total=5) as done:
            now[0] += 4.0
            done(4, 0)
        now[0] += 3.0
    stages.add_shares("inner", {"views": 5.0})
    stages.add_shares("inner", {"views": 1.0, "templates": 0.5})
    assert [" ".join(line.split()) for line in stages.profile()] == [
        "inner 4.00 s 40.0% 4 of 5 parts, 1 a second",
        "views 6.00 s of all its processes",
        "templates 0.50 s of all its processes",
        "outer 5.00 s 50.0%",
        "elsewhere 1.00 s 10.0%",
        "all 10.00 s",
    ]
