"""Bases of generated services, which import their resources when these are first used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import Self

    from .client import AsyncBaseClient, SyncClient


class Service:
    """The resources of one service."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def with_options(self, **options: Any) -> Self:
        """The same resources with other options, named as in `CallOptions`."""
        return type(self)(self._client.with_options(**options))


class AsyncService:
    """The resources of one service, on an async client."""

    def __init__(self, client: AsyncBaseClient) -> None:
        self._client = client

    def with_options(self, **options: Any) -> Self:
        """The same resources with other options, named as in `CallOptions`."""
        return type(self)(self._client.with_options(**options))
