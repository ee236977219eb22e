"""`client.operations`: operations that were started elsewhere or earlier."""

from __future__ import annotations

from typing import Any, TypeVar, overload

from ..http.options import CallOptions
from ..http.steps import AsyncStepRunner, StepRunner
from .operation import AsyncOperation, Operation
from .service import OperationService, resumed_call

R = TypeVar("R")
M = TypeVar("M")


class Operations:
    """Gives access to operations by their id."""

    def __init__(self, runner: StepRunner, service: OperationService) -> None:
        self._runner = runner
        self._service = service

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
        """Reads an operation. `result`: class of its result (None: it has none). `metadata`: class
        of its metadata (None: a dict). Raises NotFound for an unknown id."""
        state = self._runner.run(self._service.get(id, options))
        call = resumed_call(id, result, metadata)
        return Operation(self._runner, self._service, call, state, options)


class AsyncOperations:
    """Gives access to operations by their id."""

    def __init__(self, runner: AsyncStepRunner, service: OperationService) -> None:
        self._runner = runner
        self._service = service

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
        """Reads an operation. `result`: class of its result (None: it has none). `metadata`: class
        of its metadata (None: a dict). Raises NotFound for an unknown id."""
        state = await self._runner.run(self._service.get(id, options))
        call = resumed_call(id, result, metadata)
        return AsyncOperation(self._runner, self._service, call, state, options)
