"""Yandex Compute Cloud. Each resource is imported when it is first used."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from .._runtime.service import AsyncService, Service

if TYPE_CHECKING:
    from .image import AsyncImages, Images


class ComputeService(Service):
    """Yandex Compute Cloud."""

    @cached_property
    def images(self) -> Images:
        """Methods of Image."""
        from .image import Images

        return Images(self._client)


class AsyncComputeService(AsyncService):
    """Yandex Compute Cloud."""

    @cached_property
    def images(self) -> AsyncImages:
        """Methods of Image."""
        from .image import AsyncImages

        return AsyncImages(self._client)
