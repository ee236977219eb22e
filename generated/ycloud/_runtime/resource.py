"""Bases of generated resources: groups of methods that only send."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from .calls import Call, CallOptions, OperationCall, PageCall
from .operation import AsyncOperation, Operation
from .paging import AsyncPager, Page

if TYPE_CHECKING:
    from typing import Self

    from .client import AsyncBaseClient, SyncClient

T = TypeVar("T")
R = TypeVar("R")
M = TypeVar("M")
P = TypeVar("P")
I = TypeVar("I")  # noqa: E741 - an item of a page


class Resource:
    """Methods of one resource, on a client."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def with_options(self, **options: Any) -> Self:
        """The same methods with other options; names as in `CallOptions`."""
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
    """Methods of one resource, on an async client."""

    def __init__(self, client: AsyncBaseClient) -> None:
        self._client = client

    def with_options(self, **options: Any) -> Self:
        """The same methods with other options; names as in `CallOptions`."""
        return type(self)(self._client.with_options(**options))

    async def _send(self, call: Call[T], options: CallOptions | None = None) -> T:
        return await self._client.send(call, options)

    async def _operate(
        self, call: OperationCall[R, M], options: CallOptions | None = None
    ) -> AsyncOperation[R, M]:
        return await self._client.operate(call, options)

    def _page(self, call: PageCall[P, I], options: CallOptions | None = None) -> AsyncPager[P, I]:
        return self._client.page(call, options)
