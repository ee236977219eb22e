"""The runtime of the SDK. Names are imported when they are first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .auth.credentials import (
        Credentials,
        api_key,
        iam_token,
        metadata,
        oauth_token,
        service_account_key,
    )
    from .auth.service_account import ServiceAccountKey
    from .client.client import AsyncBaseClient, SyncClient
    from .client.resource import AsyncResource, Resource
    from .client.service import AsyncService, Service
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
    from .errors.warnings import DiscontinuedWarning, ValidationWarning
    from .http.calls import BaseCall, Call, PageCall
    from .http.clock import AsyncClock, Clock
    from .http.hooks import Hooks, RequestEvent, ResponseEvent, RetryEvent
    from .http.options import CallOptions, Validation
    from .http.paging import AsyncPage, AsyncPager, Page
    from .http.request import Request
    from .http.response import RawResponse
    from .messages.durations import Duration
    from .messages.enums import OpenEnum
    from .messages.filters import Filter, where
    from .messages.models import Message
    from .messages.omitted import OMITTED, Omittable, Omitted
    from .messages.timestamps import Timestamp
    from .operations.call import OperationCall
    from .operations.methods import OperationEndpoints
    from .operations.operation import AsyncOperation, Operation
    from .operations.resume import AsyncOperations, Operations
    from .operations.state import OperationState, Status

_HOMES = {
    "auth.credentials": (
        "Credentials",
        "api_key",
        "iam_token",
        "metadata",
        "oauth_token",
        "service_account_key",
    ),
    "auth.service_account": ("ServiceAccountKey",),
    "client.client": ("AsyncBaseClient", "SyncClient"),
    "client.resource": ("AsyncResource", "Resource"),
    "client.service": ("AsyncService", "Service"),
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
    "errors.warnings": ("DiscontinuedWarning", "ValidationWarning"),
    "http.calls": ("BaseCall", "Call", "PageCall"),
    "http.clock": ("AsyncClock", "Clock"),
    "http.hooks": ("Hooks", "RequestEvent", "ResponseEvent", "RetryEvent"),
    "http.options": ("CallOptions", "Validation"),
    "http.paging": ("AsyncPage", "AsyncPager", "Page"),
    "http.request": ("Request",),
    "http.response": ("RawResponse",),
    "messages.durations": ("Duration",),
    "messages.enums": ("OpenEnum",),
    "messages.filters": ("Filter", "where"),
    "messages.models": ("Message",),
    "messages.omitted": ("OMITTED", "Omittable", "Omitted"),
    "messages.timestamps": ("Timestamp",),
    "operations.call": ("OperationCall",),
    "operations.methods": ("OperationEndpoints",),
    "operations.operation": ("AsyncOperation", "Operation"),
    "operations.resume": ("AsyncOperations", "Operations"),
    "operations.state": ("OperationState", "Status"),
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
