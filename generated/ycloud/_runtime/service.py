"""Bases of generated services: they hold the client and import their resources when used."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typing import Self

    from .client import AsyncBaseClient, SyncClient


class Service:
    """Resources of one service, on a client."""

    def __init__(self, client: SyncClient) -> None:
        self._client = client

    def with_options(self, **options: Any) -> Self:
        """The same resources with other options; names as in `CallOptions`."""
        return type(self)(self._client.with_options(**options))


class AsyncService:
    """Resources of one service, on an async client."""

    def __init__(self, client: AsyncBaseClient) -> None:
        self._client = client

    def with_options(self, **options: Any) -> Self:
        """The same resources with other options; names as in `CallOptions`."""
        return type(self)(self._client.with_options(**options))
