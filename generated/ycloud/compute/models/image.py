"""Messages of compute."""

from __future__ import annotations

from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field

from ..._runtime.models import Int64, Json, LeftToRight, Message, OpenEnum, Timestamp
from ...shared.operation import OperationMessage


class ImageStatus(OpenEnum):
    """Состояние, в котором находится образ."""

    CREATING = "CREATING"
    """Данные образа еще записываются."""
    READY = "READY"
    """Образ создан, из него можно создавать диски."""
    ERROR = "ERROR"
    """Из-за ошибки работать с образом нельзя."""
    DELETING = "DELETING"
    """Идет удаление образа."""


class OsType(OpenEnum):
    """Семейство операционной системы. Значение по умолчанию — `LINUX`.

    От него зависит, как виртуальной машине эмулируются процессоры (vCPU) и как
    рассчитывается плата за нее.
    """

    LINUX = "LINUX"
    """Дистрибутив Linux."""
    WINDOWS = "WINDOWS"
    """Система семейства Microsoft Windows."""


OsTypeLike: TypeAlias = OsType | Literal["LINUX", "WINDOWS"]
"""The type of an argument: a member, or its name as a string."""


class Image(Message):
    """The message Image."""

    PAGE: ClassVar[str] = "ru/compute/api-ref/Image/index.md"
    id: Annotated[str, Json("id", 31)] = ""
    """Уникальный идентификатор образа."""
    folder_id: Annotated[str, Json("folderId", 32)] = ""
    """Идентификатор каталога, в котором хранится образ."""
    created_at: Annotated[Timestamp | None, Json("createdAt", 33)] = None
    """Момент создания образа.

    Время записано в текстовом формате RFC3339 (https://www.ietf.org/rfc/rfc3339.txt)."""
    name: Annotated[str, Json("name", 34)] = ""
    """Имя, которое пользователь дал образу. Длина 1-63 символов."""
    description: Annotated[str, Json("description", 35)] = ""
    """Пояснение к образу в свободной форме. Длина описания должна быть от 0 до 256
    символов."""
    labels: Annotated[dict[str, str], Json("labels", 36)] = Field(default_factory=dict)
    """Пользовательские метки образа: пары `ключ:значение`. Максимум 64 на ресурс."""
    family: Annotated[str, Json("family", 37)] = ""
    """Семейство, в которое входит образ.

    Самый новый образ семейства возвращает метод getLatestByFamily
    (https://yandex.cloud/ru/docs/compute/api-ref/Image/getLatestByFamily): с ним можно
    создавать диски, не зная идентификатора конкретного образа."""
    storage_size: Annotated[Int64, Json("storageSize", 38)] = 0
    """Место, которое образ занимает в хранилище, в байтах."""
    min_disk_size: Annotated[Int64, Json("minDiskSize", 39)] = 0
    """Наименьший размер диска в байтах, который можно создать из образа."""
    product_ids: Annotated[list[str], Json("productIds", 40)] = Field(default_factory=list)
    """Идентификаторы лицензий, связанных с образом. По ним Yandex Cloud рассчитывает
    дополнительную плату за виртуальные машины, загрузочные диски которых созданы из
    образа.

    Идентификаторы присваивает Yandex Cloud, и они переходят ко всем ресурсам, созданным
    из образа. В файле, подготовленном сторонней программой, сведений о лицензиях нет:
    передайте их в запросе create
    (https://yandex.cloud/ru/docs/compute/api-ref/Image/create)."""
    status: Annotated[ImageStatus, Json("status", 41)] = ImageStatus("")
    """Состояние, в котором находится образ."""
    os: Annotated[Os | None, Json("os", 42)] = None
    """Сведения об операционной системе, записанной в образе."""


class ListImageOperationsResponse(Message):
    """The message ListImageOperationsResponse."""

    PAGE: ClassVar[str] = "ru/compute/api-ref/Image/listOperations.md"
    operations: Annotated[list[OperationMessage], Json("operations", 63)] = Field(
        default_factory=list
    )
    """Операции, которые попали на эту страницу. Как с ними работать, рассказано в разделе
    Объект Operation (https://yandex.cloud/ru/docs/api-design-guide/concepts/operation)."""
    next_page_token: Annotated[str, Json("nextPageToken", 76)] = ""
    """Токен следующей страницы. Чтобы получить ее, повторите запрос и передайте этот токен
    в параметре pageToken
    (https://yandex.cloud/ru/docs/compute/api-ref/Image/listOperations#query_params). На
    последней странице поле пустое."""


class ListImagesResponse(Message):
    """The message ListImagesResponse."""

    PAGE: ClassVar[str] = "ru/compute/api-ref/Image/list.md"
    images: Annotated[list[Image], Json("images", 57)] = Field(default_factory=list)
    """Образы, которые попали на эту страницу."""
    next_page_token: Annotated[str, Json("nextPageToken", 71)] = ""
    """Токен следующей страницы. Чтобы получить ее, повторите запрос и передайте этот токен
    в параметре pageToken
    (https://yandex.cloud/ru/docs/compute/api-ref/Image/list#query_params). На последней
    странице поле пустое."""


class Os(Message):
    """The message Os."""

    PAGE: ClassVar[str] = "ru/compute/api-ref/Image/index.md"
    type: Annotated[OsTypeLike | None, LeftToRight, Json("type", 43)] = None
    """Семейство операционной системы. Значение по умолчанию — `LINUX`.

    От него зависит, как виртуальной машине эмулируются процессоры (vCPU) и как
    рассчитывается плата за нее."""
