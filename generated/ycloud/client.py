"""The sync and the async client, with one attribute for each service."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, ClassVar

from ._runtime.client import AsyncBaseClient, SyncClient
from ._runtime.operation import OperationEndpoints

if TYPE_CHECKING:
    from .compute.client import AsyncComputeService, ComputeService
    from .operation.client import AsyncOperationService, OperationService

_OPERATIONS = OperationEndpoints(
    host="operation.api.cloud.yandex.net",
    get_verb="GET",
    get_path="/operations/{operationId}",
    cancel_verb="GET",
    cancel_path="/operations/{operationId}:cancel",
)


class Client(SyncClient):
    """The sync client, with one attribute for each service."""

    PRODUCT: ClassVar[str] = "ycloud/0.1.0"
    OPERATIONS: ClassVar[OperationEndpoints] = _OPERATIONS

    @cached_property
    def compute(self) -> ComputeService:
        """Yandex Compute Cloud."""
        from .compute.client import ComputeService

        return ComputeService(self)

    @cached_property
    def operation(self) -> OperationService:
        """Operations."""
        from .operation.client import OperationService

        return OperationService(self)


class AsyncClient(AsyncBaseClient):
    """The async client, with one attribute for each service."""

    PRODUCT: ClassVar[str] = "ycloud/0.1.0"
    OPERATIONS: ClassVar[OperationEndpoints] = _OPERATIONS

    @cached_property
    def compute(self) -> AsyncComputeService:
        """Yandex Compute Cloud."""
        from .compute.client import AsyncComputeService

        return AsyncComputeService(self)

    @cached_property
    def operation(self) -> AsyncOperationService:
        """Operations."""
        from .operation.client import AsyncOperationService

        return AsyncOperationService(self)
