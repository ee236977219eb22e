"""Hooks: what a caller may watch. Secrets are in none of the events."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from .errors import YCloudError


@dataclass(frozen=True, slots=True)
class RequestEvent:
    """An attempt that is about to be made; `attempt` counts from 1."""

    method: str
    verb: str
    url: str
    attempt: int
    request_id: str
    trace_id: str


@dataclass(frozen=True, slots=True)
class ResponseEvent:
    """An attempt that was answered; `seconds` it took."""

    method: str
    status: int
    attempt: int
    seconds: float
    request_id: str | None
    trace_id: str | None


@dataclass(frozen=True, slots=True)
class RetryEvent:
    """An attempt that failed and is made again after `delay` seconds."""

    method: str
    attempt: int
    delay: float
    error: YCloudError


@dataclass(frozen=True, slots=True)
class Hooks:
    """Functions to be called for each attempt, answer and retry. They should be quick and must
    not raise: what they raise ends the call. The async client calls them in the event loop."""

    request: Callable[[RequestEvent], object] | None = None
    response: Callable[[ResponseEvent], object] | None = None
    retry: Callable[[RetryEvent], object] | None = None
