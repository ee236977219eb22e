# ruff: noqa: N818 - named after google.rpc codes, as the services name them
"""Errors of operations: those that failed, one class for each code, and those still running."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Protocol

from .api import (
    Aborted,
    AlreadyExists,
    APIError,
    Cancelled,
    DataLoss,
    DeadlineExceeded,
    FailedPrecondition,
    Internal,
    InvalidArgument,
    NotFound,
    OutOfRange,
    PermissionDenied,
    ResourceExhausted,
    Unauthenticated,
    Unavailable,
    Unimplemented,
    Unknown,
)
from .base import YCloudError, rebuild


class PendingOperation(Protocol):
    """An operation, sync or async. The methods of an async one return awaitables."""

    @property
    def id(self) -> str: ...
    @property
    def description(self) -> str: ...
    @property
    def done(self) -> bool: ...
    @property
    def metadata(self) -> Any: ...
    @property
    def error(self) -> Any: ...
    @property
    def response(self) -> dict[str, Any] | None: ...
    @property
    def state(self) -> Any: ...
    def refresh(self) -> Any: ...
    def cancel(self) -> Any: ...
    def wait(self, timeout: float | None = None, poll: float = 1.0) -> Any: ...
    def result(self, timeout: float | None = None) -> Any: ...


class OperationTimeout(YCloudError, TimeoutError):
    """An operation was still running when the wait ended. `operation` remains usable. Pickling
    drops it (None) and keeps `operation_id`."""

    def __init__(self, message: str, operation: PendingOperation | None) -> None:
        self.operation = operation
        self.operation_id = operation.id if operation is not None else ""
        super().__init__(message)

    def __reduce__(self) -> tuple[Any, ...]:
        state = {**self.__dict__, "operation": None}
        return (rebuild, (type(self), self.args, state))


class OperationError(APIError):
    """An operation failed. The error is also of the class of its code: both `except NotFound` and
    `except OperationError` catch it. `operation_id`: id of the operation."""

    operation_id: str = ""


class OperationCancelled(OperationError, Cancelled):
    """An operation failed with the code of `Cancelled`."""


class OperationUnknown(OperationError, Unknown):
    """An operation failed with the code of `Unknown`."""


class OperationInvalidArgument(OperationError, InvalidArgument):
    """An operation failed with the code of `InvalidArgument`."""


class OperationDeadlineExceeded(OperationError, DeadlineExceeded):
    """An operation failed with the code of `DeadlineExceeded`."""


class OperationNotFound(OperationError, NotFound):
    """An operation failed with the code of `NotFound`."""


class OperationAlreadyExists(OperationError, AlreadyExists):
    """An operation failed with the code of `AlreadyExists`."""


class OperationPermissionDenied(OperationError, PermissionDenied):
    """An operation failed with the code of `PermissionDenied`."""


class OperationResourceExhausted(OperationError, ResourceExhausted):
    """An operation failed with the code of `ResourceExhausted`."""


class OperationFailedPrecondition(OperationError, FailedPrecondition):
    """An operation failed with the code of `FailedPrecondition`."""


class OperationAborted(OperationError, Aborted):
    """An operation failed with the code of `Aborted`."""


class OperationOutOfRange(OperationError, OutOfRange):
    """An operation failed with the code of `OutOfRange`."""


class OperationUnimplemented(OperationError, Unimplemented):
    """An operation failed with the code of `Unimplemented`."""


class OperationInternal(OperationError, Internal):
    """An operation failed with the code of `Internal`."""


class OperationUnavailable(OperationError, Unavailable):
    """An operation failed with the code of `Unavailable`."""


class OperationDataLoss(OperationError, DataLoss):
    """An operation failed with the code of `DataLoss`."""


class OperationUnauthenticated(OperationError, Unauthenticated):
    """An operation failed with the code of `Unauthenticated`."""


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
OPERATION_BY_CODE: Mapping[int, type[OperationError]] = {cls.code: cls for cls in _OPERATION_CODES}
