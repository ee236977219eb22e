"""Typed client for the REST API of Yandex Cloud, sync and async.

    with Client() as client:
        image = client.compute.images.create(folder_id=…, disk_id=…).wait(timeout=600)

Importing this package loads next to nothing: each name is imported when it is first used.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from . import errors as errors
    from ._runtime.answers import RawResponse as RawResponse
    from ._runtime.calls import CallOptions as CallOptions
    from ._runtime.errors import YCloudError as YCloudError
    from ._runtime.models import Duration as Duration
    from ._runtime.models import Message as Message
    from ._runtime.models import OpenEnum as OpenEnum
    from ._runtime.models import Timestamp as Timestamp
    from ._runtime.omitted import OMITTED as OMITTED
    from ._runtime.omitted import Omitted as Omitted
    from ._runtime.operation import AsyncOperation as AsyncOperation
    from ._runtime.operation import Operation as Operation
    from ._runtime.operation import OperationEndpoints as OperationEndpoints
    from ._runtime.paging import AsyncPage as AsyncPage
    from ._runtime.paging import AsyncPager as AsyncPager
    from ._runtime.paging import Page as Page
    from .client import AsyncClient as AsyncClient
    from .client import Client as Client

_HOMES = {
    "AsyncClient": ".client",
    "AsyncOperation": "._runtime.operation",
    "AsyncPage": "._runtime.paging",
    "AsyncPager": "._runtime.paging",
    "CallOptions": "._runtime.calls",
    "Client": ".client",
    "Duration": "._runtime.models",
    "Message": "._runtime.models",
    "OMITTED": "._runtime.omitted",
    "Omitted": "._runtime.omitted",
    "OpenEnum": "._runtime.models",
    "Operation": "._runtime.operation",
    "OperationEndpoints": "._runtime.operation",
    "Page": "._runtime.paging",
    "RawResponse": "._runtime.answers",
    "Timestamp": "._runtime.models",
    "YCloudError": "._runtime.errors",
}

__all__ = [
    "OMITTED",
    "AsyncClient",
    "AsyncOperation",
    "AsyncPage",
    "AsyncPager",
    "CallOptions",
    "Client",
    "Duration",
    "Message",
    "Omitted",
    "OpenEnum",
    "Operation",
    "OperationEndpoints",
    "Page",
    "RawResponse",
    "Timestamp",
    "YCloudError",
    "errors",
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
