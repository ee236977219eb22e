"""Errors as google.rpc.Status (https://google.aip.dev/193)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import msgspec

Json = dict[str, Any]

NAMES = [
    "OK",
    "CANCELLED",
    "UNKNOWN",
    "INVALID_ARGUMENT",
    "DEADLINE_EXCEEDED",
    "NOT_FOUND",
    "ALREADY_EXISTS",
    "PERMISSION_DENIED",
    "RESOURCE_EXHAUSTED",
    "FAILED_PRECONDITION",
    "ABORTED",
    "OUT_OF_RANGE",
    "UNIMPLEMENTED",
    "INTERNAL",
    "UNAVAILABLE",
    "DATA_LOSS",
    "UNAUTHENTICATED",
]
"""google.rpc.Code by number."""

CANCELLED, INVALID_ARGUMENT, NOT_FOUND, ALREADY_EXISTS = 1, 3, 5, 6
FAILED_PRECONDITION, UNIMPLEMENTED, INTERNAL, UNAUTHENTICATED = 9, 12, 13, 16

_HTTP = {
    1: 499, 2: 500, 3: 400, 4: 504, 5: 404, 6: 409, 7: 403, 8: 429,
    9: 400, 10: 409, 11: 400, 12: 501, 13: 500, 14: 503, 15: 500, 16: 401,
}  # fmt: skip


class FieldViolation(msgspec.Struct, frozen=True, order=True):
    """One broken rule: a JSON path (`labels["Env"]`), the rule's name, a sentence for people."""

    path: str
    rule: str
    description: str


class StatusError(Exception):
    """An error response. `code` is a google.rpc.Code. `allow` lists the verbs that the path supports;
    if given, the response is HTTP 405 (RFC 9110, 15.5.6)."""

    def __init__(
        self,
        code: int,
        message: str,
        violations: Iterable[FieldViolation] = (),
        allow: Iterable[str] = (),
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.violations = tuple(violations)
        self.http = 405 if allow else _HTTP.get(code, 500)
        self.headers = {"allow": ", ".join(allow)} if allow else {}

    def to_json(self, request_id: str = "") -> Json:
        """google.rpc.Status with BadRequest and RequestInfo details."""
        details: list[Json] = []
        if self.violations:
            details.append(
                {
                    "@type": "type.googleapis.com/google.rpc.BadRequest",
                    "fieldViolations": [
                        {"field": v.path, "description": v.description, "reason": v.rule}
                        for v in self.violations
                    ],
                }
            )
        if request_id:
            details.append(
                {"@type": "type.googleapis.com/google.rpc.RequestInfo", "requestId": request_id}
            )
        return {"code": self.code, "message": self.message, "details": details}


def invalid(violations: Iterable[FieldViolation]) -> StatusError:
    """INVALID_ARGUMENT with all violations, worded as the service words them."""
    found = tuple(violations)
    lines = [f"{v.path}: {v.description}" if v.path else v.description for v in found]
    return StatusError(INVALID_ARGUMENT, "\n".join(["Validation error:", *lines]), found)


def invalid_field(path: str, rule: str, description: str) -> StatusError:
    """INVALID_ARGUMENT with one violation."""
    return invalid([FieldViolation(path, rule, description)])


def decode_json(body: bytes) -> Any:
    """The JSON value of a request body.

    Raises:
        StatusError: INVALID_ARGUMENT, the body is not JSON.
    """
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise StatusError(INVALID_ARGUMENT, f"Request body is not valid JSON: {error}") from None


def code_of(value: object) -> int | None:
    """A google.rpc.Code by number or name; `None` if there is no such code."""
    if isinstance(value, str) and value.upper() in NAMES:
        return NAMES.index(value.upper())
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < len(NAMES):
        return value
    return None
