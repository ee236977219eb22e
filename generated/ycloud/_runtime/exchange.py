"""One logical call: checks, headers, attempts. No I/O: see `steps`."""

from __future__ import annotations

import logging
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from .answers import Answer, api_error
from .calls import BaseCall, CallOptions
from .errors import (
    APIError,
    CallError,
    CallTimeout,
    ConnectionFailed,
    Unauthenticated,
    ValidationFailed,
    Violation,
)
from .hooks import RequestEvent, ResponseEvent, RetryEvent
from .retry import retry_delay
from .settings import Settings
from .steps import Authorize, Pause, Send, Steps
from .tokens import Grant
from .warn import warn

_LOG = logging.getLogger("ycloud")
_NEWER = (
    "When the service is newer than the page and takes this, pass "
    'options=CallOptions(validation="warn") or make the client with validation="warn".'
)
# Checked here: httpcore2 would log the value, which may be a secret.
_HEADER = re.compile(r"[!-~](?:[ -~]*[!-~])?|")
# A token may end on its way. More often than this, something else is wrong.
_MOST_RENEWALS = 100


class ValidationWarning(UserWarning):
    """A request breaks limits of its page and is sent all the same (`validation="warn"`)."""


def exchange(call: BaseCall[Any], options: CallOptions, settings: Settings) -> Steps[Answer]:
    """Sends a call; returns its successful answer or raises the error of the tree in `errors`."""
    _warn_of_deprecations(call)
    _check(call, options)
    return (yield from _Exchange(call, options, settings).attempts())


def _check(call: BaseCall[Any], options: CallOptions) -> None:
    if options.validation == "off":
        return
    from .checks import check

    violations = check(call.request)
    if not violations:
        return
    failed = ValidationFailed(call.name, violations, _NEWER)
    if options.validation != "warn":
        raise failed
    warn(str(failed), ValidationWarning)


def _warn_of_deprecations(call: BaseCall[Any]) -> None:
    from .checks import deprecated_fields

    if call.deprecated is not None:
        warn(f"{call.name} is deprecated. {call.deprecated}".strip(), DeprecationWarning)
    for path, note in deprecated_fields(call.request):
        warn(f"{call.name}: {path} is deprecated. {note}".strip(), DeprecationWarning)


@dataclass
class _Exchange:
    call: BaseCall[Any]
    options: CallOptions
    settings: Settings

    def __post_init__(self) -> None:
        call, options = self.call, self.options
        self.url = self.settings.endpoints.base(call.host) + call.url()
        self.content = call.content(options.extra_body)
        self.trace_id = str(uuid.uuid4())
        self.headers = self._headers()
        self.timeout = options.timeout or float("inf")
        self.repeatable = call.reads or bool(call.idempotent) or "idempotency-key" in self.headers

    def _headers(self) -> dict[str, str]:
        """The same on every attempt: a repeat with the same key does nothing twice."""
        headers = {
            "accept": "application/json",
            "user-agent": self.settings.user_agent,
            "x-client-trace-id": self.trace_id,
        }
        if self.content is not None:
            headers["content-type"] = "application/json"
        key = self.options.idempotency_key
        if not self.call.reads and key != "":
            headers["idempotency-key"] = key or str(uuid.uuid4())
        given = {name.lower(): value for name, value in (self.options.headers or {}).items()}
        given.update({} if not key else {"idempotency-key": key})
        wrong = [
            Violation(f"headers[{name!r}]", "header", "hold visible characters only", "")
            for name, value in given.items()
            if not _HEADER.fullmatch(value)
        ]
        if wrong:
            raise ValidationFailed(self.call.name, wrong)
        return headers | given

    def attempts(self) -> Steps[Answer]:
        now = self.settings.now
        ends = now() + (self.options.total_timeout or float("inf"))
        retries = renewals = 0
        forced = False
        rejected: str | None = None
        while True:
            grant: Grant = yield Authorize(rejected)
            attempt = 1 + retries + renewals
            error: APIError | CallError
            try:
                answer = yield from self._attempt(grant, attempt, ends)
                self.settings.budget.succeeded(self.call.host, retries > 0)
                return answer
            except (APIError, ConnectionFailed, CallTimeout) as failed:
                error = failed
            rejected = None
            if isinstance(error, Unauthenticated) and grant.renewable:
                # One renewal is forced; a token that ended on its way, as both clocks may see it
                # differently, asks for no force.
                due = grant.due(now())
                if renewals < _MOST_RENEWALS and (due or not forced):
                    forced = forced or not due
                    renewals += 1
                    rejected = grant.header
                    continue
            delay = self._delay(error, retries, ends - now())
            if delay is None:
                if attempt > 1:
                    error.add_note(f"after {attempt} attempts")
                raise error
            self._note_retry(attempt, delay, error)
            retries += 1
            yield Pause(delay)

    def _attempt(self, grant: Grant, attempt: int, ends: float) -> Steps[Answer]:
        """One attempt. Raises APIError, ConnectionFailed or CallTimeout."""
        call, settings = self.call, self.settings
        started = settings.now()
        if started >= ends:
            total = self.options.total_timeout
            raise CallTimeout(f"no time left of the {total:g} s", method=call.name)
        request_id = str(uuid.uuid4())
        headers = {
            "x-client-request-id": request_id,
            **self.headers,
            "authorization": grant.header,
        }
        request_id = headers["x-client-request-id"]
        event = RequestEvent(
            call.name, call.verb, self.url, attempt, request_id, headers["x-client-trace-id"]
        )
        _LOG.debug("%s: %s %s, attempt %d, request %s", *_shown(event))
        if settings.hooks.request:
            settings.hooks.request(event)
        timeout = min(self.timeout, ends - started)
        answer: Answer = yield Send(call.name, call.verb, self.url, headers, self.content, timeout)
        self._note_answer(answer, attempt, settings.now() - started)
        if answer.success:
            return answer
        error = api_error(answer, call.name, settings.wall())
        error.client_request_id, error.client_trace_id = request_id, headers["x-client-trace-id"]
        raise error

    def _delay(self, error: APIError | CallError, retries: int, left: float) -> float | None:
        """Seconds before the next attempt; None when this error is the end of the call."""
        if retries >= (self.options.retries or 0):
            return None
        delay = retry_delay(error, self.repeatable, retries, self.settings.random)
        if delay is None or delay >= left or not self.settings.budget.take(self.call.host):
            return None
        return delay

    def _note_answer(self, answer: Answer, attempt: int, seconds: float) -> None:
        request_id = answer.headers.get("x-request-id")
        trace_id = answer.headers.get("x-server-trace-id")
        name = self.call.name
        _LOG.debug("%s: HTTP %d in %.3f s, request %s", name, answer.status, seconds, request_id)
        if self.settings.hooks.response:
            self.settings.hooks.response(
                ResponseEvent(name, answer.status, attempt, seconds, request_id, trace_id)
            )

    def _note_retry(self, attempt: int, delay: float, error: APIError | CallError) -> None:
        name = self.call.name
        _LOG.info("%s: attempt %d failed, again in %.2f s: %s", name, attempt, delay, error)
        if self.settings.hooks.retry:
            self.settings.hooks.retry(RetryEvent(name, attempt, delay, error))


def _shown(event: RequestEvent) -> Iterator[object]:
    """What the log tells of a request: no query, which may hold what a user searches for."""
    url = event.url.partition("?")[0]
    yield from (event.method, event.verb, url, event.attempt, event.request_id)
