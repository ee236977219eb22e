"""Error responses as errors."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from ..errors import BY_CODE, APIError, Unknown
from .response import HttpResponse

# HTTP status → google.rpc code (google/rpc/code.proto), for gateways that send no code.
_CODE_OF_STATUS = {
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
_UNKNOWN, _FAILED_PRECONDITION, _INTERNAL = 2, 9, 13


def api_error(response: HttpResponse, method: str, now: float = 0.0) -> APIError:
    """The error of a response: by its google.rpc code, else by its HTTP status. `now`: seconds
    since the epoch, for a Retry-After that is a date."""
    body = _status_body(response.content)
    code = body.get("code")
    has_code = isinstance(code, int) and not isinstance(code, bool) and code > 0
    number = code if has_code else _code_of_status(response.status)
    details = body.get("details")
    headers = response.headers
    cls = BY_CODE.get(number or 0, Unknown)
    return cls(
        str(body.get("message") or "") or _first_text(response.content),
        method=method,
        status=response.status,
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
    """The google.rpc.Status of a body, empty if there is none."""
    try:
        body = json.loads(content)
    except (ValueError, RecursionError):
        return {}
    if isinstance(body, dict) and isinstance(body.get("error"), dict):
        body = body["error"]  # grpc-gateway wraps the errors of a stream
    return body if isinstance(body, dict) else {}


def _code_of_status(status: int) -> int:
    if status in _CODE_OF_STATUS:
        return _CODE_OF_STATUS[status]
    if 400 <= status < 500:
        return _FAILED_PRECONDITION
    return _INTERNAL if 500 <= status < 600 else _UNKNOWN


def _first_text(content: bytes) -> str:
    """The beginning of a body that is no google.rpc.Status, on one line."""
    text = content[:400].decode("utf-8", "replace").strip()
    return " ".join(text.split())[:200]


def _retry_after(value: str | None, now: float) -> float | None:
    """Seconds of a Retry-After header, a number or an HTTP date (RFC 9110, section 10.2.3)."""
    if not value:
        return None
    if value.strip().isdigit():
        return float(value)
    from email.utils import parsedate_to_datetime  # takes as long to import as half this package

    try:
        return max(0.0, parsedate_to_datetime(value).timestamp() - now)
    except (TypeError, ValueError, OverflowError):
        return None
