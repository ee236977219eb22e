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
    from ._runtime.answers import RawResponse
    from ._runtime.calls import CallOptions
    from ._runtime.credentials import (
        Credentials,
        DiscontinuedWarning,
        api_key,
        iam_token,
        metadata,
        oauth_token,
        service_account_key,
    )
    from ._runtime.errors import YCloudError
    from ._runtime.exchange import ValidationWarning
    from ._runtime.filters import Filter, where
    from ._runtime.hooks import Hooks, RequestEvent, ResponseEvent, RetryEvent
    from ._runtime.models import Duration, Message, OpenEnum, Timestamp
    from ._runtime.omitted import OMITTED, Omittable, Omitted
    from ._runtime.operation import AsyncOperation, Operation, OperationEndpoints
    from ._runtime.paging import AsyncPage, AsyncPager, Page
    from ._runtime.service_account import ServiceAccountKey
    from .client import AsyncClient, Client

_HOMES = {
    "OMITTED": "._runtime.omitted",
    "AsyncClient": ".client",
    "AsyncOperation": "._runtime.operation",
    "AsyncPage": "._runtime.paging",
    "AsyncPager": "._runtime.paging",
    "CallOptions": "._runtime.calls",
    "Client": ".client",
    "Credentials": "._runtime.credentials",
    "DiscontinuedWarning": "._runtime.credentials",
    "Duration": "._runtime.models",
    "Filter": "._runtime.filters",
    "Hooks": "._runtime.hooks",
    "Message": "._runtime.models",
    "Omittable": "._runtime.omitted",
    "Omitted": "._runtime.omitted",
    "OpenEnum": "._runtime.models",
    "Operation": "._runtime.operation",
    "OperationEndpoints": "._runtime.operation",
    "Page": "._runtime.paging",
    "RawResponse": "._runtime.answers",
    "RequestEvent": "._runtime.hooks",
    "ResponseEvent": "._runtime.hooks",
    "RetryEvent": "._runtime.hooks",
    "ServiceAccountKey": "._runtime.service_account",
    "Timestamp": "._runtime.models",
    "ValidationWarning": "._runtime.exchange",
    "YCloudError": "._runtime.errors",
    "api_key": "._runtime.credentials",
    "iam_token": "._runtime.credentials",
    "metadata": "._runtime.credentials",
    "oauth_token": "._runtime.credentials",
    "service_account_key": "._runtime.credentials",
    "where": "._runtime.filters",
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
