# ruff: noqa: N818 - named after google.rpc codes, as the services name them
"""Errors returned by a service: one class for each google.rpc code.

Source: google/rpc/code.proto, google/rpc/status.proto.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, ClassVar

from .base import YCloudError


class APIError(YCloudError):
    """The service responded with an error (google.rpc.Status).

    `code`: google.rpc code. `status`: HTTP status (None for the error of an operation). `message`
    and `details`: as received. `method`: name of the call. `request_id` and `trace_id`: ids of the
    service, which its support asks for. `client_request_id` and `client_trace_id`: ids sent with
    the request. `retry_after`: seconds.
    """

    code: int = 2
    code_name: ClassVar[str] = "UNKNOWN"

    def __init__(
        self,
        message: str = "",
        *,
        method: str = "",
        status: int | None = None,
        details: Sequence[Mapping[str, Any]] = (),
        request_id: str | None = None,
        trace_id: str | None = None,
        code: int | None = None,
        retry_after: float | None = None,
    ) -> None:
        super().__init__(message)
        self.message = message
        self.method = method
        self.status = status
        self.details = tuple(dict(detail) for detail in details)
        self.request_id = request_id or _detail(self.details, "RequestInfo", "requestId")
        self.trace_id = trace_id
        self.retry_after = retry_after
        self.client_request_id: str | None = None
        self.client_trace_id: str | None = None
        if code is not None:
            self.code = code

    @property
    def field_violations(self) -> tuple[tuple[str, str], ...]:
        """(field, description) pairs of google.rpc.BadRequest details."""
        pairs = []
        for detail in self.details:
            listed = detail.get("fieldViolations")
            for item in listed if isinstance(listed, list) else ():
                if isinstance(item, Mapping):
                    pairs.append((str(item.get("field", "")), str(item.get("description", ""))))
        return tuple(pairs)

    def __str__(self) -> str:
        http = f" (HTTP {self.status})" if self.status else ""
        code = self.code_name if self.code == type(self).code else f"code {self.code}"
        parts = [f"{self.message or 'no message'}"]
        parts += [f"{field}: {description}" for field, description in self.field_violations]
        parts += [f"request id {self.request_id}"] if self.request_id else []
        parts += [f"trace id {self.trace_id}"] if self.trace_id else []
        head = f"{self.method}: " if self.method else ""
        return f"{head}{code}{http}: {'; '.join(parts)}"


def _detail(details: Sequence[Mapping[str, Any]], kind: str, key: str) -> str | None:
    for detail in details:
        if str(detail.get("@type", "")).endswith(f"google.rpc.{kind}") and detail.get(key):
            return str(detail[key])
    return None


class Cancelled(APIError):
    """CANCELLED: the operation was cancelled, usually by the caller."""

    code = 1
    code_name = "CANCELLED"


class Unknown(APIError):
    """UNKNOWN: an error of another kind, or a response that does not name the kind."""


class InvalidArgument(APIError):
    """INVALID_ARGUMENT: the request is invalid, whatever the state of the system."""

    code = 3
    code_name = "INVALID_ARGUMENT"


class DeadlineExceeded(APIError):
    """DEADLINE_EXCEEDED: the service ran out of time; the change may still have been made."""

    code = 4
    code_name = "DEADLINE_EXCEEDED"


class NotFound(APIError):
    """NOT_FOUND: the resource does not exist, or the caller may not see it."""

    code = 5
    code_name = "NOT_FOUND"


class AlreadyExists(APIError):
    """ALREADY_EXISTS: a resource with this name or id exists."""

    code = 6
    code_name = "ALREADY_EXISTS"


class PermissionDenied(APIError):
    """PERMISSION_DENIED: the caller is known but may not do this."""

    code = 7
    code_name = "PERMISSION_DENIED"


class ResourceExhausted(APIError):
    """RESOURCE_EXHAUSTED: a quota or a rate limit is used up."""

    code = 8
    code_name = "RESOURCE_EXHAUSTED"


class FailedPrecondition(APIError):
    """FAILED_PRECONDITION: the resource is not in a state that allows this."""

    code = 9
    code_name = "FAILED_PRECONDITION"


class Aborted(APIError):
    """ABORTED: a conflict with a concurrent change."""

    code = 10
    code_name = "ABORTED"


class OutOfRange(APIError):
    """OUT_OF_RANGE: past the end of the valid range."""

    code = 11
    code_name = "OUT_OF_RANGE"


class Unimplemented(APIError):
    """UNIMPLEMENTED: the service does not support this."""

    code = 12
    code_name = "UNIMPLEMENTED"


class Internal(APIError):
    """INTERNAL: an internal failure of the service."""

    code = 13
    code_name = "INTERNAL"


class Unavailable(APIError):
    """UNAVAILABLE: the service is unavailable at the moment; a retry may help."""

    code = 14
    code_name = "UNAVAILABLE"


class DataLoss(APIError):
    """DATA_LOSS: data is lost or corrupted beyond repair."""

    code = 15
    code_name = "DATA_LOSS"


class Unauthenticated(APIError):
    """UNAUTHENTICATED: the credentials are missing, wrong or expired."""

    code = 16
    code_name = "UNAUTHENTICATED"


_CODES: tuple[type[APIError], ...] = (
    Cancelled,
    Unknown,
    InvalidArgument,
    DeadlineExceeded,
    NotFound,
    AlreadyExists,
    PermissionDenied,
    ResourceExhausted,
    FailedPrecondition,
    Aborted,
    OutOfRange,
    Unimplemented,
    Internal,
    Unavailable,
    DataLoss,
    Unauthenticated,
)
BY_CODE: Mapping[int, type[APIError]] = {cls.code: cls for cls in _CODES}
