"""The emulator as a transport of httpx2, without a socket."""

from __future__ import annotations

import httpx2
from anyio.from_thread import start_blocking_portal
from starlette.types import ASGIApp


class EmulatorTransport(httpx2.ASGITransport, httpx2.BaseTransport):
    """Sends every request to an emulator, whatever its host. Serves sync and async clients."""

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(app)

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        request.read()  # makes the stream one that the async side can read
        # An event loop in a thread of its own: the caller's thread may be running one.
        with start_blocking_portal() as portal:
            return portal.call(self._read_response, request)

    async def _read_response(self, request: httpx2.Request) -> httpx2.Response:
        response = await self.handle_async_request(request)
        content = await response.aread()
        return httpx2.Response(response.status_code, headers=response.headers, content=content)
