"""Messages of shared."""

from __future__ import annotations

from typing import Annotated, ClassVar

from pydantic import Field

from .._runtime.messages.models import Json, JsonObject, Message, OneOf, Timestamp


class Error(Message):
    """The message Error."""

    PAGE: ClassVar[str] = "ru/operation/api-ref/Operation/index.md"
    code: Annotated[int, Json("code", 43)] = 0
    """Код ошибки из перечня google.rpc.Code
    (https://github.com/googleapis/googleapis/blob/master/google/rpc/code.proto)."""
    message: Annotated[str, Json("message", 44)] = ""
    """Сообщение об ошибке, адресованное разработчику."""
    details: Annotated[list[JsonObject], Json("details", 45)] = Field(default_factory=list)
    """Дополнительные сведения об ошибке. Вид каждого элемента указан в его поле `@type`."""


class OperationMessage(Message):
    """The message OperationMessage."""

    PAGE: ClassVar[str] = "ru/operation/api-ref/Operation/index.md"
    ONE_OFS: ClassVar[tuple[OneOf, ...]] = (OneOf("error", "response"),)
    id: Annotated[str, Json("id", 35)] = ""
    """Уникальный идентификатор операции. С ним вызывают методы get
    (https://yandex.cloud/ru/docs/operation/api-ref/Operation/get) и cancel
    (https://yandex.cloud/ru/docs/operation/api-ref/Operation/cancel) ресурса Operation."""
    description: Annotated[str, Json("description", 36)] = ""
    """Краткое пояснение, что делает операция. Длина описания должна быть от 0 до 256
    символов."""
    created_at: Annotated[Timestamp | None, Json("createdAt", 37)] = None
    """Момент запуска операции.

    Время записано в текстовом формате RFC3339 (https://www.ietf.org/rfc/rfc3339.txt)."""
    created_by: Annotated[str, Json("createdBy", 38)] = ""
    """Идентификатор того, кто запустил операцию: пользователя или сервисного аккаунта."""
    modified_at: Annotated[Timestamp | None, Json("modifiedAt", 39)] = None
    """Момент, когда сведения об операции менялись в последний раз.

    Время записано в текстовом формате RFC3339 (https://www.ietf.org/rfc/rfc3339.txt)."""
    done: Annotated[bool, Json("done", 40)] = False
    """Признак завершения. Пока операция выполняется, здесь `false`; когда она закончена —
    `true`, и вместе с ним заполнено `error` или `response`."""
    metadata: Annotated[JsonObject, Json("metadata", 41)] = Field(default_factory=dict)
    """Сведения, состав которых зависит от вызванного метода. Как правило, среди них есть
    идентификатор ресурса, с которым работает операция."""
    error: Annotated[Error | None, Json("error", 42)] = None
    """Причина, по которой операция не выполнена: сбой или отмена. Пока сервис откатывает
    изменения, поле может быть заполнено и при `done`, равном `false`."""
    response: Annotated[JsonObject, Json("response", 46)] = Field(default_factory=dict)
    """Результат успешно завершенной операции.

    - Метод создает или изменяет ресурс — поле содержит этот ресурс.
    - Метод ничего не возвращает, например удаляет ресурс, — поле содержит объект
      google.protobuf.Empty
      (https://developers.google.com/protocol-buffers/docs/reference/google.protobuf#empty).
    - В остальных случаях содержимое описано на странице метода, запустившего операцию."""
