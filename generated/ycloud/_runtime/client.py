"""Bases of the generated clients: they run the steps of calls on the network."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar

from .answers import RawResponse
from .base import BaseClient
from .calls import BaseCall, CallOptions, OperationCall, PageCall, Validation
from .clock import AsyncClock, AsyncSystemClock, Clock, SystemClock
from .connections import AsyncConnections, Connections, Reach
from .credentials import Credentials, chosen
from .endpoints import endpoints_of
from .hooks import Hooks
from .operation import AsyncOperation, Operation
from .operations import AsyncOperations, Operations
from .paging import AsyncPager, Page
from .settings import DEFAULTS, Settings, product_of
from .steps import Authorize, Pause, Send, Step, Steps
from .tokens import Grant, TokenKeeper

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    import anyio
    import httpx2

    from .models import Message

T = TypeVar("T")
R = TypeVar("R")
M = TypeVar("M")
P = TypeVar("P")
I = TypeVar("I")  # noqa: E741 - an item of a page


class SyncClient(BaseClient):
    """Base of the generated `Client`. Use it as a context manager, or `close()` it. One client
    can be used from many threads.

    Credentials: one of `iam_token`, `api_key`, `oauth_token`, `service_account_key` (path of a
    key file, or its content) or `credentials`; without any, they are looked for at the first
    call: in the environment, the profile of `yc`, VM metadata.

    `timeout` (seconds for one attempt), `total_timeout` (seconds with retries), `retries`,
    `validation` and `headers`: see `CallOptions`. `endpoint`: a URL that takes all calls, such as
    an emulator's; `endpoints`: hosts or URLs by service; `root`: the root of another region, such
    as `api.yandexcloud.kz`. `user_agent` is put before the client's own. `hooks` watch attempts.
    `types`: messages by the type name of an Any. `http_client`, `transport`, `proxy`: how to
    connect; a client given is not closed. `clock` replaces time in tests.
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
        self._clock = clock or SystemClock()
        given = CallOptions(
            timeout=timeout,
            total_timeout=total_timeout,
            retries=retries,
            validation=validation,
            headers=headers,
        )
        settings = Settings(
            now=self._clock.now,
            options=given.over(DEFAULTS),
            endpoints=endpoints_of(endpoint, endpoints, root),
            user_agent=product_of(self.PRODUCT, user_agent),
            hooks=hooks or Hooks(),
            types=types or {},
        )
        super().__init__(settings)
        source = chosen(credentials, iam_token, api_key, oauth_token, service_account_key)
        self._tokens = TokenKeeper(source, settings)
        self._renewing = threading.Lock()
        self._http = Connections(http_client, Reach(transport, proxy))

    @cached_property
    def operations(self) -> Operations:
        """Operations that were started elsewhere: `client.operations.resume(id, result=…)`."""
        return Operations(self)

    def send(self, call: BaseCall[T], options: CallOptions | None = None) -> T:
        """Makes a call and reads its answer."""
        return self._run(self._sent(call, options))

    def raw(self, call: BaseCall[T], options: CallOptions | None = None) -> RawResponse[T]:
        """Makes a call and gives its answer as it came; errors are raised all the same."""
        return self._run(self._raw(call, options))

    def operate(
        self, call: OperationCall[R, M], options: CallOptions | None = None
    ) -> Operation[R, M]:
        """Starts an operation."""
        return Operation(self, call, self._run(self._sent(call, options)), options)

    def page(self, call: PageCall[P, I], options: CallOptions | None = None) -> Page[P, I]:
        """Gets a page of a list."""
        return Page(self, call, self.send(call, options), options)

    def discover_endpoints(self) -> dict[str, str]:
        """Hosts by service, as `GET https://api.cloud.yandex.net/endpoints` gives them without
        credentials; for `with_endpoints` or the argument `endpoints`."""
        return self._run(self._discovered())

    def close(self) -> None:
        """Closes the connections, unless they were given by the caller."""
        self._http.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def _run(self, steps: Steps[T]) -> T:
        try:
            step = next(steps)
            while True:
                try:
                    outcome = self._do(step)
                except Exception as error:
                    step = steps.throw(error)
                else:
                    step = steps.send(outcome)
        except StopIteration as end:
            result: T = end.value
            return result
        finally:
            steps.close()

    def _do(self, step: Step) -> Any:
        from .transport import send

        if isinstance(step, Send):
            return send(self._http.get(), step, self._clock.now)
        if isinstance(step, Pause):
            return self._clock.sleep(step.seconds)
        return self._granted(step)

    def _granted(self, step: Authorize) -> Grant:
        tokens = self._tokens
        good = tokens.good(step.rejected)
        if good is not None:
            return good
        # Whoever finds the old token still working leaves its renewal to the one at it.
        usable = tokens.usable(step.rejected)
        if not self._renewing.acquire(blocking=usable is None):
            assert usable is not None
            return usable
        try:
            return self._run(tokens.renew(step.rejected))
        finally:
            self._renewing.release()


