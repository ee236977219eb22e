"""`client.operations`: operations that were started elsewhere or earlier."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, overload

from .calls import CallOptions, OperationCall
from .operation import AsyncOperation, Operation

if TYPE_CHECKING:
    from .client import AsyncBaseClient, SyncClient

R = TypeVar("R")
M = TypeVar("M")


class Operations:
    """Takes up operations by their id."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    @overload
    def resume(
        self, id: str, *, result: type[R], options: CallOptions | None = None
    ) -> Operation[R, dict[str, Any]]: ...
    @overload
    def resume(
        self, id: str, *, result: None = None, options: CallOptions | None = None
    ) -> Operation[None, dict[str, Any]]: ...
    @overload
    def resume(
        self, id: str, *, result: type[R], metadata: type[M], options: CallOptions | None = None
    ) -> Operation[R, M]: ...
    @overload
    def resume(
        self, id: str, *, result: None, metadata: type[M], options: CallOptions | None = None
    ) -> Operation[None, M]: ...
    def resume(
        self,
        id: str,
        *,
        result: type[Any] | None = None,
        metadata: type[Any] | None = None,
        options: CallOptions | None = None,
    ) -> Operation[Any, Any]:
        """Reads an operation. `result` is what its success is decoded to (None: nothing),
        `metadata` what its metadata is (None: a dict). Raises NotFound for an unknown id."""
        state = self._client._run(self._client._read_operation(id, options))
        return Operation(self._client, _resumed(id, result, metadata), state, options)


class AsyncOperations:
    """Takes up operations by their id."""

    def __init__(self, client: AsyncBaseClient) -> None:
        self._client = client

    @overload
    async def resume(
        self, id: str, *, result: type[R], options: CallOptions | None = None
    ) -> AsyncOperation[R, dict[str, Any]]: ...
    @overload
    async def resume(
        self, id: str, *, result: None = None, options: CallOptions | None = None
    ) -> AsyncOperation[None, dict[str, Any]]: ...
    @overload
    async def resume(
        self, id: str, *, result: type[R], metadata: type[M], options: CallOptions | None = None
    ) -> AsyncOperation[R, M]: ...
    @overload
    async def resume(
        self, id: str, *, result: None, metadata: type[M], options: CallOptions | None = None
    ) -> AsyncOperation[None, M]: ...
    async def resume(
        self,
        id: str,
        *,
        result: type[Any] | None = None,
        metadata: type[Any] | None = None,
        options: CallOptions | None = None,
    ) -> AsyncOperation[Any, Any]:
        """Reads an operation. `result` is what its success is decoded to (None: nothing),
        `metadata` what its metadata is (None: a dict). Raises NotFound for an unknown id."""
        state = await self._client._run(self._client._read_operation(id, options))
        return AsyncOperation(self._client, _resumed(id, result, metadata), state, options)


def _resumed(
    id_: str, result: type[Any] | None, metadata: type[Any] | None
) -> OperationCall[Any, Any]:
    from .operation_request import OperationRequest

    return OperationCall(
        name="operations.resume",
        verb="GET",
        host="",
        path="",
        request=OperationRequest.given(operation_id=id_),
        result=result,
        metadata=metadata,
    )
