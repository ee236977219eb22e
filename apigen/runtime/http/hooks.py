"""Hooks, by which a caller observes attempts. No event holds a secret."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..errors import YCloudError


@dataclass(frozen=True, slots=True)
class RequestEvent:
    """An attempt that is about to be made. `attempt` counts from 1."""

    method: str
    verb: str
    url: str
    attempt: int
    request_id: str
    trace_id: str


@dataclass(frozen=True, slots=True)
class ResponseEvent:
    """An attempt that got a response, after `seconds`."""

    method: str
    status: int
    attempt: int
    seconds: float
    request_id: str | None
    trace_id: str | None


@dataclass(frozen=True, slots=True)
class RetryEvent:
    """A failed attempt, which is repeated after `delay` seconds."""

    method: str
    attempt: int
    delay: float
    error: YCloudError


@dataclass(frozen=True, slots=True)
class Hooks:
    """Functions to be called for each attempt, response and retry. They should be fast and must not
    raise: an exception ends the call. The async client calls them in the event loop."""

    request: Callable[[RequestEvent], object] | None = None
    response: Callable[[ResponseEvent], object] | None = None
    retry: Callable[[RetryEvent], object] | None = None