class AsyncBaseClient(BaseClient):
    """Base of the generated `AsyncClient`. Use it as a context manager, or `await close()`. One
    client can be used from many tasks of one event loop.

    Arguments are those of the sync client.
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
        self._clock = clock or AsyncSystemClock()
        given = CallOptions(
            timeout=timeout,
            total_timeout=total_timeout,
            retries=retries,
            validation=validation,
            headers=headers,
        )
        settings = Settings(
            now=self._clock.now,
            options=given.over(DEFAULTS),
            endpoints=endpoints_of(endpoint, endpoints, root),
            user_agent=product_of(self.PRODUCT, user_agent),
            hooks=hooks or Hooks(),
            types=types or {},
        )
        super().__init__(settings)
        source = chosen(credentials, iam_token, api_key, oauth_token, service_account_key)
        self._tokens = TokenKeeper(source, settings)
        self._renewing = _Once()
        self._http = AsyncConnections(http_client, Reach(transport, proxy))

    @cached_property
    def operations(self) -> AsyncOperations:
        """Operations that were started elsewhere: `client.operations.resume(id, result=…)`."""
        return AsyncOperations(self)

    async def send(self, call: BaseCall[T], options: CallOptions | None = None) -> T:
        """Makes a call and reads its answer."""
        return await self._run(self._sent(call, options))

    async def raw(self, call: BaseCall[T], options: CallOptions | None = None) -> RawResponse[T]:
        """Makes a call and gives its answer as it came; errors are raised all the same."""
        return await self._run(self._raw(call, options))

    async def operate(
        self, call: OperationCall[R, M], options: CallOptions | None = None
    ) -> AsyncOperation[R, M]:
        """Starts an operation."""
        return AsyncOperation(self, call, await self._run(self._sent(call, options)), options)

    def page(self, call: PageCall[P, I], options: CallOptions | None = None) -> AsyncPager[P, I]:
        """A list: `await` gives its first page, `async for` the items of all pages."""
        return AsyncPager(self, call, options)

    async def discover_endpoints(self) -> dict[str, str]:
        """Hosts by service, as `GET https://api.cloud.yandex.net/endpoints` gives them without
        credentials; for `with_endpoints` or the argument `endpoints`."""
        return await self._run(self._discovered())

    async def close(self) -> None:
        """Closes the connections, unless they were given by the caller."""
        await self._http.close()

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        await self.close()

    async def _run(self, steps: Steps[T]) -> T:
        try:
            step = next(steps)
            while True:
                try:
                    outcome = await self._do(step)
                except Exception as error:
                    step = steps.throw(error)
                else:
                    step = steps.send(outcome)
        except StopIteration as end:
            result: T = end.value
            return result
        finally:
            steps.close()

    async def _do(self, step: Step) -> Any:
        from .transport import send_async

        if isinstance(step, Send):
            return await send_async(self._http.get(), step, self._clock.now)
        if isinstance(step, Pause):
            return await self._clock.sleep(step.seconds)
        return await self._granted(step)

    async def _granted(self, step: Authorize) -> Grant:
        tokens = self._tokens
        good = tokens.good(step.rejected)
        if good is not None:
            return good
        # Whoever finds the old token still working leaves its renewal to the one at it.
        usable = tokens.usable(step.rejected)
        lock = self._renewing.lock()
        if usable is not None and lock.locked():
            return usable
        async with lock:
            return await self._run(tokens.renew(step.rejected))


class _Once:
    """A lock for tasks, made in the event loop that uses it."""

    def __init__(self) -> None:
        self._lock: anyio.Lock | None = None

    def lock(self) -> anyio.Lock:
        if self._lock is None:
            import anyio

            self._lock = anyio.Lock()
        return self._lock
