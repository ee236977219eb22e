"""Time as the emulator keeps it: the system's, moved or stopped on request."""

from __future__ import annotations

import time
from datetime import UTC, datetime


class Clock:
    """Seconds since 1970. `offset` is added to the system's time; `frozen` stands in for it."""

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

    def freeze(self, at: float | None = None) -> None:
        self.frozen = self.now() if at is None else at

    def run(self) -> None:
        """Goes on from where it stands."""
        if self.frozen is not None:
            self.offset = self.frozen - time.time()
            self.frozen = None


def timestamp(seconds: float) -> str:
    """RFC 3339 with milliseconds."""
    moment = datetime.fromtimestamp(seconds, UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"
