"""Bases of the generated clients: they run the steps of calls, and hold what calls share."""

from __future__ import annotations

import copy
import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar, TypeVar

from .answers import Answer, RawResponse
from .calls import BaseCall, Call, CallOptions, OperationCall, PageCall, Validation
from .clock import AsyncClock, AsyncSystemClock, Clock, SystemClock
from .credentials import authorization
from .exchange import exchange
from .operation import (
    AsyncOperation,
    BaseOperation,
    Operation,
    OperationEndpoints,
    OperationState,
    Wait,
)
from .paging import AsyncPager, Page
from .settings import DEFAULTS, Settings
from .steps import Authorize, Pause, Send, Step, Steps

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

    import httpx2

T = TypeVar("T")
R = TypeVar("R")
M = TypeVar("M")
P = TypeVar("P")
I = TypeVar("I")  # noqa: E741 - an item of a page


class BaseClient:
    """What both clients share; none of it does I/O."""

    OPERATIONS: ClassVar[OperationEndpoints] = OperationEndpoints()

    _settings: Settings

    def with_options(
        self,
        *,
        timeout: float | None = None,
        total_timeout: float | None = None,
        retries: int | None = None,
        validation: Validation | None = None,
        headers: Mapping[str, str] | None = None,
        extra_body: Mapping[str, Any] | None = None,
    ) -> Self:
        """The same client with other options, on the same connections and credentials. Closing
        it closes nothing."""
        given = CallOptions(
            timeout=timeout,
            total_timeout=total_timeout,
            retries=retries,
            validation=validation,
            headers=headers,
            extra_body=extra_body,
        )
        return self._derived(given.over(self._settings.options))

    def _derived(self, options: CallOptions) -> Self:
        view = copy.copy(self)
        # Services and resources that were already reached hold the client they were made with.
        view.__dict__ = {k: v for k, v in self.__dict__.items() if k.startswith("_")}
        view._settings = replace(self._settings, options=options)
        return view

    def _answered(self, call: BaseCall[Any], options: CallOptions | None) -> Steps[Answer]:
        base = self._settings.options
        return exchange(call, options.over(base) if options else base, self._settings)

    def _sent(self, call: BaseCall[T], options: CallOptions | None) -> Steps[T]:
        answer = yield from self._answered(call, options)
        return call.decode(answer.content)

    def _raw(self, call: BaseCall[T], options: CallOptions | None) -> Steps[RawResponse[T]]:
        answer = yield from self._answered(call, options)
        return RawResponse(call, answer.status, answer.headers, answer.content)

    def _read_operation(self, id_: str, options: CallOptions | None) -> Steps[OperationState]:
        at = self.OPERATIONS
        call = _operation_call("operation.operations.get", id_, at.host, at.get_verb, at.get_path)
        return self._sent(call, options)

    def _cancel_operation(
        self, operation: BaseOperation[Any, Any], options: CallOptions | None
    ) -> Steps[OperationState]:
        at = self.OPERATIONS
        name = "operation.operations.cancel"
        call = _operation_call(name, operation.id, at.host, at.cancel_verb, at.cancel_path)
        return self._sent(call, options)

    def _wait(
        self, timeout: float | None, poll: float, on_poll: Callable[[Any], object] | None
    ) -> Wait:
        return Wait(timeout, poll, self._settings.now, self._settings.random, on_poll)

    def __repr__(self) -> str:
        return f"<{type(self).__name__}>"


def _operation_call(
    name: str, id_: str, host: str, verb: str, path: str
) -> OperationCall[Any, Any]:
    from .operation_request import OperationRequest

    request = OperationRequest.given(operation_id=id_)
    return OperationCall(name=name, verb=verb, host=host, path=path, request=request)


class SyncClient(BaseClient):
    """Base of the generated `Client`. Use as a context manager, or `close()` it."""

    def __init__(
        self,
        *,
        iam_token: str | None = None,
        timeout: float | None = None,
        total_timeout: float | None = None,
        retries: int | None = None,
        validation: Validation | None = None,
        headers: Mapping[str, str] | None = None,
        http_client: httpx2.Client | None = None,
        transport: httpx2.BaseTransport | None = None,
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
        self._settings = Settings(options=given.over(DEFAULTS), now=self._clock.now)
        self._iam_token = iam_token
        self._http = _Connections(http_client, transport)

    def send(self, call: Call[T] | BaseCall[T], options: CallOptions | None = None) -> T:
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

    def _do(self, step: Step) -> Any:
        from .transport import send

        match step:
            case Send():
                return send(self._http.get(), step, self._clock.now)
            case Pause():
                return self._clock.sleep(step.seconds)
            case Authorize():
                return authorization(self._iam_token)


class _Connections:
    """The httpx2 client, made at the first call; closed only when it was made here."""

    def __init__(self, given: httpx2.Client | None, transport: httpx2.BaseTransport | None) -> None:
        self._client = given
        self._owned = given is None
        self._transport = transport
        self._lock = threading.Lock()

    def get(self) -> httpx2.Client:
        with self._lock:
            if self._client is None:
                import httpx2

                self._client = httpx2.Client(transport=self._transport)
            return self._client

    def close(self) -> None:
        with self._lock:
            if self._owned and self._client is not None:
                self._client.close()


class AsyncBaseClient(BaseClient):
    """Base of the generated `AsyncClient`. Use as a context manager, or `await close()`."""

    def __init__(
        self,
        *,
        iam_token: str | None = None,
        timeout: float | None = None,
        total_timeout: float | None = None,
        retries: int | None = None,
        validation: Validation | None = None,
        headers: Mapping[str, str] | None = None,
        http_client: httpx2.AsyncClient | None = None,
        transport: httpx2.AsyncBaseTransport | None = None,
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
        self._settings = Settings(options=given.over(DEFAULTS), now=self._clock.now)
        self._iam_token = iam_token
        self._http = _AsyncConnections(http_client, transport)

    async def send(self, call: Call[T] | BaseCall[T], options: CallOptions | None = None) -> T:
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

    async def _do(self, step: Step) -> Any:
        from .transport import send_async

        match step:
            case Send():
                return await send_async(self._http.get(), step, self._clock.now)
            case Pause():
                return await self._clock.sleep(step.seconds)
            case Authorize():
                return authorization(self._iam_token)


class _AsyncConnections:
    """The httpx2 client, made at the first call; closed only when it was made here."""

    def __init__(
        self, given: httpx2.AsyncClient | None, transport: httpx2.AsyncBaseTransport | None
    ) -> None:
        self._client = given
        self._owned = given is None
        self._transport = transport

    def get(self) -> httpx2.AsyncClient:
        if self._client is None:
            import httpx2

            self._client = httpx2.AsyncClient(transport=self._transport)
        return self._client

    async def close(self) -> None:
        if self._owned and self._client is not None:
            await self._client.aclose()
