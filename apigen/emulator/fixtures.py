"""Fixtures for pytest: `from apigen.emulator.fixtures import emulator`.

The test suite gives the API that is emulated by a fixture of its own, `emulated_api`.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from apigen.emulator.server import Emulator
from apigen.ir.api import Api


@pytest.fixture
def emulator(emulated_api: Api) -> Iterator[Emulator]:
    """An emulator on a free port, with operations that end at once, gone after the test."""
    with Emulator(emulated_api, durations=(0.0, 0.0)) as found:
        yield found
