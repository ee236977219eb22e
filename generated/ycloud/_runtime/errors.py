# ruff: noqa: N818 - named after google.rpc codes, as the services name them
"""The tree of errors. Everything that this package raises on purpose is a `YCloudError`.

YCloudError
├── ValidationFailed (ValueError)     the request was not sent: limits of the page are broken
├── CredentialsError                  no credentials, or they could not be exchanged
├── ConnectionFailed                  no answer; the request may or may not have arrived
├── CallTimeout (TimeoutError)        the time for the call ran out
├── DecodeError                       the answer does not have the shape of the page
├── PagingError                       a list repeats its page token
├── OperationTimeout (TimeoutError)   still running when the wait ended; carries the operation
└── APIError                          the service answered with an error
    ├── InvalidArgument, NotFound, …  one class for each google.rpc code
    └── OperationError                an operation failed: also of the class of its code
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

if TYPE_CHECKING:
    from .operation import AsyncOperation, Operation


class YCloudError(Exception):
    """Base of all errors of this package. Errors can be pickled."""

    def __reduce__(self) -> tuple[Any, ...]:
        return (_rebuild, (type(self), self.args, self.__dict__.copy()))


def _rebuild(cls: type[YCloudError], args: tuple[Any, ...], state: dict[str, Any]) -> YCloudError:
    error = cls.__new__(cls, *args)
    error.args = args
    error.__dict__.update(state)
    return error


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule. `path`: JSON path, such as `labels["Env"]`. `rule`: its name. `requirement`:
    what is asked for. `given`: the value, shortened. `page` and `line`: where the limit stands."""

    path: str
    rule: str
    requirement: str
    given: str
    page: str = ""
    line: int = 0

    @property
    def place(self) -> str:
        """`ru/compute/api-ref/Image/create.md:47`."""
        return f"{self.page}:{self.line}" if self.line else self.page

    def __str__(self) -> str:
        given = f", got {self.given}" if self.given else ""
        place = f" ({self.place})" if self.page else ""
        return f"{self.path}: must {self.requirement}{given}{place}"


class ValidationFailed(YCloudError, ValueError):
    """A request breaks limits of its page; it was not sent. `violations` holds all of them."""

    def __init__(self, method: str, violations: Sequence[Violation], hint: str = "") -> None:
        self.method = method
        self.violations = tuple(violations)
        count = len(self.violations)
        head = f"{method}: {count} violation{'s' if count != 1 else ''}"
        lines = [f"  {violation}" for violation in self.violations]
        super().__init__("\n".join([head, *lines, *([hint] if hint else [])]))


class CredentialsError(YCloudError):
    """No credentials were found or they could not be exchanged for a token. `tried`: the sources
    looked at, with what each of them lacked."""

    def __init__(self, message: str, tried: Sequence[str] = ()) -> None:
        self.tried = tuple(tried)
        super().__init__("\n".join([message, *(f"  {source}" for source in self.tried)]))


class CallError(YCloudError):
    """A call that got no usable answer. `method` names the call; `sent`: the request, or a part
    of it, may have reached the service."""

    sent: bool = True

    def __init__(self, message: str, *, method: str = "") -> None:
        self.method = method
        super().__init__(f"{method}: {message}" if method else message)


class ConnectionFailed(CallError):
    """No answer came: DNS, connection, TLS, or it broke midway."""


class CallTimeout(CallError, TimeoutError):
    """The time given to the call ran out. The service may still have done what was asked."""


class DecodeError(CallError):
    """The service answered with success, but not with what the page documents."""


class PagingError(CallError):
    """A list gave a page token that it had given before: following it would never end."""


class OperationTimeout(YCloudError, TimeoutError):
    """An operation was still running when the wait ended. `operation` stays usable; in a copy
    made by pickle it is None, and `operation_id` remains."""

    def __init__(
        self, message: str, operation: Operation[Any, Any] | AsyncOperation[Any, Any] | None
    ) -> None:
        self.operation = operation
        self.operation_id = operation.id if operation is not None else ""
        super().__init__(message)

    def __reduce__(self) -> tuple[Any, ...]:
        state = {**self.__dict__, "operation": None}
        return (_rebuild, (type(self), self.args, state))


