"""Commands that read pages and write files ask nobody: a step towards a network ends the process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tiers import sampled

ROOT = Path(__file__).resolve().parents[2]
GUARD = Path(__file__).parent / "guard"
CAUGHT = 97
COMMANDS = (
    ("generate", "--no-cache", "--workers", "2"),
    ("generate",),
    ("check",),
    ("lint",),
    ("inspect",),
    ("inspect", "--json"),
    ("diff", "reference", "reference"),
    ("explain", "A002"),
    ("templates", "list"),
)


def guarded(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": f"{GUARD}{os.pathsep}{ROOT}"}
    return subprocess.run(
        [sys.executable, *command],
        cwd=cwd,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped pages, enough of them that processes share the work."""
    folder = tmp_path_factory.mktemp("project")
    shutil.copytree(ROOT / "reference", folder / "reference")
    page = folder / "reference/ru/compute/api-ref/Image/create.md"
    for number in range(40):
        copy = folder / f"reference/ru/compute{number}/api-ref/Image/create.md"
        copy.parent.mkdir(parents=True)
        shutil.copy(page, copy)
    (folder / "apigen.toml").write_text('targets = ["python", "openapi"]\n', encoding="utf-8")
    assert guarded("-m", "apigen", "generate", cwd=folder).returncode == 0
    return folder


@pytest.mark.parametrize("command", sampled(COMMANDS, 4), ids=" ".join)
def test_nobody_is_asked(command: tuple[str, ...], project: Path) -> None:
    done = guarded("-m", "apigen", *command, cwd=project)
    assert "network:" not in done.stderr
    assert done.returncode == 0, done.stderr[-1000:]


@pytest.mark.parametrize(
    "step",
    [
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "import socket; socket.getaddrinfo('localhost', 80)",
        "import socket; socket.socket(socket.AF_INET, socket.SOCK_DGRAM).sendto(b'x', ('127.0.0.1', 9))",
        "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')",
        "import subprocess, sys; sys.exit(subprocess.run([sys.executable, '-c',"
        " 'import socket; socket.create_connection((\"127.0.0.1\", 9))']).returncode)",
        "import multiprocessing, socket\n"
        "p = multiprocessing.get_context('fork').Process("
        "target=socket.create_connection, args=(('127.0.0.1', 9),))\n"
        "p.start(); p.join(); raise SystemExit(p.exitcode)",
    ],
)
def test_the_guard_catches(step: str, tmp_path: Path) -> None:
    done = guarded("-c", step, cwd=tmp_path)
    assert done.returncode == CAUGHT
    assert "network:" in done.stderr
