"""Which failed attempts are retried, and after how long.

By google.rpc code (AIP-194): UNAVAILABLE and lost connections; INTERNAL, DEADLINE_EXCEEDED and
timeouts only where a repeat is harmless; RESOURCE_EXHAUSTED with longer delays.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass

from ..errors import (
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
    """Exponential backoff with full jitter: a random part of `first`·2ⁿ seconds, of `longest` at
    most."""

    first: float
    longest: float

    def delay(self, retries: int, random: Callable[[], float]) -> float:
        return random() * min(self.longest, self.first * 2.0 ** min(retries, 30))


QUICK = Backoff(0.2, 10.0)
SLOW = Backoff(2.0, 60.0)


def retry_delay(
    error: YCloudError, repeatable: bool, retries: int, random: Callable[[], float]
) -> float | None:
    """Seconds to wait before the next attempt, None if the error is final. `repeatable`: a repeat
    is harmless, as the call only reads or has an idempotency key. `retries`: number made so far."""
    backoff = QUICK
    if isinstance(error, ResourceExhausted):
        backoff = SLOW
    elif isinstance(error, (ConnectionFailed, CallTimeout)):
        if error.sent and not repeatable:
            return None
    elif isinstance(error, (Internal, DeadlineExceeded)):
        if not repeatable:
            return None
    elif not isinstance(error, Unavailable):
        return None
    delay = backoff.delay(retries, random)
    retry_after = error.retry_after if isinstance(error, APIError) else None
    # The jitter is added: clients that were sent the same Retry-After must not come all at once.
    return delay if retry_after is None else retry_after + min(delay, 1.0)


class RetryBudget:
    """Limits the load of retries on a broken service: each host has a budget of retries, which
    successful calls slowly refill. Safe to use from many threads."""

    def __init__(self, size: float = 100.0, refill: float = 0.1) -> None:
        self._size = size
        self._refill = refill
        self._left: dict[str, float] = {}
        self._lock = threading.Lock()

    def take(self, host: str) -> bool:
        """Spends one retry. False if the budget is empty."""
        with self._lock:
            left = self._left.get(host, self._size)
            if left < 1:
                return False
            self._left[host] = left - 1
            return True

    def succeeded(self, host: str, retried: bool) -> None:
        """Refills the budget after a successful call: by one retry if it was retried, else by a
        part of one."""
        with self._lock:
            left = self._left.get(host)
            if left is not None:
                back = 1.0 if retried else self._refill
                self._left[host] = min(self._size, left + back)
