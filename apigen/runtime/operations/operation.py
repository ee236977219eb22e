"""Operations: long-running changes that can be waited for, polled and cancelled.

Pages: operation/api-ref/Operation; design guide: api-design-guide/concepts/operation.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from ..errors import CallTimeout, ConnectionFailed, DecodeError, OperationTimeout, Unavailable
from ..http.decoding import decode
from ..http.options import CallOptions
from ..http.steps import AsyncStepRunner, Pause, StepRunner, Steps
from .call import OperationCall
from .service import OperationService
from .state import OperationState, Status, operation_error
from .waiting import Wait

if TYPE_CHECKING:
    from ..messages.timestamps import Timestamp

R = TypeVar("R")
M = TypeVar("M")

_ANY_TYPE = "@type"


class BaseOperation(Generic[R, M]):
    """What sync and async operations share: the state as last read, and its interpretation."""

    def __init__(
        self,
        call: OperationCall[R, M],
        state: OperationState,
        service: OperationService,
        options: CallOptions | None,
    ) -> None:
        self._call = call
        self._state = state
        self._service = service
        self._options = options

    @property
    def id(self) -> str:
        return self._state.id

    @property
    def description(self) -> str:
        return self._state.description

    @property
    def created_at(self) -> Timestamp | None:
        return self._state.created_at

    @property
    def created_by(self) -> str:
        """Id of the user or service account that started the operation."""
        return self._state.created_by

    @property
    def modified_at(self) -> Timestamp | None:
        return self._state.modified_at

    @property
    def done(self) -> bool:
        """Whether the operation has ended, successfully or not, when it was last read."""
        return self._state.done

    @property
    def metadata(self) -> M:
        """The metadata of the operation, usually the id of the resource."""
        return cast("M", self._decoded(self._call.metadata, self._state.metadata))

    @property
    def error(self) -> Status | None:
        """The error of the operation. May appear before `done`, while the service rolls back."""
        return self._state.error

    @property
    def response(self) -> dict[str, Any] | None:
        """The JSON of the result, None until there is one."""
        return self._state.response

    @property
    def state(self) -> OperationState:
        """The whole state as last read."""
        return self._state

    def __repr__(self) -> str:
        error = self._state.error
        state = "running" if not self.done else "failed" if error else "done"
        return f"<{type(self).__name__} {self.id} of {self._call.name}: {state}>"

    def _outcome(self) -> R:
        """The result of an operation that is done. Raises the error of one that failed."""
        state, name = self._state, self._call.name
        if state.error is not None:
            raise operation_error(state, name)
        if self._call.result is None:
            return cast("R", None)
        if state.response is None:
            raise DecodeError(f"operation {self.id} is done but has no response", method=name)
        return cast("R", self._decoded(self._call.result, state.response))

    def _decoded(self, cls: type[Any] | None, data: dict[str, Any]) -> Any:
        """Decodes an Any as the documented class `cls`, else as the message that the client knows
        for its `@type`, else as a dict."""
        if not _is_message(cls):
            cls = self._service.types.get(str(data.get(_ANY_TYPE, "")).rpartition("/")[2])
        if cls is None:
            return data
        # `@type` names the type of an Any and is not a field of it.
        fields = {name: value for name, value in data.items() if name != _ANY_TYPE}
        return decode(cls, fields, self._call.name)

    def _polled(self, wait: Wait) -> Steps[R]:
        """Polls until the operation is done. Raises its error, or OperationTimeout."""
        started = wait.now()
        delay = wait.poll
        while not self.done:
            left = wait.left(started)
            if left is not None and left <= 0:
                raise self._timed_out(wait)
            pause = wait.jittered(delay)
            yield Pause(pause if left is None else min(pause, left))
            delay = wait.next_delay(delay)
            left = wait.left(started)
            # One more poll when the time is over: the pause may have been long.
            limit = None if left is None else max(left, 1.0)
            try:
                self._state = yield from self._service.get(self.id, self._options, limit)
            except (CallTimeout, ConnectionFailed, Unavailable):
                # A failed poll does not end a wait that has a timeout of its own.
                if left is None:
                    raise
                continue
            wait.polled(self)
        return self._outcome()

    def _timed_out(self, wait: Wait) -> OperationTimeout:
        return OperationTimeout(
            f"operation {self.id} of {self._call.name} is still running after "
            f"{wait.timeout:g} s; wait again, or cancel it",
            cast("Any", self),
        )


def _is_message(cls: type[Any] | None) -> bool:
    return isinstance(cls, type) and not issubclass(cls, dict)


class Operation(BaseOperation[R, M]):
    """A long-running change. `wait()` gives its result."""

    def __init__(
        self,
        runner: StepRunner,
        service: OperationService,
        call: OperationCall[R, M],
        state: OperationState,
        options: CallOptions | None = None,
    ) -> None:
        super().__init__(call, state, service, options)
        self._runner = runner

    def refresh(self) -> Operation[R, M]:
        """Reads the current state. Returns itself."""
        self._state = self._runner.run(self._service.get(self.id, self._options))
        return self

    def cancel(self) -> Operation[R, M]:
        """Requests cancellation, in one call. Best effort, as few methods support it: `wait` shows
        how the operation ends (OperationCancelled if cancelled). Returns itself."""
        self._state = self._runner.run(self._service.cancel(self.id, self._options))
        return self

    def wait(
        self,
        timeout: float | None = None,
        poll: float = 1.0,
        on_poll: Callable[[Operation[R, M]], object] | None = None,
    ) -> R:
        """Polls until the operation is done and returns its result.

        `timeout`: seconds, None for no limit. `poll`: seconds before the first poll; the delay
        grows to 10 s. `on_poll` is called after each poll. Raises the error of the operation by
        its code (an OperationError), or OperationTimeout, which leaves the operation usable.
        """
        return self._runner.run(self._polled(self._service.wait(timeout, poll, on_poll)))

    def result(self, timeout: float | None = None) -> R:
        """Same as `wait(timeout)`."""
        return self.wait(timeout)


class AsyncOperation(BaseOperation[R, M]):
    """A long-running change. `await operation.wait()` gives its result."""

    def __init__(
        self,
        runner: AsyncStepRunner,
        service: OperationService,
        call: OperationCall[R, M],
        state: OperationState,
        options: CallOptions | None = None,
    ) -> None:
        super().__init__(call, state, service, options)
        self._runner = runner

    async def refresh(self) -> AsyncOperation[R, M]:
        """Reads the current state. Returns itself."""
        self._state = await self._runner.run(self._service.get(self.id, self._options))
        return self

    async def cancel(self) -> AsyncOperation[R, M]:
        """Requests cancellation, in one call. Best effort, as few methods support it: `wait` shows
        how the operation ends (OperationCancelled if cancelled). Returns itself."""
        self._state = await self._runner.run(self._service.cancel(self.id, self._options))
        return self

    async def wait(
        self,
        timeout: float | None = None,  # noqa: ASYNC109 - leaves the operation usable
        poll: float = 1.0,
        on_poll: Callable[[AsyncOperation[R, M]], object] | None = None,
    ) -> R:
        """Polls until the operation is done and returns its result.

        `timeout`: seconds, None for no limit. `poll`: seconds before the first poll; the delay
        grows to 10 s. `on_poll` is called after each poll. Raises the error of the operation by
        its code (an OperationError), or OperationTimeout, which leaves the operation usable.
        """
        return await self._runner.run(self._polled(self._service.wait(timeout, poll, on_poll)))

    async def result(self, timeout: float | None = None) -> R:  # noqa: ASYNC109
        """Same as `wait(timeout)`."""
        return await self.wait(timeout)
