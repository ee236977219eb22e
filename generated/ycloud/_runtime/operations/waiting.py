"""How long to wait for an operation, and how often to poll it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

_GROWTH = 1.6
_MAX_DELAY = 10.0


@dataclass(frozen=True, slots=True)
class Wait:
    """`timeout`: seconds, None for no limit. `poll`: seconds before the first poll; the delay grows
    to 10 s. `on_poll` is called with the operation after each poll."""

    timeout: float | None
    poll: float
    now: Callable[[], float]
    random: Callable[[], float]
    on_poll: Callable[[Any], object] | None = None

    def left(self, started: float) -> float | None:
        """Seconds left of the wait, None without a limit."""
        return None if self.timeout is None else self.timeout - (self.now() - started)

    def next_delay(self, delay: float) -> float:
        """The delay after `delay`."""
        return min(delay * _GROWTH, max(self.poll, _MAX_DELAY))

    def jittered(self, delay: float) -> float:
        """75 to 125 % of a delay, so that many waiters do not poll in step."""
        return delay * (0.75 + 0.5 * self.random())

    def polled(self, operation: Any) -> None:
        """Calls `on_poll`."""
        if self.on_poll is not None:
            self.on_poll(operation)