class APIError(YCloudError):
    """The service answered with an error (google.rpc.Status).

    `code`: google.rpc code; `status`: HTTP status (None for an operation's error); `message` and
    `details` as sent; `method`: the call; `request_id` and `trace_id` are what support asks for,
    `client_request_id` and `client_trace_id` what this side sent; `retry_after` in seconds.
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
    """UNKNOWN: an error of another kind, or an answer that says nothing of its kind."""


class InvalidArgument(APIError):
    """INVALID_ARGUMENT: the request is wrong whatever the state of the system."""

    code = 3
    code_name = "INVALID_ARGUMENT"


class DeadlineExceeded(APIError):
    """DEADLINE_EXCEEDED: the service ran out of time; the change may have been made."""

    code = 4
    code_name = "DEADLINE_EXCEEDED"


class NotFound(APIError):
    """NOT_FOUND: the resource does not exist, or may not be seen."""

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
    """RESOURCE_EXHAUSTED: a quota or a rate limit."""

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
    """OUT_OF_RANGE: past the end of what there is."""

    code = 11
    code_name = "OUT_OF_RANGE"


class Unimplemented(APIError):
    """UNIMPLEMENTED: the service does not do this."""

    code = 12
    code_name = "UNIMPLEMENTED"


class Internal(APIError):
    """INTERNAL: the service is broken."""

    code = 13
    code_name = "INTERNAL"


class Unavailable(APIError):
    """UNAVAILABLE: the service cannot be reached now; a repeat may help."""

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


class OperationError(APIError):
    """An operation ended with an error. Also of the class of its code: `except NotFound` and
    `except OperationError` both catch it. `operation_id` tells which one."""

    operation_id: str = ""


class OperationCancelled(OperationError, Cancelled):
    """An operation ended with the code of `Cancelled`."""


class OperationUnknown(OperationError, Unknown):
    """An operation ended with the code of `Unknown`."""


class OperationInvalidArgument(OperationError, InvalidArgument):
    """An operation ended with the code of `InvalidArgument`."""


class OperationDeadlineExceeded(OperationError, DeadlineExceeded):
    """An operation ended with the code of `DeadlineExceeded`."""


class OperationNotFound(OperationError, NotFound):
    """An operation ended with the code of `NotFound`."""


class OperationAlreadyExists(OperationError, AlreadyExists):
    """An operation ended with the code of `AlreadyExists`."""


class OperationPermissionDenied(OperationError, PermissionDenied):
    """An operation ended with the code of `PermissionDenied`."""


class OperationResourceExhausted(OperationError, ResourceExhausted):
    """An operation ended with the code of `ResourceExhausted`."""


class OperationFailedPrecondition(OperationError, FailedPrecondition):
    """An operation ended with the code of `FailedPrecondition`."""


class OperationAborted(OperationError, Aborted):
    """An operation ended with the code of `Aborted`."""


class OperationOutOfRange(OperationError, OutOfRange):
    """An operation ended with the code of `OutOfRange`."""


class OperationUnimplemented(OperationError, Unimplemented):
    """An operation ended with the code of `Unimplemented`."""


class OperationInternal(OperationError, Internal):
    """An operation ended with the code of `Internal`."""


class OperationUnavailable(OperationError, Unavailable):
    """An operation ended with the code of `Unavailable`."""


class OperationDataLoss(OperationError, DataLoss):
    """An operation ended with the code of `DataLoss`."""


class OperationUnauthenticated(OperationError, Unauthenticated):
    """An operation ended with the code of `Unauthenticated`."""


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
_OPERATION_CODES: tuple[type[OperationError], ...] = (
    OperationCancelled,
    OperationUnknown,
    OperationInvalidArgument,
    OperationDeadlineExceeded,
    OperationNotFound,
    OperationAlreadyExists,
    OperationPermissionDenied,
    OperationResourceExhausted,
    OperationFailedPrecondition,
    OperationAborted,
    OperationOutOfRange,
    OperationUnimplemented,
    OperationInternal,
    OperationUnavailable,
    OperationDataLoss,
    OperationUnauthenticated,
)
BY_CODE: Mapping[int, type[APIError]] = {cls.code: cls for cls in _CODES}
OPERATION_BY_CODE: Mapping[int, type[OperationError]] = {cls.code: cls for cls in _OPERATION_CODES}
