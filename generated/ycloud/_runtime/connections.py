"""The httpx2 client of a client: made at the first call, closed only when it was made here."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

if TYPE_CHECKING:
    import httpx2

C = TypeVar("C")
_METADATA = "all://169.254.169.254"


@dataclass(frozen=True, slots=True)
class Reach:
    """How to connect: `transport` replaces the network, `proxy` is a URL. Without both, proxies
    come from the environment, but never for the metadata service of the machine itself."""

    transport: Any = None
    proxy: str | None = None

    def arguments(self, direct: Any) -> dict[str, Any]:
        """Arguments of an httpx2 client; `direct` is its class of transports."""
        if self.transport is not None:
            return {"transport": self.transport}
        return {"proxy": self.proxy, "mounts": {_METADATA: direct()}}


class _Made(Generic[C]):
    """A client given by the caller, or made here when it is first needed."""

    def __init__(self, given: C | None, reach: Reach) -> None:
        self._client = given
        self._owned = given is None
        self._reach = reach
        self._lock = threading.Lock()

    def get(self) -> C:
        with self._lock:
            if self._client is None:
                self._client = self._make()
            return self._client

    def _make(self) -> C:
        raise NotImplementedError


class Connections(_Made["httpx2.Client"]):
    """For the sync client."""

    def _make(self) -> httpx2.Client:
        import httpx2

        return httpx2.Client(**self._reach.arguments(httpx2.HTTPTransport))

    def close(self) -> None:
        """Closes what was made here; later calls raise ConnectionFailed."""
        if self._owned:
            self.get().close()


class AsyncConnections(_Made["httpx2.AsyncClient"]):
    """For the async client."""

    def _make(self) -> httpx2.AsyncClient:
        import httpx2

        return httpx2.AsyncClient(**self._reach.arguments(httpx2.AsyncHTTPTransport))

    async def close(self) -> None:
        """Closes what was made here; later calls raise ConnectionFailed."""
        if self._owned:
            await self.get().aclose()
