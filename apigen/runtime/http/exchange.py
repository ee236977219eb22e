"""One logical call: checks, headers, attempts and retries. No I/O: see `steps`."""

from __future__ import annotations

import logging
import re
import uuid
from dataclasses import dataclass
from typing import Any, TypeVar

from ..errors import (
    APIError,
    CallError,
    CallTimeout,
    ConnectionFailed,
    Unauthenticated,
    ValidationFailed,
    Violation,
)
from ..errors.warnings import ValidationWarning, warn
from .calls import BaseCall
from .client_options import ClientOptions
from .error_response import api_error
from .hooks import RequestEvent, ResponseEvent, RetryEvent
from .options import CallOptions
from .response import HttpResponse, RawResponse
from .retry import retry_delay
from .steps import ActiveToken, Authorize, Pause, Send, Steps

T = TypeVar("T")

_LOG = logging.getLogger("ycloud")
_NEWER = (
    "If the service is newer than the page and accepts this, pass "
    'options=CallOptions(validation="warn") or create the client with validation="warn".'
)
# Checked here, as httpcore2 would log the value, which may be a secret.
_HEADER = re.compile(r"[!-~](?:[ -~]*[!-~])?|")
# A token may expire on its way to the service. More often than this, something else is wrong.
_MAX_RENEWALS = 100


def send(call: BaseCall[T], options: CallOptions | None, client: ClientOptions) -> Steps[T]:
    """Makes a call and decodes its response. Raises the errors of `exchange` and DecodeError."""
    response = yield from exchange(call, options, client)
    return call.decode(response.content)


def send_raw(
    call: BaseCall[T], options: CallOptions | None, client: ClientOptions
) -> Steps[RawResponse[T]]:
    """Makes a call and returns its response undecoded. Raises the errors of `exchange`."""
    response = yield from exchange(call, options, client)
    return RawResponse(call, response.status, response.headers, response.content)


def exchange(
    call: BaseCall[Any], options: CallOptions | None, client: ClientOptions
) -> Steps[HttpResponse]:
    """Makes a call and returns its successful response. Raises ValidationFailed, CredentialsError,
    CallError or APIError."""
    options = client.for_call(options)
    _warn_of_deprecations(call)
    _check(call, options)
    return (yield from _Exchange(call, options, client).attempts())


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
    """The attempts of one call. All of them send the same idempotency key and trace id."""

    call: BaseCall[Any]
    options: CallOptions
    client: ClientOptions

    def __post_init__(self) -> None:
        call, options = self.call, self.options
        self.url = self.client.endpoints.base(call.host) + call.url()
        self.content = call.content(options.extra_body)
        self.headers = self._headers()
        self.timeout = options.timeout or float("inf")
        self.repeatable = call.is_read or bool(call.idempotent) or "idempotency-key" in self.headers

    def _headers(self) -> dict[str, str]:
        """The headers of every attempt. A repeat with the same key does nothing twice."""
        headers = {
            "accept": "application/json",
            "user-agent": self.client.user_agent,
            "x-client-trace-id": str(uuid.uuid4()),
        }
        if self.content is not None:
            headers["content-type"] = "application/json"
        key = self.options.idempotency_key
        if not self.call.is_read and key != "":
            headers["idempotency-key"] = key or str(uuid.uuid4())
        given = {name.lower(): value for name, value in (self.options.headers or {}).items()}
        given.update({} if not key else {"idempotency-key": key})
        invalid = [
            Violation(f"headers[{name!r}]", "header", "hold visible characters only", "")
            for name, value in given.items()
            if not _HEADER.fullmatch(value)
        ]
        if invalid:
            raise ValidationFailed(self.call.name, invalid)
        return headers | given

    def attempts(self) -> Steps[HttpResponse]:
        """Makes attempts until one succeeds or none is left."""
        now = self.client.now
        ends = now() + (self.options.total_timeout or float("inf"))
        retries = renewals = 0
        forced = False
        rejected: str | None = None
        while True:
            token: ActiveToken = yield Authorize(rejected)
            attempt = 1 + retries + renewals
            error: APIError | CallError
            try:
                response = yield from self._attempt(token, attempt, ends)
                self.client.budget.succeeded(self.call.host, retries > 0)
                return response
            except (APIError, ConnectionFailed, CallTimeout) as failed:
                error = failed
            rejected = None
            if isinstance(error, Unauthenticated) and token.renewable:
                # A token that was due may have expired on its way: renewing it is routine. One that
                # was not due is renewed once, in case the clocks differ or it was revoked.
                due = token.is_due(now())
                if renewals < _MAX_RENEWALS and (due or not forced):
                    forced = forced or not due
                    renewals += 1
                    rejected = token.header
                    continue
            delay = self._delay(error, retries, ends - now())
            if delay is None:
                if attempt > 1:
                    error.add_note(f"after {attempt} attempts")
                raise error
            self._report_retry(attempt, delay, error)
            retries += 1
            yield Pause(delay)

    def _attempt(self, token: ActiveToken, attempt: int, ends: float) -> Steps[HttpResponse]:
        """One attempt. Raises APIError, ConnectionFailed or CallTimeout."""
        call, client = self.call, self.client
        started = client.now()
        if started >= ends:
            total = self.options.total_timeout
            raise CallTimeout(f"no time left of the {total:g} s", method=call.name)
        headers = {
            "x-client-request-id": str(uuid.uuid4()),
            **self.headers,
            "authorization": token.header,
        }
        request_id, trace_id = headers["x-client-request-id"], headers["x-client-trace-id"]
        self._report_request(
            RequestEvent(call.name, call.verb, self.url, attempt, request_id, trace_id)
        )
        timeout = min(self.timeout, ends - started)
        response: HttpResponse = yield Send(
            call.name, call.verb, self.url, headers, self.content, timeout
        )
        self._report_response(response, attempt, client.now() - started)
        if response.is_success:
            return response
        error = api_error(response, call.name, client.wall())
        error.client_request_id, error.client_trace_id = request_id, trace_id
        raise error

    def _delay(self, error: APIError | CallError, retries: int, left: float) -> float | None:
        """Seconds before the next attempt, None if there is none."""
        if retries >= (self.options.retries or 0):
            return None
        delay = retry_delay(error, self.repeatable, retries, self.client.random)
        if delay is None or delay >= left or not self.client.budget.take(self.call.host):
            return None
        return delay

    def _report_request(self, event: RequestEvent) -> None:
        url = event.url.partition("?")[0]  # the query may hold what a user searches for
        _LOG.debug(
            "%s: %s %s, attempt %d, request %s",
            *(event.method, event.verb, url, event.attempt, event.request_id),
        )
        if self.client.hooks.request:
            self.client.hooks.request(event)

    def _report_response(self, response: HttpResponse, attempt: int, seconds: float) -> None:
        name, status = self.call.name, response.status
        request_id = response.headers.get("x-request-id")
        trace_id = response.headers.get("x-server-trace-id")
        _LOG.debug("%s: HTTP %d in %.3f s, request %s", name, status, seconds, request_id)
        if self.client.hooks.response:
            self.client.hooks.response(
                ResponseEvent(name, status, attempt, seconds, request_id, trace_id)
            )

    def _report_retry(self, attempt: int, delay: float, error: APIError | CallError) -> None:
        name = self.call.name
        _LOG.info("%s: attempt %d failed, again in %.2f s: %s", name, attempt, delay, error)
        if self.client.hooks.retry:
            self.client.hooks.retry(RetryEvent(name, attempt, delay, error))
