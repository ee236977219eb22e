"""HTTP answers, and errors out of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from .calls import BaseCall
from .errors import BY_CODE, APIError, Unknown

T = TypeVar("T")

# google/rpc/code.proto names the HTTP status of each code; a gateway answers with a status alone.
_BY_STATUS = {
    400: 3,
    401: 16,
    403: 7,
    404: 5,
    408: 4,
    409: 10,
    416: 11,
    429: 8,
    499: 1,
    500: 13,
    501: 12,
    502: 14,
    503: 14,
    504: 4,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. Names of `headers` are lower-case."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)

    @property
    def success(self) -> bool:
        return 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class RawResponse(Generic[T]):
    """A successful answer as it came; `parse()` reads it as the method would."""

    call: BaseCall[T] = field(repr=False)
    status_code: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)

    @property
    def request_id(self) -> str | None:
        return self.headers.get("x-request-id")

    @property
    def trace_id(self) -> str | None:
        return self.headers.get("x-server-trace-id")

    def json(self) -> Any:
        """The body as JSON. Raises ValueError when it is none."""
        return json.loads(self.content)

    def parse(self) -> T:
        """The answer as the method returns it. Raises DecodeError."""
        return self.call.decode(self.content)


def api_error(answer: Answer, method: str, now: float = 0.0) -> APIError:
    """The error that an answer carries: by its google.rpc code, else by its HTTP status.
    `now`: seconds since the epoch, for a Retry-After that is a date."""
    body = _status_body(answer.content)
    code = body.get("code")
    known = isinstance(code, int) and not isinstance(code, bool) and code > 0
    number = code if known else _code_of_status(answer.status)
    details = body.get("details")
    headers = answer.headers
    cls = BY_CODE.get(number or 0, Unknown)
    return cls(
        str(body.get("message") or "") or _text_of(answer.content),
        method=method,
        status=answer.status,
        details=(
            [item for item in details if isinstance(item, dict)]
            if isinstance(details, Sequence)
            else ()
        ),
        request_id=headers.get("x-request-id"),
        trace_id=headers.get("x-server-trace-id"),
        code=number if number not in BY_CODE else None,
        retry_after=_retry_after(headers.get("retry-after"), now),
    )


def _status_body(content: bytes) -> dict[str, Any]:
    try:
        body = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    if isinstance(body, dict) and isinstance(body.get("error"), dict):
        body = body["error"]  # as grpc-gateway wraps the errors of a stream
    return body if isinstance(body, dict) else {}


def _code_of_status(status: int) -> int:
    if status in _BY_STATUS:
        return _BY_STATUS[status]
    if 400 <= status < 500:
        return 9
    return 13 if 500 <= status < 600 else 2


def _text_of(content: bytes) -> str:
    """The first line of a body that is no google.rpc.Status."""
    text = content[:400].decode("utf-8", "replace").strip()
    return " ".join(text.split())[:200]


def _retry_after(value: str | None, now: float) -> float | None:
    """Seconds of a Retry-After header, a number or an HTTP date (RFC 9110, 10.2.3)."""
    if not value:
        return None
    if value.strip().isdigit():
        return float(value)
    from email.utils import parsedate_to_datetime  # costs as much as half of this package

    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - now)
    except (TypeError, ValueError, OverflowError):
        return None
