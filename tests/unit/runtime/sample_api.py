"""A small API, written by hand in the form of a generated one: images of compute."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Annotated, ClassVar, Literal, TypeAlias

from pydantic import Field

from apigen.runtime.client.client import AsyncBaseClient, SyncClient
from apigen.runtime.client.resource import AsyncResource, Resource
from apigen.runtime.client.service import AsyncService, Service
from apigen.runtime.http.calls import Call, PageCall
from apigen.runtime.http.options import CallOptions
from apigen.runtime.http.paging import AsyncPager, Page
from apigen.runtime.http.request import Body, Path, Query, Request
from apigen.runtime.messages.models import (
    Bytes,
    Duration,
    DurationLike,
    FieldMask,
    Int64,
    Items,
    Json,
    JsonObject,
    LeftToRight,
    Length,
    Message,
    OneOf,
    OpenEnum,
    Pattern,
    Range,
    Required,
    Timestamp,
    TimestampLike,
    Unique,
)
from apigen.runtime.messages.omitted import OMITTED, Omitted
from apigen.runtime.operations.call import OperationCall
from apigen.runtime.operations.operation import AsyncOperation, Operation

HOST = "compute.api.cloud.yandex.net"
NAME = "|[a-z][-a-z0-9]{1,61}[a-z0-9]"


class OsType(OpenEnum):
    LINUX = "LINUX"
    WINDOWS = "WINDOWS"


OsTypeLike: TypeAlias = OsType | Literal["LINUX", "WINDOWS"]


class ImageStatus(OpenEnum):
    CREATING = "CREATING"
    READY = "READY"


class Os(Message):
    PAGE: ClassVar[str] = "ru/compute/api-ref/Image/create.md"
    type: Annotated[OsTypeLike | None, LeftToRight, Json("type", 55)] = None


class Schedule(Message):
    """Nested one-of groups, recursion, times and bytes."""

    PAGE: ClassVar[str] = "ru/compute/api-ref/Image/schedule.md"
    ONE_OFS: ClassVar[tuple[OneOf, ...]] = (
        OneOf("cron", "period"),
        OneOf("count", "keep", exactly_one=True),
    )
    cron: Annotated[str | None, Json("cron", 10), Length(1, 100)] = None
    period: Annotated[DurationLike | None, Json("period", 11), Range(60, 3600)] = None
    count: Annotated[Int64 | None, Json("count", 12), Range(1)] = None
    keep: Annotated[DurationLike | None, Json("keep", 13)] = None
    start_at: Annotated[TimestampLike | None, Json("startAt", 14)] = None
    secret: Annotated[Bytes | None, Json("secret", 15), Length(maximum=4)] = None
    children: Annotated[list[Schedule] | None, Json("children", 16)] = None
    named: Annotated[dict[str, Schedule] | None, Json("named", 17)] = None
    weight: Annotated[float | None, Json("weight", 18), Range(0, 1, exclusive_minimum=True)] = None
    enabled: Annotated[bool | None, Json("enabled", 19)] = None
    free: Annotated[JsonObject | None, Json("free", 20)] = None


class Image(Message):
    PAGE: ClassVar[str] = "ru/compute/api-ref/Image/index.md"
    id: Annotated[str, Json("id", 30)] = ""
    created_at: Annotated[Timestamp | None, Json("createdAt", 31)] = None
    name: Annotated[str, Json("name", 32)] = ""
    labels: Annotated[dict[str, str], Json("labels", 34)] = Field(default_factory=dict)
    min_disk_size: Annotated[Int64, Json("minDiskSize", 35)] = 0
    product_ids: Annotated[list[str], Json("productIds", 36)] = Field(default_factory=list)
    status: Annotated[ImageStatus, Json("status", 37)] = ImageStatus("")
    os: Annotated[Os | None, Json("os", 38)] = None
    pooled: Annotated[bool, Json("pooled", 39)] = False
    ratio: Annotated[float, Json("ratio", 40)] = 0.0
    lifetime: Annotated[Duration | None, Json("lifetime", 41)] = None
    digest: Annotated[Bytes, Json("digest", 42)] = b""


class ListImagesResponse(Message):
    images: Annotated[list[Image], Json("images", 40)] = Field(default_factory=list)
    next_page_token: Annotated[str, Json("nextPageToken", 41)] = ""


class CreateImageRequest(Request):
    PAGE: ClassVar[str] = "ru/compute/api-ref/Image/create.md"
    ONE_OFS: ClassVar[tuple[OneOf, ...]] = (OneOf("image_id", "disk_id", "snapshot_id", "uri"),)
    folder_id: Annotated[str, Body("folderId", 47), Required(), Length(maximum=50)]
    name: Annotated[str | None, Body("name", 48), Pattern(NAME)] = None
    description: Annotated[str | None, Body("description", 49), Length(maximum=256)] = None
    labels: Annotated[
        dict[
            Annotated[str, Length(1, 63), Pattern("[a-z][-_0-9a-z]*")],
            Annotated[str, Length(maximum=63), Pattern("[-_0-9a-z]*")],
        ]
        | None,
        Body("labels", 50),
        Items(maximum=64),
    ] = None
    min_disk_size: Annotated[
        Int64 | None, Body("minDiskSize", 52), Range(4194304, 4398046511104)
    ] = None
    product_ids: Annotated[
        list[Annotated[str, Length(maximum=50)]] | None, Body("productIds", 53), Unique()
    ] = None
    os: Annotated[Os | None, Body("os", 54)] = None
    image_id: Annotated[str | None, Body("imageId", 56), Length(maximum=50)] = None
    disk_id: Annotated[str | None, Body("diskId", 57), Length(maximum=50)] = None
    snapshot_id: Annotated[str | None, Body("snapshotId", 58), Length(maximum=50)] = None
    uri: Annotated[str | None, Body("uri", 59)] = None
    schedules: Annotated[list[Schedule] | None, Body("schedules", 60)] = None


class GetImageRequest(Request):
    PAGE: ClassVar[str] = "ru/compute/api-ref/Image/get.md"
    image_id: Annotated[str, Path("imageId", 21), Required(), Length(maximum=50)]


class ListImagesRequest(Request):
    PAGE: ClassVar[str] = "ru/compute/api-ref/Image/list.md"
    folder_id: Annotated[str, Query("folderId", 21), Required(), Length(maximum=50)]
    page_size: Annotated[Int64 | None, Query("pageSize", 22), Range(0, 1000)] = None
    page_token: Annotated[str | None, Query("pageToken", 23), Length(maximum=100)] = None
    filter: Annotated[str | None, Query("filter", 24)] = None
    statuses: Annotated[list[ImageStatus] | None, Query("statuses", 25)] = None
    recent: Annotated[bool | None, Query("recent", 26)] = None
    os: Annotated[Os | None, Query("os", 27)] = None
    since: Annotated[TimestampLike | None, Query("since", 28)] = None


class UpdateImageRequest(Request):
    PAGE: ClassVar[str] = "ru/compute/api-ref/Image/update.md"
    UPDATE_MASK: ClassVar[str | None] = "update_mask"
    image_id: Annotated[str, Path("imageId", 21), Required(), Length(maximum=50)]
    update_mask: Annotated[FieldMask | None, Body("updateMask", 30)] = None
    name: Annotated[str | None, Body("name", 31), Pattern(NAME)] = None
    description: Annotated[str | None, Body("description", 32), Length(maximum=256)] = None
    min_disk_size: Annotated[Int64 | None, Body("minDiskSize", 33)] = None


class DeleteImageRequest(Request):
    PAGE: ClassVar[str] = "ru/compute/api-ref/Image/delete.md"
    image_id: Annotated[str, Path("imageId", 21), Required(), Length(maximum=50)]


def get_call(*, image_id: str) -> Call[Image]:
    return Call(
        name="compute.images.get",
        verb="GET",
        host=HOST,
        path="/compute/v1/images/{imageId}",
        request=GetImageRequest.given(image_id=image_id),
        answer=Image,
    )


def ping_call() -> Call[None]:
    return Call(
        name="compute.images.ping",
        verb="POST",
        host=HOST,
        path="/compute/v1/images:ping",
        request=Request.given(),
        answer=None,
    )


def create_call(
    *,
    folder_id: str,
    name: str | Omitted | None = OMITTED,
    description: str | Omitted | None = OMITTED,
    labels: Mapping[str, str] | Omitted | None = OMITTED,
    min_disk_size: int | Omitted | None = OMITTED,
    product_ids: Sequence[str] | Omitted | None = OMITTED,
    os: Os | Omitted | None = OMITTED,
    image_id: str | Omitted | None = OMITTED,
    disk_id: str | Omitted | None = OMITTED,
    schedules: Sequence[Schedule] | Omitted | None = OMITTED,
) -> OperationCall[Image, JsonObject]:
    return OperationCall(
        name="compute.images.create",
        verb="POST",
        host=HOST,
        path="/compute/v1/images",
        request=CreateImageRequest.given(
            folder_id=folder_id,
            name=name,
            description=description,
            labels=labels,
            min_disk_size=min_disk_size,
            product_ids=product_ids,
            os=os,
            image_id=image_id,
            disk_id=disk_id,
            schedules=schedules,
        ),
        result=Image,
        metadata=JsonObject,
        idempotent=False,
    )


def update_call(
    *,
    image_id: str,
    update_mask: str | Sequence[str] | Omitted | None = OMITTED,
    name: str | Omitted | None = OMITTED,
    description: str | Omitted | None = OMITTED,
    min_disk_size: int | Omitted | None = OMITTED,
) -> OperationCall[Image, JsonObject]:
    return OperationCall(
        name="compute.images.update",
        verb="PATCH",
        host=HOST,
        path="/compute/v1/images/{imageId}",
        request=UpdateImageRequest.given(
            image_id=image_id,
            update_mask=update_mask,
            name=name,
            description=description,
            min_disk_size=min_disk_size,
        ),
        result=Image,
        metadata=JsonObject,
        idempotent=False,
    )


def delete_call(*, image_id: str) -> OperationCall[None, JsonObject]:
    return OperationCall(
        name="compute.images.delete",
        verb="DELETE",
        host=HOST,
        path="/compute/v1/images/{imageId}",
        request=DeleteImageRequest.given(image_id=image_id),
        result=None,
        metadata=JsonObject,
        idempotent=False,
    )


def list_call(
    *,
    folder_id: str,
    page_size: int | Omitted | None = OMITTED,
    page_token: str | Omitted | None = OMITTED,
    filter: str | Omitted | None = OMITTED,
    statuses: Sequence[ImageStatus] | Omitted | None = OMITTED,
    recent: bool | Omitted | None = OMITTED,
    os: Os | Omitted | None = OMITTED,
    since: datetime | Omitted | None = OMITTED,
) -> PageCall[ListImagesResponse, Image]:
    return PageCall(
        name="compute.images.list",
        verb="GET",
        host=HOST,
        path="/compute/v1/images",
        request=ListImagesRequest.given(
            folder_id=folder_id,
            page_size=page_size,
            page_token=page_token,
            filter=filter,
            statuses=statuses,
            recent=recent,
            os=os,
            since=since,
        ),
        answer=ListImagesResponse,
        items="images",
        page_token="page_token",
        next_page_token="next_page_token",
    )


class Images(Resource):
    def get(self, image_id: str, *, options: CallOptions | None = None) -> Image:
        return self._send(get_call(image_id=image_id), options)

    def ping(self, *, options: CallOptions | None = None) -> None:
        return self._send(ping_call(), options)

    def create(
        self,
        *,
        folder_id: str,
        name: str | Omitted | None = OMITTED,
        disk_id: str | Omitted | None = OMITTED,
        image_id: str | Omitted | None = OMITTED,
        options: CallOptions | None = None,
    ) -> Operation[Image, JsonObject]:
        call = create_call(folder_id=folder_id, name=name, disk_id=disk_id, image_id=image_id)
        return self._operate(call, options)

    def update(
        self,
        image_id: str,
        *,
        update_mask: str | Sequence[str] | Omitted | None = OMITTED,
        name: str | Omitted | None = OMITTED,
        options: CallOptions | None = None,
    ) -> Operation[Image, JsonObject]:
        call = update_call(image_id=image_id, update_mask=update_mask, name=name)
        return self._operate(call, options)

    def delete(
        self, image_id: str, *, options: CallOptions | None = None
    ) -> Operation[None, JsonObject]:
        return self._operate(delete_call(image_id=image_id), options)

    def list(
        self,
        *,
        folder_id: str,
        page_token: str | Omitted | None = OMITTED,
        options: CallOptions | None = None,
    ) -> Page[ListImagesResponse, Image]:
        return self._page(list_call(folder_id=folder_id, page_token=page_token), options)


class AsyncImages(AsyncResource):
    async def get(self, image_id: str, *, options: CallOptions | None = None) -> Image:
        return await self._send(get_call(image_id=image_id), options)

    async def create(
        self,
        *,
        folder_id: str,
        name: str | Omitted | None = OMITTED,
        disk_id: str | Omitted | None = OMITTED,
        options: CallOptions | None = None,
    ) -> AsyncOperation[Image, JsonObject]:
        call = create_call(folder_id=folder_id, name=name, disk_id=disk_id)
        return await self._operate(call, options)

    async def delete(
        self, image_id: str, *, options: CallOptions | None = None
    ) -> AsyncOperation[None, JsonObject]:
        return await self._operate(delete_call(image_id=image_id), options)

    def list(
        self, *, folder_id: str, options: CallOptions | None = None
    ) -> AsyncPager[ListImagesResponse, Image]:
        return self._page(list_call(folder_id=folder_id), options)


class Compute(Service):
    @cached_property
    def images(self) -> Images:
        return Images(self._client)


class AsyncCompute(AsyncService):
    @cached_property
    def images(self) -> AsyncImages:
        return AsyncImages(self._client)


class Client(SyncClient):
    @cached_property
    def compute(self) -> Compute:
        return Compute(self)


class AsyncClient(AsyncBaseClient):
    @cached_property
    def compute(self) -> AsyncCompute:
        return AsyncCompute(self)
