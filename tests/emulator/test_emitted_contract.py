"""The contract tests of generated packages, run against `apigen serve` over HTTP, sync and async."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from apigen.ir.codec import encode_api
from tests.emulator.processes import serving
from tests.emulator.test_three_judges import CORPUS, REAL, without_lengths
from tests.emulator.worlds import PROJECT, shipped
from tests.tiers import deep


def contract(package: Path, endpoint: str | None) -> tuple[int, str]:
    """Exit code and output of a package's contract tests."""
    told = {} if endpoint is None else {"CONTRACT_ENDPOINT": endpoint}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-n", "0", "-p", "no:cacheprovider", "-k", "agrees_with_the_service"],
        cwd=package, env={**os.environ, **told}, capture_output=True, text=True,
    )  # fmt: skip
    return done.returncode, done.stdout + done.stderr


def test_the_shipped_package_passes() -> None:
    with serving("--duration", "0") as (http, _, _):
        code, said = contract(PROJECT / "generated", http.url)
        answered = http.ok("GET", "/_emulator/requests")["requests"]
    assert code == 0, said
    methods = sum(len(r.methods) for s in shipped().services for r in s.resources)
    assert f"{2 * methods} passed" in said
    assert {request["status"] for request in answered} >= {200, 400}
    assert len({request["method"] for request in answered}) == methods
    agents = {request["headers"]["user-agent"] for request in answered}
    assert all("ycloud" in agent for agent in agents)


def test_a_service_without_a_limit_fails(tmp_path: Path) -> None:
    file = tmp_path / "api.json"
    file.write_text(encode_api(without_lengths(shipped())), encoding="utf-8")
    with serving(str(file), "--duration", "0") as (http, _, _):
        code, said = contract(PROJECT / "generated", http.url)
    assert code == 1, said
    assert "test_get_agrees_with_the_service[sync]" in said
    assert "test_get_agrees_with_the_service[async]" in said


def test_without_an_endpoint_they_are_skipped_with_a_reason() -> None:
    code, said = contract(PROJECT / "generated", None)
    assert code == 0
    assert re.search(r"^\d+ skipped", said, re.M), said


@deep
@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real pages is not here")
@pytest.mark.parametrize("folder", REAL)
def test_packages_of_real_pages_pass(folder: str, tmp_path: Path) -> None:
    generate = [sys.executable, "-m", "apigen", "generate", "--no-cache", "--workers", "1"]
    made = tmp_path / "made"
    subprocess.run(
        [*generate, "--reference", str(CORPUS / folder), "--output", str(made)],
        cwd=PROJECT, check=True, capture_output=True,
    )  # fmt: skip
    with serving(str(CORPUS / folder), "--duration", "0") as (http, _, _):
        code, said = contract(made, http.url)
    assert code == 0, said
    assert re.search(r"^\d{2} passed", said, re.M), said
