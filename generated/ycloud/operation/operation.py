"""Operation of operation: request classes, call builders, and the sync and async methods.

A builder such as `cancel_call(…)` is pure: its call holds the request and how to read the
response. The methods of `Operations` and `AsyncOperations` send it.
"""

from __future__ import annotations

from typing import Annotated, ClassVar

from .._runtime.calls import CallOptions, OperationCall
from .._runtime.models import JsonObject, Required
from .._runtime.operation import AsyncOperation, Operation
from .._runtime.request import Path, Request
from .._runtime.resource import AsyncResource, Resource


class CancelOperationRequest(Request):
    """The request of `Operation.cancel`."""

    PAGE: ClassVar[str] = "ru/operation/api-ref/Operation/cancel.md"
    operation_id: Annotated[str, Path("operationId", 21), Required()]


class GetOperationRequest(Request):
    """The request of `Operation.get`."""

    PAGE: ClassVar[str] = "ru/operation/api-ref/Operation/get.md"
    operation_id: Annotated[str, Path("operationId", 19), Required()]


def cancel_call(*, operation_id: str) -> OperationCall[JsonObject, JsonObject]:
    """Builds the call of `operation.operations.cancel` without sending it."""
    request = CancelOperationRequest.given(operation_id=operation_id)
    return OperationCall(
        name="operation.operations.cancel",
        verb="GET",
        host="operation.api.cloud.yandex.net",
        path="/operations/{operationId}:cancel",
        request=request,
        result=JsonObject,
        metadata=JsonObject,
    )


def get_call(*, operation_id: str) -> OperationCall[JsonObject, JsonObject]:
    """Builds the call of `operation.operations.get` without sending it."""
    request = GetOperationRequest.given(operation_id=operation_id)
    return OperationCall(
        name="operation.operations.get",
        verb="GET",
        host="operation.api.cloud.yandex.net",
        path="/operations/{operationId}",
        request=request,
        result=JsonObject,
        metadata=JsonObject,
    )


class Operations(Resource):
    """Методы для управления операциями, которые запускают асинхронные запросы к API. У всех
    методов один адрес: `https://operation.api.cloud.yandex.net`.
    """

    def cancel(
        self, operation_id: str, *, options: CallOptions | None = None
    ) -> Operation[JsonObject, JsonObject]:
        """Запрашивает отмену указанной операции.

        Отмену поддерживают не все методы, и она не гарантирована: операция может завершиться
        раньше, чем сервис обработает запрос. Чем она закончилась, можно узнать с помощью
        запроса get (https://yandex.cloud/ru/docs/operation/api-ref/Operation/get).

        Args:
            operation_id: Идентификатор операции, которую нужно отменить. Его возвращает метод,
                запустивший операцию.
                Required.
            options: Timeout, validation and headers of this call only.

        Returns:
            A running operation; `wait()` returns `JsonObject`, `cancel()` requests its cancellation.

        Raises:
            ValidationFailed: an argument violates a rule of the page; nothing is sent.
            APIError: the service returned an error; the subclass tells its google.rpc code.
            ConnectionFailed: there was no response.
            OperationError: `wait()` found that the operation failed.
            OperationTimeout: `wait()` ran out of time.

        Source: ru/operation/api-ref/Operation/cancel.md:14
        """
        call = cancel_call(operation_id=operation_id)
        return self._operate(call, options)

    def get(
        self, operation_id: str, *, options: CallOptions | None = None
    ) -> Operation[JsonObject, JsonObject]:
        """Возвращает операцию с указанным идентификатором.

        Чтобы дождаться результата, повторяйте запрос, пока поле `done` не станет равным `true`.

        Args:
            operation_id: Идентификатор операции, состояние которой нужно узнать. Его возвращает метод,
                запустивший операцию.
                Required.
            options: Timeout, validation and headers of this call only.

        Returns:
            A running operation; `wait()` returns `JsonObject`, `cancel()` requests its cancellation.

        Raises:
            ValidationFailed: an argument violates a rule of the page; nothing is sent.
            APIError: the service returned an error; the subclass tells its google.rpc code.
            ConnectionFailed: there was no response.
            OperationError: `wait()` found that the operation failed.
            OperationTimeout: `wait()` ran out of time.

        Source: ru/operation/api-ref/Operation/get.md:12
        """
        call = get_call(operation_id=operation_id)
        return self._operate(call, options)


class AsyncOperations(AsyncResource):
    """Методы для управления операциями, которые запускают асинхронные запросы к API. У всех
    методов один адрес: `https://operation.api.cloud.yandex.net`.
    """

    async def cancel(
        self, operation_id: str, *, options: CallOptions | None = None
    ) -> AsyncOperation[JsonObject, JsonObject]:
        """Запрашивает отмену указанной операции.

        Отмену поддерживают не все методы, и она не гарантирована: операция может завершиться
        раньше, чем сервис обработает запрос. Чем она закончилась, можно узнать с помощью
        запроса get (https://yandex.cloud/ru/docs/operation/api-ref/Operation/get).

        Args:
            operation_id: Идентификатор операции, которую нужно отменить. Его возвращает метод,
                запустивший операцию.
                Required.
            options: Timeout, validation and headers of this call only.

        Returns:
            A running operation; `wait()` returns `JsonObject`, `cancel()` requests its cancellation.

        Raises:
            ValidationFailed: an argument violates a rule of the page; nothing is sent.
            APIError: the service returned an error; the subclass tells its google.rpc code.
            ConnectionFailed: there was no response.
            OperationError: `wait()` found that the operation failed.
            OperationTimeout: `wait()` ran out of time.

        Source: ru/operation/api-ref/Operation/cancel.md:14
        """
        call = cancel_call(operation_id=operation_id)
        return await self._operate(call, options)

    async def get(
        self, operation_id: str, *, options: CallOptions | None = None
    ) -> AsyncOperation[JsonObject, JsonObject]:
        """Возвращает операцию с указанным идентификатором.

        Чтобы дождаться результата, повторяйте запрос, пока поле `done` не станет равным `true`.

        Args:
            operation_id: Идентификатор операции, состояние которой нужно узнать. Его возвращает метод,
                запустивший операцию.
                Required.
            options: Timeout, validation and headers of this call only.

        Returns:
            A running operation; `wait()` returns `JsonObject`, `cancel()` requests its cancellation.

        Raises:
            ValidationFailed: an argument violates a rule of the page; nothing is sent.
            APIError: the service returned an error; the subclass tells its google.rpc code.
            ConnectionFailed: there was no response.
            OperationError: `wait()` found that the operation failed.
            OperationTimeout: `wait()` ran out of time.

        Source: ru/operation/api-ref/Operation/get.md:12
        """
        call = get_call(operation_id=operation_id)
        return await self._operate(call, options)
