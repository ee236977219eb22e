"""A small run of `python -m tests.programs emulator_load`: nothing is lost, and a loss is reported."""

from __future__ import annotations

from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest

from tests.product.emulator.processes import serving
from tests.programs.emulator_load import run


def test_every_read_is_answered(tmp_path: Path) -> None:
    outcome = run.reads(tmp_path, 500, most=120)
    assert outcome.lost == ()
    assert [(figure.what, figure.number) for figure in outcome.figures] == [("get", 500)]


def test_no_operation_is_lost_by_a_kill(tmp_path: Path) -> None:
    outcome = run.operations(tmp_path, 300, most=120)
    assert outcome.lost == ()
    assert [figure.number for figure in outcome.figures] == [300, 30, 300, 270]


def test_a_loss_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    states = iter((tmp_path / "kept.sqlite", tmp_path / "another.sqlite"))

    def forgetful(flag: str, state: str, *options: str) -> AbstractContextManager[Any]:
        return serving(flag, str(next(states)), *options)

    monkeypatch.setattr(run, "serving", forgetful)
    assert "operations known: 0 of 10" in run.operations(tmp_path, 10, most=120).lost
