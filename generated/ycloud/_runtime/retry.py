"""When a call is tried again, and after how long.

By google.rpc code (AIP-194): UNAVAILABLE and lost connections; INTERNAL, DEADLINE_EXCEEDED and
attempts out of time only where a repeat cannot do it twice; RESOURCE_EXHAUSTED more slowly.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from .errors import (
    APIError,
    CallTimeout,
    ConnectionFailed,
    DeadlineExceeded,
    Internal,
    ResourceExhausted,
    Unavailable,
    YCloudError,
)


@dataclass(frozen=True, slots=True)
class Backoff:
    """Full jitter: a random part of `first`·2ⁿ seconds, at most of `longest`."""

    first: float
    longest: float

    def delay(self, retries: int, random: Callable[[], float]) -> float:
        return random() * min(self.longest, self.first * 2.0 ** min(retries, 30))


QUICK = Backoff(0.2, 10.0)
SLOW = Backoff(2.0, 60.0)


def retry_delay(
    error: YCloudError, repeatable: bool, retries: int, random: Callable[[], float]
) -> float | None:
    """Seconds to wait before the next attempt, None when there should be none. `repeatable`: a
    repeat does no harm, as the call reads or carries an idempotency key. `retries`: made so far."""
    schedule = QUICK
    if isinstance(error, ResourceExhausted):
        schedule = SLOW
    elif isinstance(error, (ConnectionFailed, CallTimeout)):
        if error.sent and not repeatable:
            return None
    elif isinstance(error, (Internal, DeadlineExceeded)):
        if not repeatable:
            return None
    elif not isinstance(error, Unavailable):
        return None
    delay = schedule.delay(retries, random)
    asked = error.retry_after if isinstance(error, APIError) else None
    # The jitter stays on top: all clients that were told the same time must not come at once.
    return delay if asked is None else asked + min(delay, 1.0)


class RetryBudget:
    """So that a broken service is not hammered: each host has a store of retries, which calls
    that succeed fill slowly. Safe to use from many threads."""

    def __init__(self, size: float = 100.0, refill: float = 0.1) -> None:
        self._size = size
        self._refill = refill
        self._left: dict[str, float] = {}
        self._lock = threading.Lock()

    def take(self, host: str) -> bool:
        """Takes a retry out of the store; False when it is empty."""
        with self._lock:
            left = self._left.get(host, self._size)
            if left < 1:
                return False
            self._left[host] = left - 1
            return True

    def succeeded(self, host: str, retried: bool) -> None:
        """A call that ended well gives back the last of its retries, or a part of one."""
        with self._lock:
            left = self._left.get(host)
            if left is not None:
                back = 1.0 if retried else self._refill
                self._left[host] = min(self._size, left + back)
