"""Operations. Each resource is imported when it is first used."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from .._runtime.service import AsyncService, Service

if TYPE_CHECKING:
    from .operation import AsyncOperations, Operations


class OperationService(Service):
    """Operations."""

    @cached_property
    def operations(self) -> Operations:
        """Methods of Operation."""
        from .operation import Operations

        return Operations(self._client)


class AsyncOperationService(AsyncService):
    """Operations."""

    @cached_property
    def operations(self) -> AsyncOperations:
        """Methods of Operation."""
        from .operation import AsyncOperations

        return AsyncOperations(self._client)
