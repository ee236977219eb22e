"""Bases of the generated clients."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from ..auth.credentials import Credentials
from ..auth.discovery import given_credentials
from ..auth.tokens import TokenCache
from ..http.calls import BaseCall, PageCall
from ..http.clock import AsyncClock, AsyncSystemClock, Clock, SystemClock
from ..http.connections import AsyncConnections, ConnectionOptions, Connections
from ..http.endpoints import endpoints_of
from ..http.exchange import send, send_raw
from ..http.hooks import Hooks
from ..http.options import CallOptions, Validation
from ..http.paging import AsyncPager, Page
from ..http.response import RawResponse
from ..operations.call import OperationCall
from ..operations.operation import AsyncOperation, Operation
from ..operations.resume import AsyncOperations, Operations
from .base import BaseClient
from .runner import AsyncRunner, SyncRunner

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    import httpx2

    from ..messages.models import Message

T = TypeVar("T")
R = TypeVar("R")
M = TypeVar("M")
P = TypeVar("P")
I = TypeVar("I")  # noqa: E741 - an item of a page


class SyncClient(BaseClient):
    """Base of the generated `Client`. Use it as a context manager, or call `close()`. A client may
    be used from many threads.

    Credentials: one of `iam_token`, `api_key`, `oauth_token`, `service_account_key` (path of a
    key file, or its content) or `credentials`. Without any, the first call searches for them: in
    the environment, the profile of `yc`, VM metadata.

    `timeout` (seconds for one attempt), `total_timeout` (seconds with retries), `retries`,
    `validation` and `headers`: see `CallOptions`. `endpoint`: URL that takes all calls, such as an
    emulator's. `endpoints`: hosts or URLs by service. `root`: root domain of another region, such
    as `api.yandexcloud.kz`. `user_agent`: prefix of the User-Agent header. `hooks` observe
    attempts. `types`: messages by the type name of an Any. `http_client`, `transport`, `proxy`:
    how to connect; a given `http_client` is not closed. `clock` replaces time in tests.
    """

    def __init__(
        self,
        *,
        iam_token: str | None = None,
        api_key: str | None = None,
        oauth_token: str | None = None,
        service_account_key: Mapping[str, Any] | str | os.PathLike[str] | None = None,
        credentials: Credentials | None = None,
        timeout: float | None = None,
        total_timeout: float | None = None,
        retries: int | None = None,
        validation: Validation | None = None,
        headers: Mapping[str, str] | None = None,
        endpoint: str | None = None,
        endpoints: Mapping[str, str] | None = None,
        root: str | None = None,
        user_agent: str | None = None,
        hooks: Hooks | None = None,
        types: Mapping[str, type[Message]] | None = None,
        http_client: httpx2.Client | None = None,
        transport: httpx2.BaseTransport | None = None,
        proxy: str | None = None,
        clock: Clock | None = None,
    ) -> None:
        clock = clock or SystemClock()
        super().__init__(
            now=clock.now,
            call=CallOptions(
                timeout=timeout,
                total_timeout=total_timeout,
                retries=retries,
                validation=validation,
                headers=headers,
            ),
            endpoints=endpoints_of(endpoint, endpoints, root),
            user_agent=user_agent,
            hooks=hooks,
            types=types,
        )
        source = given_credentials(
            credentials, iam_token, api_key, oauth_token, service_account_key
        )
        connections = Connections(http_client, ConnectionOptions(transport, proxy))
        self._runner = SyncRunner(clock, TokenCache(source, self._options), connections)

    @cached_property
    def operations(self) -> Operations:
        """Operations that were started elsewhere: `client.operations.resume(id, result=…)`."""
        return Operations(self._runner, self._operation_service())

    def send(self, call: BaseCall[T], options: CallOptions | None = None) -> T:
        """Makes a call and returns its result."""
        return self._runner.run(send(call, options, self._options))

    def raw(self, call: BaseCall[T], options: CallOptions | None = None) -> RawResponse[T]:
        """Makes a call and returns its response as received. Errors are raised as by `send`."""
        return self._runner.run(send_raw(call, options, self._options))

    def operate(
        self, call: OperationCall[R, M], options: CallOptions | None = None
    ) -> Operation[R, M]:
        """Starts an operation."""
        state = self.send(call, options)
        return Operation(self._runner, self._operation_service(), call, state, options)

    def page(self, call: PageCall[P, I], options: CallOptions | None = None) -> Page[P, I]:
        """Requests a page of a list."""
        return Page(self, call, self.send(call, options), options)

    def discover_endpoints(self) -> dict[str, str]:
        """Hosts by service, from `GET https://api.cloud.yandex.net/endpoints` without credentials.
        For `with_endpoints` or the argument `endpoints`."""
        return self._runner.run(self._discover())

    def close(self) -> None:
        """Closes the connections, unless `http_client` was given."""
        self._runner.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()


class AsyncBaseClient(BaseClient):
    """Base of the generated `AsyncClient`. Use it as a context manager, or `await close()`. A
    client may be used from many tasks of one event loop.

    The arguments are those of the sync client.
    """

    def __init__(
        self,
        *,
        iam_token: str | None = None,
        api_key: str | None = None,
        oauth_token: str | None = None,
        service_account_key: Mapping[str, Any] | str | os.PathLike[str] | None = None,
        credentials: Credentials | None = None,
        timeout: float | None = None,
        total_timeout: float | None = None,
        retries: int | None = None,
        validation: Validation | None = None,
        headers: Mapping[str, str] | None = None,
        endpoint: str | None = None,
        endpoints: Mapping[str, str] | None = None,
        root: str | None = None,
        user_agent: str | None = None,
        hooks: Hooks | None = None,
        types: Mapping[str, type[Message]] | None = None,
        http_client: httpx2.AsyncClient | None = None,
        transport: httpx2.AsyncBaseTransport | None = None,
        proxy: str | None = None,
        clock: AsyncClock | None = None,
    ) -> None:
        clock = clock or AsyncSystemClock()
        super().__init__(
            now=clock.now,
            call=CallOptions(
                timeout=timeout,
                total_timeout=total_timeout,
                retries=retries,
                validation=validation,
                headers=headers,
            ),
            endpoints=endpoints_of(endpoint, endpoints, root),
            user_agent=user_agent,
            hooks=hooks,
            types=types,
        )
        source = given_credentials(
            credentials, iam_token, api_key, oauth_token, service_account_key
        )
        connections = AsyncConnections(http_client, ConnectionOptions(transport, proxy))
        self._runner = AsyncRunner(clock, TokenCache(source, self._options), connections)

    @cached_property
    def operations(self) -> AsyncOperations:
        """Operations that were started elsewhere: `client.operations.resume(id, result=…)`."""
        return AsyncOperations(self._runner, self._operation_service())

    async def send(self, call: BaseCall[T], options: CallOptions | None = None) -> T:
        """Makes a call and returns its result."""
        return await self._runner.run(send(call, options, self._options))

    async def raw(self, call: BaseCall[T], options: CallOptions | None = None) -> RawResponse[T]:
        """Makes a call and returns its response as received. Errors are raised as by `send`."""
        return await self._runner.run(send_raw(call, options, self._options))

    async def operate(
        self, call: OperationCall[R, M], options: CallOptions | None = None
    ) -> AsyncOperation[R, M]:
        """Starts an operation."""
        state = await self.send(call, options)
        return AsyncOperation(self._runner, self._operation_service(), call, state, options)

    def page(self, call: PageCall[P, I], options: CallOptions | None = None) -> AsyncPager[P, I]:
        """A list: `await` gives its first page, `async for` the items of all pages."""
        return AsyncPager(self, call, options)

    async def discover_endpoints(self) -> dict[str, str]:
        """Hosts by service, from `GET https://api.cloud.yandex.net/endpoints` without credentials.
        For `with_endpoints` or the argument `endpoints`."""
        return await self._runner.run(self._discover())

    async def close(self) -> None:
        """Closes the connections, unless `http_client` was given."""
        await self._runner.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()
