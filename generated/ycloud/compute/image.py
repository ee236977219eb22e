"""Image of compute: request classes, call builders, and the sync and async methods.

A builder such as `create_call(…)` is pure: its call holds the request and how to read the
response. The methods of `Images` and `AsyncImages` send it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Annotated, ClassVar, overload

from .._runtime.calls import Call, CallOptions, OperationCall, PageCall
from .._runtime.models import (
    FieldMask,
    Int64,
    Items,
    JsonObject,
    Length,
    OneOf,
    Pattern,
    Range,
    Required,
)
from .._runtime.omitted import OMITTED, Omittable
from .._runtime.operation import AsyncOperation, Operation
from .._runtime.paging import AsyncPager, Page
from .._runtime.request import Body, Path, Query, Request
from .._runtime.resource import AsyncResource, Resource
from ..shared.operation import OperationMessage
from .models.image import Image, ListImageOperationsResponse, ListImagesResponse, Os


class CreateImageRequest(Request):
    """The request of `Image.create`."""

    PAGE: ClassVar[str] = "ru/compute/api-ref/Image/create.md"
    ONE_OFS: ClassVar[tuple[OneOf, ...]] = (OneOf("image_id", "disk_id", "snapshot_id", "uri"),)
    folder_id: Annotated[str, Body("folderId", 46), Required(), Length(maximum=50)]
    name: Annotated[str | None, Body("name", 47), Pattern("|[a-z][-a-z0-9]{1,61}[a-z0-9]")] = None
    description: Annotated[str | None, Body("description", 48), Length(maximum=256)] = None
    labels: Annotated[
        dict[
            Annotated[str, Length(minimum=1, maximum=63), Pattern("[a-z][-_0-9a-z]*")],
            Annotated[str, Length(maximum=63), Pattern("[-_0-9a-z]*")],
        ]
        | None,
        Body("labels", 49),
        Items(maximum=64),
    ] = None
    family: Annotated[str | None, Body("family", 50), Pattern("|[a-z][-a-z0-9]{1,61}[a-z0-9]")] = (
        None
    )
    min_disk_size: Annotated[
        Int64 | None, Body("minDiskSize", 51), Range(minimum=4194304, maximum=4398046511104)
    ] = None
    product_ids: Annotated[
        list[Annotated[str, Length(maximum=50)]] | None, Body("productIds", 52)
    ] = None
    os: Annotated[Os | None, Body("os", 53)] = None
    image_id: Annotated[str | None, Body("imageId", 55), Length(maximum=50)] = None
    disk_id: Annotated[str | None, Body("diskId", 56), Length(maximum=50)] = None
    snapshot_id: Annotated[str | None, Body("snapshotId", 57), Length(maximum=50)] = None
    uri: Annotated[str | None, Body("uri", 58)] = None


class DeleteImageRequest(Request):
    """The request of `Image.delete`."""

    PAGE: ClassVar[str] = "ru/compute/api-ref/Image/delete.md"
    image_id: Annotated[str, Path("imageId", 19), Required(), Length(maximum=50)]


class GetImageRequest(Request):
    """The request of `Image.get`."""

    PAGE: ClassVar[str] = "ru/compute/api-ref/Image/get.md"
    image_id: Annotated[str, Path("imageId", 19), Required(), Length(maximum=50)]


class GetImageLatestByFamilyRequest(Request):
    """The request of `Image.getLatestByFamily`."""

    PAGE: ClassVar[str] = "ru/compute/api-ref/Image/getLatestByFamily.md"
    folder_id: Annotated[str, Query("folderId", 20), Required(), Length(maximum=50)]
    family: Annotated[str | None, Query("family", 21), Pattern("|[a-z][-a-z0-9]{1,61}[a-z0-9]")] = (
        None
    )


class ListImageRequest(Request):
    """The request of `Image.list`."""

    PAGE: ClassVar[str] = "ru/compute/api-ref/Image/list.md"
    folder_id: Annotated[str, Query("folderId", 20), Required(), Length(maximum=50)]
    page_size: Annotated[int | None, Query("pageSize", 21), Range(maximum=1000)] = None
    page_token: Annotated[str | None, Query("pageToken", 22), Length(maximum=100)] = None
    filter: Annotated[str | None, Query("filter", 23), Length(maximum=1000)] = None


class ListImageOperationsRequest(Request):
    """The request of `Image.listOperations`."""

    PAGE: ClassVar[str] = "ru/compute/api-ref/Image/listOperations.md"
    image_id: Annotated[str, Path("imageId", 19), Required(), Length(maximum=50)]
    page_size: Annotated[int | None, Query("pageSize", 25), Range(maximum=1000)] = None
    page_token: Annotated[str | None, Query("pageToken", 26), Length(maximum=100)] = None


class UpdateImageRequest(Request):
    """The request of `Image.update`."""

    PAGE: ClassVar[str] = "ru/compute/api-ref/Image/update.md"
    UPDATE_MASK: ClassVar[str | None] = "update_mask"
    image_id: Annotated[str, Path("imageId", 20), Required(), Length(maximum=50)]
    update_mask: Annotated[FieldMask | None, Body("updateMask", 37)] = None
    name: Annotated[str | None, Body("name", 38), Pattern("|[a-z][-a-z0-9]{1,61}[a-z0-9]")] = None
    description: Annotated[str | None, Body("description", 39), Length(maximum=256)] = None
    min_disk_size: Annotated[
        Int64 | None, Body("minDiskSize", 40), Range(minimum=4194304, maximum=4398046511104)
    ] = None
    labels: Annotated[
        dict[
            Annotated[str, Length(minimum=1, maximum=63), Pattern("[a-z][-_0-9a-z]*")],
            Annotated[str, Length(maximum=63), Pattern("[-_0-9a-z]*")],
        ]
        | None,
        Body("labels", 41),
        Items(maximum=64),
    ] = None


def create_call(
    *,
    folder_id: str,
    name: Omittable[str] = OMITTED,
    description: Omittable[str] = OMITTED,
    labels: Omittable[Mapping[str, str]] = OMITTED,
    family: Omittable[str] = OMITTED,
    min_disk_size: Omittable[int] = OMITTED,
    product_ids: Omittable[Sequence[str]] = OMITTED,
    os: Omittable[Os] = OMITTED,
    image_id: Omittable[str] = OMITTED,
    disk_id: Omittable[str] = OMITTED,
    snapshot_id: Omittable[str] = OMITTED,
    uri: Omittable[str] = OMITTED,
) -> OperationCall[Image, JsonObject]:
    """Builds the call of `compute.images.create` without sending it."""
    request = CreateImageRequest.given(
        folder_id=folder_id,
        name=name,
        description=description,
        labels=labels,
        family=family,
        min_disk_size=min_disk_size,
        product_ids=product_ids,
        os=os,
        image_id=image_id,
        disk_id=disk_id,
        snapshot_id=snapshot_id,
        uri=uri,
    )
    return OperationCall(
        name="compute.images.create",
        verb="POST",
        host="compute.api.cloud.yandex.net",
        path="/compute/v1/images",
        request=request,
        result=Image,
        metadata=JsonObject,
    )


def delete_call(*, image_id: str) -> OperationCall[None, JsonObject]:
    """Builds the call of `compute.images.delete` without sending it."""
    request = DeleteImageRequest.given(image_id=image_id)
    return OperationCall(
        name="compute.images.delete",
        verb="DELETE",
        host="compute.api.cloud.yandex.net",
        path="/compute/v1/images/{imageId}",
        request=request,
        result=None,
        metadata=JsonObject,
    )


def get_call(*, image_id: str) -> Call[Image]:
    """Builds the call of `compute.images.get` without sending it."""
    request = GetImageRequest.given(image_id=image_id)
    return Call(
        name="compute.images.get",
        verb="GET",
        host="compute.api.cloud.yandex.net",
        path="/compute/v1/images/{imageId}",
        request=request,
        answer=Image,
    )


def get_latest_by_family_call(*, folder_id: str, family: Omittable[str] = OMITTED) -> Call[Image]:
    """Builds the call of `compute.images.get_latest_by_family` without sending it."""
    request = GetImageLatestByFamilyRequest.given(folder_id=folder_id, family=family)
    return Call(
        name="compute.images.get_latest_by_family",
        verb="GET",
        host="compute.api.cloud.yandex.net",
        path="/compute/v1/images:latestByFamily",
        request=request,
        answer=Image,
    )


def list_call(
    *,
    folder_id: str,
    page_size: Omittable[int] = OMITTED,
    page_token: Omittable[str] = OMITTED,
    filter: Omittable[str] = OMITTED,
) -> PageCall[ListImagesResponse, Image]:
    """Builds the call of `compute.images.list` without sending it."""
    request = ListImageRequest.given(
        folder_id=folder_id, page_size=page_size, page_token=page_token, filter=filter
    )
    return PageCall(
        name="compute.images.list",
        verb="GET",
        host="compute.api.cloud.yandex.net",
        path="/compute/v1/images",
        request=request,
        answer=ListImagesResponse,
        items="images",
        page_token="page_token",
        next_page_token="next_page_token",
    )


def list_operations_call(
    *, image_id: str, page_size: Omittable[int] = OMITTED, page_token: Omittable[str] = OMITTED
) -> PageCall[ListImageOperationsResponse, OperationMessage]:
    """Builds the call of `compute.images.list_operations` without sending it."""
    request = ListImageOperationsRequest.given(
        image_id=image_id, page_size=page_size, page_token=page_token
    )
    return PageCall(
        name="compute.images.list_operations",
        verb="GET",
        host="compute.api.cloud.yandex.net",
        path="/compute/v1/images/{imageId}/operations",
        request=request,
        answer=ListImageOperationsResponse,
        items="operations",
        page_token="page_token",
        next_page_token="next_page_token",
    )


def update_call(
    *,
    image_id: str,
    update_mask: Omittable[str | Iterable[str]] = OMITTED,
    name: Omittable[str] = OMITTED,
    description: Omittable[str] = OMITTED,
    min_disk_size: Omittable[int] = OMITTED,
    labels: Omittable[Mapping[str, str]] = OMITTED,
) -> OperationCall[Image, JsonObject]:
    """Builds the call of `compute.images.update` without sending it."""
    request = UpdateImageRequest.given(
        image_id=image_id,
        update_mask=update_mask,
        name=name,
        description=description,
        min_disk_size=min_disk_size,
        labels=labels,
    )
    return OperationCall(
        name="compute.images.update",
        verb="PATCH",
        host="compute.api.cloud.yandex.net",
        path="/compute/v1/images/{imageId}",
        request=request,
        result=Image,
        metadata=JsonObject,
    )


class Images(Resource):
    """Методы для работы с образами дисков. Из образа можно создать диск виртуальной машины."""

    @overload
    def create(
        self,
        *,
        folder_id: str,
        name: Omittable[str] = OMITTED,
        description: Omittable[str] = OMITTED,
        labels: Omittable[Mapping[str, str]] = OMITTED,
        family: Omittable[str] = OMITTED,
        min_disk_size: Omittable[int] = OMITTED,
        product_ids: Omittable[Sequence[str]] = OMITTED,
        os: Omittable[Os] = OMITTED,
        image_id: Omittable[str] = OMITTED,
        options: CallOptions | None = None,
    ) -> Operation[Image, JsonObject]: ...

    @overload
    def create(
        self,
        *,
        folder_id: str,
        name: Omittable[str] = OMITTED,
        description: Omittable[str] = OMITTED,
        labels: Omittable[Mapping[str, str]] = OMITTED,
        family: Omittable[str] = OMITTED,
        min_disk_size: Omittable[int] = OMITTED,
        product_ids: Omittable[Sequence[str]] = OMITTED,
        os: Omittable[Os] = OMITTED,
        disk_id: Omittable[str] = OMITTED,
        options: CallOptions | None = None,
    ) -> Operation[Image, JsonObject]: ...

    @overload
    def create(
        self,
        *,
        folder_id: str,
        name: Omittable[str] = OMITTED,
        description: Omittable[str] = OMITTED,
        labels: Omittable[Mapping[str, str]] = OMITTED,
        family: Omittable[str] = OMITTED,
        min_disk_size: Omittable[int] = OMITTED,
        product_ids: Omittable[Sequence[str]] = OMITTED,
        os: Omittable[Os] = OMITTED,
        snapshot_id: Omittable[str] = OMITTED,
        options: CallOptions | None = None,
    ) -> Operation[Image, JsonObject]: ...

    @overload
    def create(
        self,
        *,
        folder_id: str,
        name: Omittable[str] = OMITTED,
        description: Omittable[str] = OMITTED,
        labels: Omittable[Mapping[str, str]] = OMITTED,
        family: Omittable[str] = OMITTED,
        min_disk_size: Omittable[int] = OMITTED,
        product_ids: Omittable[Sequence[str]] = OMITTED,
        os: Omittable[Os] = OMITTED,
        uri: Omittable[str] = OMITTED,
        options: CallOptions | None = None,
    ) -> Operation[Image, JsonObject]: ...

    def create(
        self,
        *,
        folder_id: str,
        name: Omittable[str] = OMITTED,
        description: Omittable[str] = OMITTED,
        labels: Omittable[Mapping[str, str]] = OMITTED,
        family: Omittable[str] = OMITTED,
        min_disk_size: Omittable[int] = OMITTED,
        product_ids: Omittable[Sequence[str]] = OMITTED,
        os: Omittable[Os] = OMITTED,
        image_id: Omittable[str] = OMITTED,
        disk_id: Omittable[str] = OMITTED,
        snapshot_id: Omittable[str] = OMITTED,
        uri: Omittable[str] = OMITTED,
        options: CallOptions | None = None,
    ) -> Operation[Image, JsonObject]:
        """Создает образ в указанном каталоге.

        Вы можете создать образ из диска, снимка, другого образа или URI. Метод запускает
        асинхронную операцию, которую можно отменить перед тем, как она завершится.

        Args:
            folder_id: Идентификатор каталога для создания образа. Чтобы получить идентификатор
                каталога, используйте запрос list
                (https://yandex.cloud/ru/docs/resource-manager/api-ref/Folder/list).
                Required. At most 50 characters.
            name: Имя образа.
                Matches `|[a-z][-a-z0-9]{1,61}[a-z0-9]`.
            description: Описание образа.
                At most 256 characters.
            labels: Метки ресурса в формате `ключ:значение`.
                At most 64 items. Each key: at least 1 character, at most 63 characters, matches
                `[a-z][-_0-9a-z]*`. Each value: at most 63 characters, matches `[-_0-9a-z]*`.
            family: Имя семейства образов, к которому принадлежит этот образ. Дополнительные
                сведения см. в разделе Семейство образов
                (https://yandex.cloud/ru/docs/compute/concepts/image#family).

                Чтобы получить информацию о последнем образе в семействе, используйте запрос
                getLatestByFamily
                (https://yandex.cloud/ru/docs/compute/api-ref/Image/getLatestByFamily).
                Matches `|[a-z][-a-z0-9]{1,61}[a-z0-9]`.
            min_disk_size: Минимальный размер диска, который будет создан из этого образа. Указывается в
                байтах. Значение должно быть больше размера исходных данных.
                At least 4194304. At most 4398046511104.
            product_ids: Идентификаторы лицензий, указывающие, какие лицензии подключены к этому ресурсу.
                Идентификаторы лицензий используются для расчета дополнительной платы за
                использование виртуальной машины.

                Правильный идентификатор лицензии генерируется Yandex Cloud. Идентификаторы
                наследуются новыми ресурсами, созданными из этого ресурса.

                Если вам известны идентификаторы лицензий, укажите их при создании образа.
                Например, если создать образ диска с помощью сторонней утилиты и загрузить его в
                Yandex Object Storage, то идентификаторы лицензий будут потеряны. Вы можете
                указать их в этом запросе.
                Each value: at most 50 characters.
            os: Операционная система, содержащаяся в образе. По умолчанию наследуется от
                исходного ресурса, если в качестве источника вы использовали `image_id` или
                `disk_id`.
            image_id: Идентификатор образа, из которого будет создан новый образ.
                At most 50 characters.
            disk_id: Идентификатор диска, из которого будет создан образ.
                At most 50 characters.
            snapshot_id: Идентификатор снимка, из которого будет создан образ.
                At most 50 characters.
            uri: URI образа, из которого будет создан новый образ. В настоящее время
                поддерживаются только ссылки на образы, которые хранятся в Yandex Object
                Storage. В настоящее время поддерживаются только форматы Qcow2, VMDK и VHD.
            options: Timeout, validation and headers of this call only.

        Returns:
            A running operation; `wait()` returns `Image`, `cancel()` requests its cancellation.

        Raises:
            ValidationFailed: an argument violates a rule of the page; nothing is sent.
            APIError: the service returned an error; the subclass tells its google.rpc code.
            ConnectionFailed: there was no response.
            OperationError: `wait()` found that the operation failed.
            OperationTimeout: `wait()` ran out of time.

        Source: ru/compute/api-ref/Image/create.md:13
        """
        call = create_call(
            folder_id=folder_id,
            name=name,
            description=description,
            labels=labels,
            family=family,
            min_disk_size=min_disk_size,
            product_ids=product_ids,
            os=os,
            image_id=image_id,
            disk_id=disk_id,
            snapshot_id=snapshot_id,
            uri=uri,
        )
        return self._operate(call, options)

    def delete(
        self, image_id: str, *, options: CallOptions | None = None
    ) -> Operation[None, JsonObject]:
        """Удаляет образ с указанным идентификатором.

        Метод запускает асинхронную операцию. Данные образа удаляются безвозвратно.

        Args:
            image_id: Идентификатор образа, который нужно удалить. Узнать его можно с помощью запроса
                list (https://yandex.cloud/ru/docs/compute/api-ref/Image/list).
                Required. At most 50 characters.
            options: Timeout, validation and headers of this call only.

        Returns:
            A running operation; `wait()` returns nothing, `cancel()` requests its cancellation.

        Raises:
            ValidationFailed: an argument violates a rule of the page; nothing is sent.
            APIError: the service returned an error; the subclass tells its google.rpc code.
            ConnectionFailed: there was no response.
            OperationError: `wait()` found that the operation failed.
            OperationTimeout: `wait()` ran out of time.

        Source: ru/compute/api-ref/Image/delete.md:12
        """
        call = delete_call(image_id=image_id)
        return self._operate(call, options)

    def get(self, image_id: str, *, options: CallOptions | None = None) -> Image:
        """Возвращает образ с указанным идентификатором.

        Если идентификатор неизвестен, найдите образ с помощью запроса list
        (https://yandex.cloud/ru/docs/compute/api-ref/Image/list).

        Args:
            image_id: Идентификатор образа, который нужно получить. Узнать его можно с помощью запроса
                list (https://yandex.cloud/ru/docs/compute/api-ref/Image/list).
                Required. At most 50 characters.
            options: Timeout, validation and headers of this call only.

        Returns:
            `Image`.

        Raises:
            ValidationFailed: an argument violates a rule of the page; nothing is sent.
            APIError: the service returned an error; the subclass tells its google.rpc code.
            ConnectionFailed: there was no response.

        Source: ru/compute/api-ref/Image/get.md:12
        """
        call = get_call(image_id=image_id)
        return self._send(call, options)

    def get_latest_by_family(
        self,
        *,
        folder_id: str,
        family: Omittable[str] = OMITTED,
        options: CallOptions | None = None,
    ) -> Image:
        """Возвращает самый новый образ указанного семейства.

        Подходит для скриптов, которым всегда нужна свежая версия операционной системы: имя
        семейства не меняется, когда в нем появляется новый образ.

        Args:
            folder_id: Идентификатор каталога, в котором нужно искать образ. Узнать его можно с помощью
                запроса list (https://yandex.cloud/ru/docs/resource-manager/api-ref/Folder/list)
                ресурса Folder.
                Required. At most 50 characters.
            family: Имя семейства, образ которого нужно получить.
                Matches `|[a-z][-a-z0-9]{1,61}[a-z0-9]`.
            options: Timeout, validation and headers of this call only.

        Returns:
            `Image`.

        Raises:
            ValidationFailed: an argument violates a rule of the page; nothing is sent.
            APIError: the service returned an error; the subclass tells its google.rpc code.
            ConnectionFailed: there was no response.

        Source: ru/compute/api-ref/Image/getLatestByFamily.md:13
        """
        call = get_latest_by_family_call(folder_id=folder_id, family=family)
        return self._send(call, options)

    def list(
        self,
        *,
        folder_id: str,
        page_size: Omittable[int] = OMITTED,
        page_token: Omittable[str] = OMITTED,
        filter: Omittable[str] = OMITTED,
        options: CallOptions | None = None,
    ) -> Page[ListImagesResponse, Image]:
        """Возвращает образы, которые хранятся в указанном каталоге.

        Ответ разбит на страницы; состав результатов можно ограничить с помощью параметра filter
        (https://yandex.cloud/ru/docs/compute/api-ref/Image/list#query_params).

        Args:
            folder_id: Идентификатор каталога, образы которого нужно получить. Узнать его можно с
                помощью запроса list
                (https://yandex.cloud/ru/docs/resource-manager/api-ref/Folder/list) ресурса
                Folder.
                Required. At most 50 characters.
            page_size: Сколько образов поместить на одну страницу ответа. Если подходящих образов
                больше, в ответе будет токен nextPageToken
                (https://yandex.cloud/ru/docs/compute/api-ref/Image/list#responses), с которым
                запрашивают следующую страницу.
                At most 1000.
            page_token: Токен страницы, которую нужно получить: значение nextPageToken
                (https://yandex.cloud/ru/docs/compute/api-ref/Image/list#responses) из
                предыдущего ответа.
                At most 100 characters.
            filter: Условие отбора образов. Оно состоит из трех частей: 1. Имя поля. Отбирать образы
                можно только по полю Image.name
                (https://yandex.cloud/ru/docs/compute/api-ref/Image#representation). 2.
                Оператор. С одним значением сравнивают операторы `=` и `!=`, со списком значений
                — `IN` и `NOT IN`. 3. Значение в кавычках. Имя, с которым идет сравнение,
                содержит от 3 до 63 символов и соответствует регулярному выражению
                `^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$`.
                At most 1000 characters.
            options: Timeout, validation and headers of this call only.

        Returns:
            The first page; iterating over it yields its items and those of all pages that follow.

        Raises:
            ValidationFailed: an argument violates a rule of the page; nothing is sent.
            APIError: the service returned an error; the subclass tells its google.rpc code.
            ConnectionFailed: there was no response.

        Source: ru/compute/api-ref/Image/list.md:13
        """
        call = list_call(
            folder_id=folder_id, page_size=page_size, page_token=page_token, filter=filter
        )
        return self._page(call, options)

    def list_operations(
        self,
        image_id: str,
        *,
        page_size: Omittable[int] = OMITTED,
        page_token: Omittable[str] = OMITTED,
        options: CallOptions | None = None,
    ) -> Page[ListImageOperationsResponse, OperationMessage]:
        """Возвращает операции, которые выполнялись с указанным образом.

        Args:
            image_id: Идентификатор образа, операции с которым нужно получить.
                Required. At most 50 characters.
            page_size: Сколько операций поместить на одну страницу ответа. Если операций больше, в
                ответе будет токен nextPageToken
                (https://yandex.cloud/ru/docs/compute/api-ref/Image/listOperations#responses), с
                которым запрашивают следующую страницу.
                At most 1000.
            page_token: Токен страницы, которую нужно получить: значение nextPageToken
                (https://yandex.cloud/ru/docs/compute/api-ref/Image/listOperations#responses) из
                предыдущего ответа.
                At most 100 characters.
            options: Timeout, validation and headers of this call only.

        Returns:
            The first page; iterating over it yields its items and those of all pages that follow.

        Raises:
            ValidationFailed: an argument violates a rule of the page; nothing is sent.
            APIError: the service returned an error; the subclass tells its google.rpc code.
            ConnectionFailed: there was no response.

        Source: ru/compute/api-ref/Image/listOperations.md:12
        """
        call = list_operations_call(image_id=image_id, page_size=page_size, page_token=page_token)
        return self._page(call, options)

    def update(
        self,
        image_id: str,
        *,
        update_mask: Omittable[str | Iterable[str]] = OMITTED,
        name: Omittable[str] = OMITTED,
        description: Omittable[str] = OMITTED,
        min_disk_size: Omittable[int] = OMITTED,
        labels: Omittable[Mapping[str, str]] = OMITTED,
        options: CallOptions | None = None,
    ) -> Operation[Image, JsonObject]:
        """Изменяет образ с указанным идентификатором.

        Метод запускает асинхронную операцию. Чтобы изменить только часть полей, перечислите их
        в updateMask (https://yandex.cloud/ru/docs/compute/api-ref/Image/update#body_params).

        Args:
            image_id: Идентификатор образа, который нужно изменить. Узнать его можно с помощью запроса
                list (https://yandex.cloud/ru/docs/compute/api-ref/Image/list).
                Required. At most 50 characters.
            update_mask: Маска полей: имена полей образа, которые нужно изменить, через запятую.
                Например, `name,minDiskSize`.

                - Поле указано в маске, и его значение передано — поле примет это значение.
                - Поле указано в маске, но его значение не передано — поле примет значение по
                  умолчанию, обычно пустое или нулевое.
                - Поле не указано в маске — оно сохранит прежнее значение.

                Без маски обновляются все поля: те, которых нет в запросе, принимают значения по
                умолчанию.
            name: Новое имя образа.
                Matches `|[a-z][-a-z0-9]{1,61}[a-z0-9]`.
            description: Новое пояснение к образу.
                At most 256 characters.
            min_disk_size: Наименьший размер диска в байтах, который можно создать из образа. Сделать его
                меньше исходных данных или виртуального диска, записанного в образе, нельзя.
                At least 4194304. At most 4398046511104.
            labels: Новые метки образа: пары `ключ:значение`.

                Метки из запроса полностью заменяют прежние. Чтобы добавить метку, получите
                текущий набор с помощью запроса get
                (https://yandex.cloud/ru/docs/compute/api-ref/Image/get) и передайте его вместе
                с ней.
                At most 64 items. Each key: at least 1 character, at most 63 characters, matches
                `[a-z][-_0-9a-z]*`. Each value: at most 63 characters, matches `[-_0-9a-z]*`.
            options: Timeout, validation and headers of this call only.

        Returns:
            A running operation; `wait()` returns `Image`, `cancel()` requests its cancellation.

        Raises:
            ValidationFailed: an argument violates a rule of the page; nothing is sent.
            APIError: the service returned an error; the subclass tells its google.rpc code.
            ConnectionFailed: there was no response.
            OperationError: `wait()` found that the operation failed.
            OperationTimeout: `wait()` ran out of time.

        Source: ru/compute/api-ref/Image/update.md:13
        """
        call = update_call(
            image_id=image_id,
            update_mask=update_mask,
            name=name,
            description=description,
            min_disk_size=min_disk_size,
            labels=labels,
        )
        return self._operate(call, options)


class AsyncImages(AsyncResource):
    """Методы для работы с образами дисков. Из образа можно создать диск виртуальной машины."""

    @overload
    async def create(
        self,
        *,
        folder_id: str,
        name: Omittable[str] = OMITTED,
        description: Omittable[str] = OMITTED,
        labels: Omittable[Mapping[str, str]] = OMITTED,
        family: Omittable[str] = OMITTED,
        min_disk_size: Omittable[int] = OMITTED,
        product_ids: Omittable[Sequence[str]] = OMITTED,
        os: Omittable[Os] = OMITTED,
        image_id: Omittable[str] = OMITTED,
        options: CallOptions | None = None,
    ) -> AsyncOperation[Image, JsonObject]: ...

    @overload
    async def create(
        self,
        *,
        folder_id: str,
        name: Omittable[str] = OMITTED,
        description: Omittable[str] = OMITTED,
        labels: Omittable[Mapping[str, str]] = OMITTED,
        family: Omittable[str] = OMITTED,
        min_disk_size: Omittable[int] = OMITTED,
        product_ids: Omittable[Sequence[str]] = OMITTED,
        os: Omittable[Os] = OMITTED,
        disk_id: Omittable[str] = OMITTED,
        options: CallOptions | None = None,
    ) -> AsyncOperation[Image, JsonObject]: ...

    @overload
    async def create(
        self,
        *,
        folder_id: str,
        name: Omittable[str] = OMITTED,
        description: Omittable[str] = OMITTED,
        labels: Omittable[Mapping[str, str]] = OMITTED,
        family: Omittable[str] = OMITTED,
        min_disk_size: Omittable[int] = OMITTED,
        product_ids: Omittable[Sequence[str]] = OMITTED,
        os: Omittable[Os] = OMITTED,
        snapshot_id: Omittable[str] = OMITTED,
        options: CallOptions | None = None,
    ) -> AsyncOperation[Image, JsonObject]: ...

    @overload
    async def create(
        self,
        *,
        folder_id: str,
        name: Omittable[str] = OMITTED,
        description: Omittable[str] = OMITTED,
        labels: Omittable[Mapping[str, str]] = OMITTED,
        family: Omittable[str] = OMITTED,
        min_disk_size: Omittable[int] = OMITTED,
        product_ids: Omittable[Sequence[str]] = OMITTED,
        os: Omittable[Os] = OMITTED,
        uri: Omittable[str] = OMITTED,
        options: CallOptions | None = None,
    ) -> AsyncOperation[Image, JsonObject]: ...

    async def create(
        self,
        *,
        folder_id: str,
        name: Omittable[str] = OMITTED,
        description: Omittable[str] = OMITTED,
        labels: Omittable[Mapping[str, str]] = OMITTED,
        family: Omittable[str] = OMITTED,
        min_disk_size: Omittable[int] = OMITTED,
        product_ids: Omittable[Sequence[str]] = OMITTED,
        os: Omittable[Os] = OMITTED,
        image_id: Omittable[str] = OMITTED,
        disk_id: Omittable[str] = OMITTED,
        snapshot_id: Omittable[str] = OMITTED,
        uri: Omittable[str] = OMITTED,
        options: CallOptions | None = None,
    ) -> AsyncOperation[Image, JsonObject]:
        """Создает образ в указанном каталоге.

        Вы можете создать образ из диска, снимка, другого образа или URI. Метод запускает
        асинхронную операцию, которую можно отменить перед тем, как она завершится.

        Args:
            folder_id: Идентификатор каталога для создания образа. Чтобы получить идентификатор
                каталога, используйте запрос list
                (https://yandex.cloud/ru/docs/resource-manager/api-ref/Folder/list).
                Required. At most 50 characters.
            name: Имя образа.
                Matches `|[a-z][-a-z0-9]{1,61}[a-z0-9]`.
            description: Описание образа.
                At most 256 characters.
            labels: Метки ресурса в формате `ключ:значение`.
                At most 64 items. Each key: at least 1 character, at most 63 characters, matches
                `[a-z][-_0-9a-z]*`. Each value: at most 63 characters, matches `[-_0-9a-z]*`.
            family: Имя семейства образов, к которому принадлежит этот образ. Дополнительные
                сведения см. в разделе Семейство образов
                (https://yandex.cloud/ru/docs/compute/concepts/image#family).

                Чтобы получить информацию о последнем образе в семействе, используйте запрос
                getLatestByFamily
                (https://yandex.cloud/ru/docs/compute/api-ref/Image/getLatestByFamily).
                Matches `|[a-z][-a-z0-9]{1,61}[a-z0-9]`.
            min_disk_size: Минимальный размер диска, который будет создан из этого образа. Указывается в
                байтах. Значение должно быть больше размера исходных данных.
                At least 4194304. At most 4398046511104.
            product_ids: Идентификаторы лицензий, указывающие, какие лицензии подключены к этому ресурсу.
                Идентификаторы лицензий используются для расчета дополнительной платы за
                использование виртуальной машины.

                Правильный идентификатор лицензии генерируется Yandex Cloud. Идентификаторы
                наследуются новыми ресурсами, созданными из этого ресурса.

                Если вам известны идентификаторы лицензий, укажите их при создании образа.
                Например, если создать образ диска с помощью сторонней утилиты и загрузить его в
                Yandex Object Storage, то идентификаторы лицензий будут потеряны. Вы можете
                указать их в этом запросе.
                Each value: at most 50 characters.
            os: Операционная система, содержащаяся в образе. По умолчанию наследуется от
                исходного ресурса, если в качестве источника вы использовали `image_id` или
                `disk_id`.
            image_id: Идентификатор образа, из которого будет создан новый образ.
                At most 50 characters.
            disk_id: Идентификатор диска, из которого будет создан образ.
                At most 50 characters.
            snapshot_id: Идентификатор снимка, из которого будет создан образ.
                At most 50 characters.
            uri: URI образа, из которого будет создан новый образ. В настоящее время
                поддерживаются только ссылки на образы, которые хранятся в Yandex Object
                Storage. В настоящее время поддерживаются только форматы Qcow2, VMDK и VHD.
            options: Timeout, validation and headers of this call only.

        Returns:
            A running operation; `wait()` returns `Image`, `cancel()` requests its cancellation.

        Raises:
            ValidationFailed: an argument violates a rule of the page; nothing is sent.
            APIError: the service returned an error; the subclass tells its google.rpc code.
            ConnectionFailed: there was no response.
            OperationError: `wait()` found that the operation failed.
            OperationTimeout: `wait()` ran out of time.

        Source: ru/compute/api-ref/Image/create.md:13
        """
        call = create_call(
            folder_id=folder_id,
            name=name,
            description=description,
            labels=labels,
            family=family,
            min_disk_size=min_disk_size,
            product_ids=product_ids,
            os=os,
            image_id=image_id,
            disk_id=disk_id,
            snapshot_id=snapshot_id,
            uri=uri,
        )
        return await self._operate(call, options)

    async def delete(
        self, image_id: str, *, options: CallOptions | None = None
    ) -> AsyncOperation[None, JsonObject]:
        """Удаляет образ с указанным идентификатором.

        Метод запускает асинхронную операцию. Данные образа удаляются безвозвратно.

        Args:
            image_id: Идентификатор образа, который нужно удалить. Узнать его можно с помощью запроса
                list (https://yandex.cloud/ru/docs/compute/api-ref/Image/list).
                Required. At most 50 characters.
            options: Timeout, validation and headers of this call only.

        Returns:
            A running operation; `wait()` returns nothing, `cancel()` requests its cancellation.

        Raises:
            ValidationFailed: an argument violates a rule of the page; nothing is sent.
            APIError: the service returned an error; the subclass tells its google.rpc code.
            ConnectionFailed: there was no response.
            OperationError: `wait()` found that the operation failed.
            OperationTimeout: `wait()` ran out of time.

        Source: ru/compute/api-ref/Image/delete.md:12
        """
        call = delete_call(image_id=image_id)
        return await self._operate(call, options)

    async def get(self, image_id: str, *, options: CallOptions | None = None) -> Image:
        """Возвращает образ с указанным идентификатором.

        Если идентификатор неизвестен, найдите образ с помощью запроса list
        (https://yandex.cloud/ru/docs/compute/api-ref/Image/list).

        Args:
            image_id: Идентификатор образа, который нужно получить. Узнать его можно с помощью запроса
                list (https://yandex.cloud/ru/docs/compute/api-ref/Image/list).
                Required. At most 50 characters.
            options: Timeout, validation and headers of this call only.

        Returns:
            `Image`.

        Raises:
            ValidationFailed: an argument violates a rule of the page; nothing is sent.
            APIError: the service returned an error; the subclass tells its google.rpc code.
            ConnectionFailed: there was no response.

        Source: ru/compute/api-ref/Image/get.md:12
        """
        call = get_call(image_id=image_id)
        return await self._send(call, options)

    async def get_latest_by_family(
        self,
        *,
        folder_id: str,
        family: Omittable[str] = OMITTED,
        options: CallOptions | None = None,
    ) -> Image:
        """Возвращает самый новый образ указанного семейства.

        Подходит для скриптов, которым всегда нужна свежая версия операционной системы: имя
        семейства не меняется, когда в нем появляется новый образ.

        Args:
            folder_id: Идентификатор каталога, в котором нужно искать образ. Узнать его можно с помощью
                запроса list (https://yandex.cloud/ru/docs/resource-manager/api-ref/Folder/list)
                ресурса Folder.
                Required. At most 50 characters.
            family: Имя семейства, образ которого нужно получить.
                Matches `|[a-z][-a-z0-9]{1,61}[a-z0-9]`.
            options: Timeout, validation and headers of this call only.

        Returns:
            `Image`.

        Raises:
            ValidationFailed: an argument violates a rule of the page; nothing is sent.
            APIError: the service returned an error; the subclass tells its google.rpc code.
            ConnectionFailed: there was no response.

        Source: ru/compute/api-ref/Image/getLatestByFamily.md:13
        """
        call = get_latest_by_family_call(folder_id=folder_id, family=family)
        return await self._send(call, options)

    def list(
        self,
        *,
        folder_id: str,
        page_size: Omittable[int] = OMITTED,
        page_token: Omittable[str] = OMITTED,
        filter: Omittable[str] = OMITTED,
        options: CallOptions | None = None,
    ) -> AsyncPager[ListImagesResponse, Image]:
        """Возвращает образы, которые хранятся в указанном каталоге.

        Ответ разбит на страницы; состав результатов можно ограничить с помощью параметра filter
        (https://yandex.cloud/ru/docs/compute/api-ref/Image/list#query_params).

        Args:
            folder_id: Идентификатор каталога, образы которого нужно получить. Узнать его можно с
                помощью запроса list
                (https://yandex.cloud/ru/docs/resource-manager/api-ref/Folder/list) ресурса
                Folder.
                Required. At most 50 characters.
            page_size: Сколько образов поместить на одну страницу ответа. Если подходящих образов
                больше, в ответе будет токен nextPageToken
                (https://yandex.cloud/ru/docs/compute/api-ref/Image/list#responses), с которым
                запрашивают следующую страницу.
                At most 1000.
            page_token: Токен страницы, которую нужно получить: значение nextPageToken
                (https://yandex.cloud/ru/docs/compute/api-ref/Image/list#responses) из
                предыдущего ответа.
                At most 100 characters.
            filter: Условие отбора образов. Оно состоит из трех частей: 1. Имя поля. Отбирать образы
                можно только по полю Image.name
                (https://yandex.cloud/ru/docs/compute/api-ref/Image#representation). 2.
                Оператор. С одним значением сравнивают операторы `=` и `!=`, со списком значений
                — `IN` и `NOT IN`. 3. Значение в кавычках. Имя, с которым идет сравнение,
                содержит от 3 до 63 символов и соответствует регулярному выражению
                `^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$`.
                At most 1000 characters.
            options: Timeout, validation and headers of this call only.

        Returns:
            The first page; iterating over it yields its items and those of all pages that follow.

        Raises:
            ValidationFailed: an argument violates a rule of the page; nothing is sent.
            APIError: the service returned an error; the subclass tells its google.rpc code.
            ConnectionFailed: there was no response.

        Source: ru/compute/api-ref/Image/list.md:13
        """
        call = list_call(
            folder_id=folder_id, page_size=page_size, page_token=page_token, filter=filter
        )
        return self._page(call, options)

    def list_operations(
        self,
        image_id: str,
        *,
        page_size: Omittable[int] = OMITTED,
        page_token: Omittable[str] = OMITTED,
        options: CallOptions | None = None,
    ) -> AsyncPager[ListImageOperationsResponse, OperationMessage]:
        """Возвращает операции, которые выполнялись с указанным образом.

        Args:
            image_id: Идентификатор образа, операции с которым нужно получить.
                Required. At most 50 characters.
            page_size: Сколько операций поместить на одну страницу ответа. Если операций больше, в
                ответе будет токен nextPageToken
                (https://yandex.cloud/ru/docs/compute/api-ref/Image/listOperations#responses), с
                которым запрашивают следующую страницу.
                At most 1000.
            page_token: Токен страницы, которую нужно получить: значение nextPageToken
                (https://yandex.cloud/ru/docs/compute/api-ref/Image/listOperations#responses) из
                предыдущего ответа.
                At most 100 characters.
            options: Timeout, validation and headers of this call only.

        Returns:
            The first page; iterating over it yields its items and those of all pages that follow.

        Raises:
            ValidationFailed: an argument violates a rule of the page; nothing is sent.
            APIError: the service returned an error; the subclass tells its google.rpc code.
            ConnectionFailed: there was no response.

        Source: ru/compute/api-ref/Image/listOperations.md:12
        """
        call = list_operations_call(image_id=image_id, page_size=page_size, page_token=page_token)
        return self._page(call, options)

    async def update(
        self,
        image_id: str,
        *,
        update_mask: Omittable[str | Iterable[str]] = OMITTED,
        name: Omittable[str] = OMITTED,
        description: Omittable[str] = OMITTED,
        min_disk_size: Omittable[int] = OMITTED,
        labels: Omittable[Mapping[str, str]] = OMITTED,
        options: CallOptions | None = None,
    ) -> AsyncOperation[Image, JsonObject]:
        """Изменяет образ с указанным идентификатором.

        Метод запускает асинхронную операцию. Чтобы изменить только часть полей, перечислите их
        в updateMask (https://yandex.cloud/ru/docs/compute/api-ref/Image/update#body_params).

        Args:
            image_id: Идентификатор образа, который нужно изменить. Узнать его можно с помощью запроса
                list (https://yandex.cloud/ru/docs/compute/api-ref/Image/list).
                Required. At most 50 characters.
            update_mask: Маска полей: имена полей образа, которые нужно изменить, через запятую.
                Например, `name,minDiskSize`.

                - Поле указано в маске, и его значение передано — поле примет это значение.
                - Поле указано в маске, но его значение не передано — поле примет значение по
                  умолчанию, обычно пустое или нулевое.
                - Поле не указано в маске — оно сохранит прежнее значение.

                Без маски обновляются все поля: те, которых нет в запросе, принимают значения по
                умолчанию.
            name: Новое имя образа.
                Matches `|[a-z][-a-z0-9]{1,61}[a-z0-9]`.
            description: Новое пояснение к образу.
                At most 256 characters.
            min_disk_size: Наименьший размер диска в байтах, который можно создать из образа. Сделать его
                меньше исходных данных или виртуального диска, записанного в образе, нельзя.
                At least 4194304. At most 4398046511104.
            labels: Новые метки образа: пары `ключ:значение`.

                Метки из запроса полностью заменяют прежние. Чтобы добавить метку, получите
                текущий набор с помощью запроса get
                (https://yandex.cloud/ru/docs/compute/api-ref/Image/get) и передайте его вместе
                с ней.
                At most 64 items. Each key: at least 1 character, at most 63 characters, matches
                `[a-z][-_0-9a-z]*`. Each value: at most 63 characters, matches `[-_0-9a-z]*`.
            options: Timeout, validation and headers of this call only.

        Returns:
            A running operation; `wait()` returns `Image`, `cancel()` requests its cancellation.

        Raises:
            ValidationFailed: an argument violates a rule of the page; nothing is sent.
            APIError: the service returned an error; the subclass tells its google.rpc code.
            ConnectionFailed: there was no response.
            OperationError: `wait()` found that the operation failed.
            OperationTimeout: `wait()` ran out of time.

        Source: ru/compute/api-ref/Image/update.md:13
        """
        call = update_call(
            image_id=image_id,
            update_mask=update_mask,
            name=name,
            description=description,
            min_disk_size=min_disk_size,
            labels=labels,
        )
        return await self._operate(call, options)
