"""Typed client for the REST API of Yandex Cloud, sync and async.

    with Client() as client:
        image = client.compute.images.create(folder_id=…, disk_id=…).wait(timeout=600)

Importing this package is cheap: each name is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import errors
    from ._runtime.auth.credentials import (
        Credentials,
        api_key,
        iam_token,
        metadata,
        oauth_token,
        service_account_key,
    )
    from ._runtime.auth.service_account import ServiceAccountKey
    from ._runtime.errors import YCloudError
    from ._runtime.errors.warnings import DiscontinuedWarning, ValidationWarning
    from ._runtime.http.hooks import Hooks, RequestEvent, ResponseEvent, RetryEvent
    from ._runtime.http.options import CallOptions
    from ._runtime.http.paging import AsyncPage, AsyncPager, Page
    from ._runtime.http.response import RawResponse
    from ._runtime.messages.durations import Duration
    from ._runtime.messages.enums import OpenEnum
    from ._runtime.messages.filters import Filter, where
    from ._runtime.messages.models import Message
    from ._runtime.messages.omitted import OMITTED, Omittable, Omitted
    from ._runtime.messages.timestamps import Timestamp
    from ._runtime.operations.operation import AsyncOperation, Operation
    from ._runtime.operations.service import OperationEndpoints
    from .client import AsyncClient, Client

_HOMES = {
    "OMITTED": "._runtime.messages.omitted",
    "AsyncClient": ".client",
    "AsyncOperation": "._runtime.operations.operation",
    "AsyncPage": "._runtime.http.paging",
    "AsyncPager": "._runtime.http.paging",
    "CallOptions": "._runtime.http.options",
    "Client": ".client",
    "Credentials": "._runtime.auth.credentials",
    "DiscontinuedWarning": "._runtime.errors.warnings",
    "Duration": "._runtime.messages.durations",
    "Filter": "._runtime.messages.filters",
    "Hooks": "._runtime.http.hooks",
    "Message": "._runtime.messages.models",
    "Omittable": "._runtime.messages.omitted",
    "Omitted": "._runtime.messages.omitted",
    "OpenEnum": "._runtime.messages.enums",
    "Operation": "._runtime.operations.operation",
    "OperationEndpoints": "._runtime.operations.service",
    "Page": "._runtime.http.paging",
    "RawResponse": "._runtime.http.response",
    "RequestEvent": "._runtime.http.hooks",
    "ResponseEvent": "._runtime.http.hooks",
    "RetryEvent": "._runtime.http.hooks",
    "ServiceAccountKey": "._runtime.auth.service_account",
    "Timestamp": "._runtime.messages.timestamps",
    "ValidationWarning": "._runtime.errors.warnings",
    "YCloudError": "._runtime.errors",
    "api_key": "._runtime.auth.credentials",
    "iam_token": "._runtime.auth.credentials",
    "metadata": "._runtime.auth.credentials",
    "oauth_token": "._runtime.auth.credentials",
    "service_account_key": "._runtime.auth.credentials",
    "where": "._runtime.messages.filters",
}

__all__ = [
    "OMITTED",
    "AsyncClient",
    "AsyncOperation",
    "AsyncPage",
    "AsyncPager",
    "CallOptions",
    "Client",
    "Credentials",
    "DiscontinuedWarning",
    "Duration",
    "Filter",
    "Hooks",
    "Message",
    "Omittable",
    "Omitted",
    "OpenEnum",
    "Operation",
    "OperationEndpoints",
    "Page",
    "RawResponse",
    "RequestEvent",
    "ResponseEvent",
    "RetryEvent",
    "ServiceAccountKey",
    "Timestamp",
    "ValidationWarning",
    "YCloudError",
    "api_key",
    "errors",
    "iam_token",
    "metadata",
    "oauth_token",
    "service_account_key",
    "where",
]

__version__ = "0.1.0"


def __getattr__(name: str) -> Any:
    if name == "errors":
        return import_module(".errors", __name__)
    if name in _HOMES:
        return getattr(import_module(_HOMES[name], __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted([*__all__, "__version__"])
