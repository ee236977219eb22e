from __future__ import annotations

from collections.abc import Iterator

import pytest

from apigen.emulator import Emulator
from tests.product.emulator.worlds import Http, shipped


@pytest.fixture(scope="session")
def running() -> Iterator[Emulator]:
    with Emulator(shipped(), seed=7, durations=(10.0, 20.0)) as found:
        yield found


@pytest.fixture
def emulator(running: Emulator) -> Emulator:
    """The shipped reference without resources, with a frozen clock."""
    running.engine.reset()
    running.control("clock", {"freeze": True})
    return running


@pytest.fixture
def http(emulator: Emulator) -> Http:
    return Http(emulator.url)
