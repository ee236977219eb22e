"""The emulator's clock: the system's time, shifted or frozen on request."""

from __future__ import annotations

import time
from datetime import UTC, datetime


class VirtualClock:
    """Seconds since 1970: the system's time plus `offset`, or the time `frozen` at."""

    def __init__(self, offset: float = 0.0, frozen: float | None = None) -> None:
        self.offset = offset
        self.frozen = frozen

    def now(self) -> float:
        return self.frozen if self.frozen is not None else time.time() + self.offset

    def step(self, seconds: float) -> None:
        if self.frozen is not None:
            self.frozen += seconds
        else:
            self.offset += seconds

    def freeze(self) -> None:
        self.frozen = self.now()

    def run(self) -> None:
        """Continues from the time that the clock was frozen at."""
        if self.frozen is not None:
            self.offset = self.frozen - time.time()
            self.frozen = None


def timestamp(seconds: float) -> str:
    """RFC 3339 in UTC with milliseconds."""
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
