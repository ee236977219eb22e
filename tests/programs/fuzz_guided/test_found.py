"""What fuzzing found once stays mended, and the targets run on their own seeds."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.programs.fuzz_guided.targets import FOUND, TARGETS, kept

CASES = [
    pytest.param(name, file, id=f"{name}-{file.name}") for name in TARGETS for file in kept(name)
]


@pytest.mark.parametrize(("target", "file"), CASES)
def test_what_was_found_is_mended(target: str, file: Path) -> None:
    TARGETS[target].attempt(file.read_bytes())


@pytest.mark.parametrize("target", TARGETS)
def test_seeds_pass(target: str) -> None:
    seeds = list(TARGETS[target].seeds())
    assert len(seeds) >= 10
    for seed in seeds:
        TARGETS[target].attempt(seed[: TARGETS[target].longest])


def test_every_kept_case_has_a_target() -> None:
    assert {path.name for path in FOUND.iterdir()} <= TARGETS.keys()
