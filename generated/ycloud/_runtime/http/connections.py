"""The httpx2 client behind a client: created at the first call, closed only if created here."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    import httpx2

C = TypeVar("C")
_METADATA = "all://169.254.169.254"


@dataclass(frozen=True, slots=True)
class ConnectionOptions:
    """`transport` replaces the network. `proxy`: URL of a proxy; without it, proxies are taken from
    the environment. The metadata service of the machine is always reached directly."""

    transport: Any = None
    proxy: str | None = None

    def arguments(self, direct: Any) -> dict[str, Any]:
        """Arguments of an httpx2 client. `direct`: its class of transports."""
        if self.transport is not None:
            return {"transport": self.transport}
        return {"proxy": self.proxy, "mounts": {_METADATA: direct()}}


class _LazyClient(Generic[C]):
    """An httpx2 client given by the caller, or created when first needed."""

    def __init__(self, given: C | None, options: ConnectionOptions) -> None:
        self._client = given
        self._owned = given is None
        self._options = options
        self._lock = threading.Lock()

    def get(self) -> C:
        with self._lock:
            if self._client is None:
                self._client = self._create()
            return self._client

    def _create(self) -> C:
        raise NotImplementedError


class Connections(_LazyClient["httpx2.Client"]):
    """The connections of a sync client."""

    def _create(self) -> httpx2.Client:
        import httpx2

        return httpx2.Client(**self._options.arguments(httpx2.HTTPTransport))

    def close(self) -> None:
        """Closes an httpx2 client that was created here. Later calls raise ConnectionFailed."""
        if self._owned:
            self.get().close()


class AsyncConnections(_LazyClient["httpx2.AsyncClient"]):
    """The connections of an async client."""

    def _create(self) -> httpx2.AsyncClient:
        import httpx2

        return httpx2.AsyncClient(**self._options.arguments(httpx2.AsyncHTTPTransport))

    async def close(self) -> None:
        """Closes an httpx2 client that was created here. Later calls raise ConnectionFailed."""
        if self._owned:
            await self.get().aclose()
