"""Pytest fixtures: `from apigen.emulator.fixtures import emulator`.

The importing test suite names the API to emulate with a fixture of its own, `emulated_api`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from apigen.emulator.emulator import Emulator
from apigen.ir.api import Api


@pytest.fixture
def emulator(emulated_api: Api) -> Iterator[Emulator]:
    """An emulator on a free port for one test, with operations that end immediately."""
    with Emulator(emulated_api, durations=(0.0, 0.0)) as running:
        yield running
