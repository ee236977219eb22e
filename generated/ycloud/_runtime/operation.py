"""Operations: long-running changes that can be waited for, polled and cancelled.

Pages: operation/api-ref/Operation; design guide: api-design-guide/concepts/operation.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar, cast

from .calls import CallOptions, OperationCall, decode
from .errors import (
    OPERATION_BY_CODE,
    CallTimeout,
    ConnectionFailed,
    DecodeError,
    OperationError,
    OperationTimeout,
    OperationUnknown,
    Unavailable,
)
from .steps import Pause, Steps

if TYPE_CHECKING:
    from .client import AsyncBaseClient, SyncClient
    from .models import Message
    from .times import Timestamp

R = TypeVar("R")
M = TypeVar("M")

_ANY_TYPE = "@type"


@dataclass(frozen=True, slots=True)
class OperationEndpoints:
    """Where operations are read and cancelled; `{operationId}` stands in the paths. A generated
    client takes them from the pages of the operation service."""

    host: str = "operation.api.cloud.yandex.net"
    get_verb: str = "GET"
    get_path: str = "/operations/{operationId}"
    cancel_verb: str = "GET"
    cancel_path: str = "/operations/{operationId}:cancel"


@dataclass(frozen=True, slots=True)
class Status:
    """google.rpc.Status: `code` is a google.rpc code."""

    code: int
    message: str
    details: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class OperationState:
    """An operation as last read. `raw` is its whole JSON."""

    id: str
    description: str
    created_at: Timestamp | None
    created_by: str
    modified_at: Timestamp | None
    done: bool
    metadata: dict[str, Any]
    error: Status | None
    response: dict[str, Any] | None
    raw: dict[str, Any]

    @classmethod
    def from_json(cls, data: Any, method: str) -> OperationState:
        """Raises DecodeError for what is not an operation."""
        if not isinstance(data, dict) or not isinstance(data.get("id"), str) or not data["id"]:
            raise DecodeError("the answer is not an operation: it has no id", method=method)
        response = data.get("response")
        metadata = data.get("metadata")
        return cls(
            id=data["id"],
            description=str(data.get("description") or ""),
            created_at=_timestamp(data.get("createdAt")),
            created_by=str(data.get("createdBy") or ""),
            modified_at=_timestamp(data.get("modifiedAt")),
            done=data.get("done") is True,
            metadata=metadata if isinstance(metadata, dict) else {},
            error=_status(data.get("error")),
            response=response if isinstance(response, dict) else None,
            raw=data,
        )


def _timestamp(value: object) -> Timestamp | None:
    """None too for a text that is no timestamp: it is not worth the loss of an operation."""
    from .times import Timestamp

    try:
        return Timestamp.parse(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _status(value: object) -> Status | None:
    if not isinstance(value, dict):
        return None
    code, details = value.get("code"), value.get("details")
    return Status(
        code=code if isinstance(code, int) else 2,
        message=str(value.get("message") or ""),
        details=(
            tuple(d for d in details if isinstance(d, dict)) if isinstance(details, list) else ()
        ),
    )


class BaseOperation(Generic[R, M]):
    """What operations of both clients share: the state as last read."""

    def __init__(
        self,
        call: OperationCall[R, M],
        state: OperationState,
        types: Mapping[str, type[Message]],
    ) -> None:
        self._call = call
        self._state = state
        self._types = types

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
        """Id of the user or service account that started it."""
        return self._state.created_by

    @property
    def modified_at(self) -> Timestamp | None:
        return self._state.modified_at

    @property
    def done(self) -> bool:
        """Whether it has ended, well or not. As of the last read: see `refresh`."""
        return self._state.done

    @property
    def metadata(self) -> M:
        """What the operation works on, usually the id of the resource."""
        return cast("M", self._decoded(self._call.metadata, self._state.metadata))

    @property
    def error(self) -> Status | None:
        """Why it fails. May appear before `done`, while the service rolls back."""
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
        """The result of an operation that is done; raises its error."""
        state, name = self._state, self._call.name
        if state.error is not None:
            raise operation_error(state, name)
        if self._call.result is None:
            return cast("R", None)
        if state.response is None:
            raise DecodeError(f"operation {self.id} is done but has no response", method=name)
        return cast("R", self._decoded(self._call.result, state.response))

    def _decoded(self, cls: type[Any] | None, data: dict[str, Any]) -> Any:
        """An Any as what the page documents; a dict where it documents nothing, or the message
        that the client knows for its `@type`."""
        if not _is_message(cls):
            cls = self._types.get(str(data.get(_ANY_TYPE, "")).rpartition("/")[2])
        if cls is None:
            return data
        # `@type` says what an Any is and is no field of it.
        bare = {name: value for name, value in data.items() if name != _ANY_TYPE}
        return decode(cls, bare, self._call.name)

    def _waited(
        self, wait: Wait, poll: Callable[[float | None], Steps[OperationState]]
    ) -> Steps[R]:
        """Polls until the operation is done. Raises OperationTimeout, which carries it."""
        started = wait.now()
        delay = wait.poll
        while not self.done:
            left = wait.left(started)
            if left is not None and left <= 0:
                raise self._late(wait)
            pause = wait.jittered(delay)
            yield Pause(pause if left is None else min(pause, left))
            delay = min(delay * 1.6, max(wait.poll, wait.longest))
            left = wait.left(started)
            try:
                # A last look when the time is over: the pause may have been long.
                self._state = yield from poll(None if left is None else max(left, 1.0))
            except (CallTimeout, ConnectionFailed, Unavailable):
                # A poll that fails in passing is not the end of a wait that has its own.
                if left is None:
                    raise
                continue
            wait.polled(self)
        return self._outcome()

    def _late(self, wait: Wait) -> OperationTimeout:
        return OperationTimeout(
            f"operation {self.id} of {self._call.name} is still running after "
            f"{wait.timeout:g} s; wait again, or cancel it",
            cast("Any", self),
        )


@dataclass(frozen=True, slots=True)
class Wait:
    """How to wait: `poll` is the first delay between polls and grows to `longest`."""

    timeout: float | None
    poll: float
    now: Callable[[], float]
    random: Callable[[], float]
    on_poll: Callable[[Any], object] | None = None
    longest: float = 10.0

    def left(self, started: float) -> float | None:
        """Seconds left of the wait, None when it has no end."""
        return None if self.timeout is None else self.timeout - (self.now() - started)

    def jittered(self, delay: float) -> float:
        """75 to 125 % of a delay, so that many waiters do not poll in step."""
        return delay * (0.75 + 0.5 * self.random())

    def polled(self, operation: Any) -> None:
        if self.on_poll is not None:
            self.on_poll(operation)


def operation_error(state: OperationState, method: str) -> OperationError:
    """The error of an operation that failed, of the class of its google.rpc code."""
    status = state.error or Status(2, "")
    cls = OPERATION_BY_CODE.get(status.code, OperationUnknown)
    error = cls(
        status.message,
        method=f"{method} (operation {state.id})",
        details=status.details,
        code=status.code if status.code not in OPERATION_BY_CODE else None,
    )
    error.operation_id = state.id
    return error


def _is_message(cls: type[Any] | None) -> bool:
    return isinstance(cls, type) and not issubclass(cls, dict)


class Operation(BaseOperation[R, M]):
    """A running change. `wait()` gives its result."""

    def __init__(
        self,
        client: SyncClient,
        call: OperationCall[R, M],
        state: OperationState,
        options: CallOptions | None = None,
    ) -> None:
        super().__init__(call, state, client._settings.types)
        self._client = client
        self._options = options

    def refresh(self) -> Operation[R, M]:
        """Reads the state anew. Returns itself."""
        self._state = self._client._run(self._client._read_operation(self.id, self._options))
        return self

    def cancel(self) -> Operation[R, M]:
        """Asks the service to stop it, in one call. Best effort: few methods honour it; wait to
        see how it ends (OperationCancelled). Returns itself."""
        self._state = self._client._run(self._client._cancel_operation(self.id, self._options))
        return self

    def wait(
        self,
        timeout: float | None = None,
        poll: float = 1.0,
        on_poll: Callable[[Operation[R, M]], object] | None = None,
    ) -> R:
        """Polls until it is done and gives the result.

        `timeout` in seconds, None waits as long as it takes; `poll` is the first delay in
        seconds, it grows to 10 s; `on_poll` is called after each poll. Raises the error of the
        operation by its code (an OperationError), or OperationTimeout, which leaves it usable.
        """
        wait = self._client._wait(timeout, poll, on_poll)
        return self._client._run(
            self._waited(
                wait, lambda left: self._client._read_operation(self.id, self._options, left)
            )
        )

    def result(self, timeout: float | None = None) -> R:
        """The result, waiting for it as `wait` does."""
        return self.wait(timeout)


class AsyncOperation(BaseOperation[R, M]):
    """A running change. `await operation.wait()` gives its result."""

    def __init__(
        self,
        client: AsyncBaseClient,
        call: OperationCall[R, M],
        state: OperationState,
        options: CallOptions | None = None,
    ) -> None:
        super().__init__(call, state, client._settings.types)
        self._client = client
        self._options = options

    async def refresh(self) -> AsyncOperation[R, M]:
        """Reads the state anew. Returns itself."""
        read = self._client._read_operation(self.id, self._options)
        self._state = await self._client._run(read)
        return self

    async def cancel(self) -> AsyncOperation[R, M]:
        """Asks the service to stop it, in one call. Best effort: few methods honour it; wait to
        see how it ends (OperationCancelled). Returns itself."""
        cancel = self._client._cancel_operation(self.id, self._options)
        self._state = await self._client._run(cancel)
        return self

    async def wait(
        self,
        timeout: float | None = None,  # noqa: ASYNC109 - leaves the operation usable
        poll: float = 1.0,
        on_poll: Callable[[AsyncOperation[R, M]], object] | None = None,
    ) -> R:
        """Polls until it is done and gives the result.

        `timeout` in seconds, None waits as long as it takes; `poll` is the first delay in
        seconds, it grows to 10 s; `on_poll` is called after each poll. Raises the error of the
        operation by its code (an OperationError), or OperationTimeout, which leaves it usable.
        """
        wait = self._client._wait(timeout, poll, on_poll)
        return await self._client._run(
            self._waited(
                wait, lambda left: self._client._read_operation(self.id, self._options, left)
            )
        )

    async def result(self, timeout: float | None = None) -> R:  # noqa: ASYNC109
        """The result, waiting for it as `wait` does."""
        return await self.wait(timeout)
