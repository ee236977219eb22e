"""The pytest fixture for users, in a test suite that pytest runs as a separate process."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from apigen.ir.codec import encode_api
from tests.product.emulator.worlds import shipped

SUITE = """
import pathlib, urllib.request
import pytest
from apigen.emulator.fixtures import emulator
from apigen.ir.codec import decode_api

seen = []

@pytest.fixture(scope="session")
def emulated_api():
    return decode_api(pathlib.Path("api.json").read_text("utf-8"))

@pytest.mark.parametrize("number", range(2))
def test_it(emulator, number):
    body = b'{"folderId": "b1g", "name": "golden"}'
    url = emulator.url + "/compute/v1/images"
    with urllib.request.urlopen(url, body, timeout=20) as answer:  # each test has its own state
        assert answer.status == 200
    assert emulator.control("health")["resources"] == 1
    for gone in seen:
        with pytest.raises(OSError):
            urllib.request.urlopen(gone, timeout=20)
    seen.append(url)
"""


def test_each_test_gets_a_new_emulator(tmp_path: Path) -> None:
    (tmp_path / "api.json").write_text(encode_api(shipped()), encoding="utf-8")
    (tmp_path / "test_suite.py").write_text(SUITE, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider", "-W", "error"],
        cwd=tmp_path, capture_output=True, text=True, timeout=120,
    )  # fmt: skip
    assert done.returncode == 0, done.stdout + done.stderr
    assert "2 passed" in done.stdout
