"""Clocks, which tests replace."""

from __future__ import annotations

import time
from typing import Protocol


class Clock(Protocol):
    """`now`: monotonic seconds. `sleep` returns after that many seconds of the same clock."""

    def now(self) -> float: ...
    def sleep(self, seconds: float) -> None: ...


class AsyncClock(Protocol):
    """As `Clock`, for tasks."""

    def now(self) -> float: ...
    async def sleep(self, seconds: float) -> None: ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds)


class AsyncSystemClock:
    """The clock of the machine, for tasks of asyncio and trio."""

    def now(self) -> float:
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        import anyio

        await anyio.sleep(seconds)
