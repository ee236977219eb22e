"""Bases of generated resources, whose methods build calls and send them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from ..http.calls import Call, PageCall
from ..http.options import CallOptions
from ..http.paging import AsyncPager, Page
from ..operations.call import OperationCall
from ..operations.operation import AsyncOperation, Operation

if TYPE_CHECKING:
    from typing import Self

    from .client import AsyncBaseClient, SyncClient

T = TypeVar("T")
R = TypeVar("R")
M = TypeVar("M")
P = TypeVar("P")
I = TypeVar("I")  # noqa: E741 - an item of a page


class Resource:
    """The methods of one resource."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def with_options(self, **options: Any) -> Self:
        """The same methods with other options, named as in `CallOptions`."""
        return type(self)(self._client.with_options(**options))

    def _send(self, call: Call[T], options: CallOptions | None = None) -> T:
        return self._client.send(call, options)

    def _operate(
        self, call: OperationCall[R, M], options: CallOptions | None = None
    ) -> Operation[R, M]:
        return self._client.operate(call, options)

    def _page(self, call: PageCall[P, I], options: CallOptions | None = None) -> Page[P, I]:
        return self._client.page(call, options)


class AsyncResource:
    """The methods of one resource, on an async client."""

    def __init__(self, client: AsyncBaseClient) -> None:
        self._client = client

    def with_options(self, **options: Any) -> Self:
        """The same methods with other options, named as in `CallOptions`."""
        return type(self)(self._client.with_options(**options))

    async def _send(self, call: Call[T], options: CallOptions | None = None) -> T:
        return await self._client.send(call, options)

    async def _operate(
        self, call: OperationCall[R, M], options: CallOptions | None = None
    ) -> AsyncOperation[R, M]:
        return await self._client.operate(call, options)

    def _page(self, call: PageCall[P, I], options: CallOptions | None = None) -> AsyncPager[P, I]:
        return self._client.page(call, options)
