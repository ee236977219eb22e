"""Runtime of the SDK. Names are imported when they are used, so that importing it costs nothing."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .answers import RawResponse
    from .calls import BaseCall, Call, CallOptions, OperationCall, PageCall, Validation
    from .client import AsyncBaseClient, SyncClient
    from .clock import AsyncClock, Clock
    from .credentials import (
        Credentials,
        DiscontinuedWarning,
        api_key,
        iam_token,
        metadata,
        oauth_token,
        service_account_key,
    )
    from .errors import (
        Aborted,
        AlreadyExists,
        APIError,
        CallError,
        CallTimeout,
        Cancelled,
        ConnectionFailed,
        CredentialsError,
        DataLoss,
        DeadlineExceeded,
        DecodeError,
        FailedPrecondition,
        Internal,
        InvalidArgument,
        NotFound,
        OperationError,
        OperationTimeout,
        OutOfRange,
        PagingError,
        PermissionDenied,
        ResourceExhausted,
        Unauthenticated,
        Unavailable,
        Unimplemented,
        Unknown,
        ValidationFailed,
        Violation,
        YCloudError,
    )
    from .exchange import ValidationWarning
    from .filters import Filter, where
    from .hooks import Hooks, RequestEvent, ResponseEvent, RetryEvent
    from .models import Duration, Message, OpenEnum, Timestamp
    from .omitted import OMITTED, Omittable, Omitted
    from .operation import AsyncOperation, Operation, OperationEndpoints, OperationState, Status
    from .operations import AsyncOperations, Operations
    from .paging import AsyncPage, AsyncPager, Page
    from .request import Request
    from .resource import AsyncResource, Resource
    from .service import AsyncService, Service
    from .service_account import ServiceAccountKey

_HOMES = {
    "answers": ("RawResponse",),
    "calls": ("BaseCall", "Call", "CallOptions", "OperationCall", "PageCall", "Validation"),
    "client": ("AsyncBaseClient", "SyncClient"),
    "clock": ("AsyncClock", "Clock"),
    "credentials": (
        "Credentials",
        "DiscontinuedWarning",
        "api_key",
        "iam_token",
        "metadata",
        "oauth_token",
        "service_account_key",
    ),
    "errors": (
        "APIError",
        "Aborted",
        "AlreadyExists",
        "CallError",
        "CallTimeout",
        "Cancelled",
        "ConnectionFailed",
        "CredentialsError",
        "DataLoss",
        "DeadlineExceeded",
        "DecodeError",
        "FailedPrecondition",
        "Internal",
        "InvalidArgument",
        "NotFound",
        "OperationError",
        "OperationTimeout",
        "OutOfRange",
        "PagingError",
        "PermissionDenied",
        "ResourceExhausted",
        "Unauthenticated",
        "Unavailable",
        "Unimplemented",
        "Unknown",
        "ValidationFailed",
        "Violation",
        "YCloudError",
    ),
    "exchange": ("ValidationWarning",),
    "filters": ("Filter", "where"),
    "hooks": ("Hooks", "RequestEvent", "ResponseEvent", "RetryEvent"),
    "models": ("Duration", "Message", "OpenEnum", "Timestamp"),
    "omitted": ("OMITTED", "Omittable", "Omitted"),
    "operation": ("AsyncOperation", "Operation", "OperationEndpoints", "OperationState", "Status"),
    "operations": ("AsyncOperations", "Operations"),
    "paging": ("AsyncPage", "AsyncPager", "Page"),
    "request": ("Request",),
    "resource": ("AsyncResource", "Resource"),
    "service": ("AsyncService", "Service"),
    "service_account": ("ServiceAccountKey",),
}
_HOME_OF = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "OMITTED",
    "APIError",
    "Aborted",
    "AlreadyExists",
    "AsyncBaseClient",
    "AsyncClock",
    "AsyncOperation",
    "AsyncOperations",
    "AsyncPage",
    "AsyncPager",
    "AsyncResource",
    "AsyncService",
    "BaseCall",
    "Call",
    "CallError",
    "CallOptions",
    "CallTimeout",
    "Cancelled",
    "Clock",
    "ConnectionFailed",
    "Credentials",
    "CredentialsError",
    "DataLoss",
    "DeadlineExceeded",
    "DecodeError",
    "DiscontinuedWarning",
    "Duration",
    "FailedPrecondition",
    "Filter",
    "Hooks",
    "Internal",
    "InvalidArgument",
    "Message",
    "NotFound",
    "Omittable",
    "Omitted",
    "OpenEnum",
    "Operation",
    "OperationCall",
    "OperationEndpoints",
    "OperationError",
    "OperationState",
    "OperationTimeout",
    "Operations",
    "OutOfRange",
    "Page",
    "PageCall",
    "PagingError",
    "PermissionDenied",
    "RawResponse",
    "Request",
    "RequestEvent",
    "Resource",
    "ResourceExhausted",
    "ResponseEvent",
    "RetryEvent",
    "Service",
    "ServiceAccountKey",
    "Status",
    "SyncClient",
    "Timestamp",
    "Unauthenticated",
    "Unavailable",
    "Unimplemented",
    "Unknown",
    "Validation",
    "ValidationFailed",
    "ValidationWarning",
    "Violation",
    "YCloudError",
    "api_key",
    "iam_token",
    "metadata",
    "oauth_token",
    "service_account_key",
    "where",
]


def __getattr__(name: str) -> Any:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f".{home}", __name__), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
