"""Yandex Compute Cloud. Each module is imported when one of its names is first used."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .client import AsyncComputeService, ComputeService
    from .image import (
        AsyncImages,
        CreateImageRequest,
        DeleteImageRequest,
        GetImageLatestByFamilyRequest,
        GetImageRequest,
        Images,
        ListImageOperationsRequest,
        ListImageRequest,
        UpdateImageRequest,
    )
    from .models.image import (
        Image,
        ImageStatus,
        ListImageOperationsResponse,
        ListImagesResponse,
        Os,
        OsType,
    )

_HOMES = {
    "AsyncComputeService": ".client",
    "AsyncImages": ".image",
    "ComputeService": ".client",
    "CreateImageRequest": ".image",
    "DeleteImageRequest": ".image",
    "GetImageLatestByFamilyRequest": ".image",
    "GetImageRequest": ".image",
    "Image": ".models.image",
    "ImageStatus": ".models.image",
    "Images": ".image",
    "ListImageOperationsRequest": ".image",
    "ListImageOperationsResponse": ".models.image",
    "ListImageRequest": ".image",
    "ListImagesResponse": ".models.image",
    "Os": ".models.image",
    "OsType": ".models.image",
    "UpdateImageRequest": ".image",
}

__all__ = [
    "AsyncComputeService",
    "AsyncImages",
    "ComputeService",
    "CreateImageRequest",
    "DeleteImageRequest",
    "GetImageLatestByFamilyRequest",
    "GetImageRequest",
    "Image",
    "ImageStatus",
    "Images",
    "ListImageOperationsRequest",
    "ListImageOperationsResponse",
    "ListImageRequest",
    "ListImagesResponse",
    "Os",
    "OsType",
    "UpdateImageRequest",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name], __name__), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


def __dir__() -> list[str]:
    return sorted(__all__)
