"""The emulator as a transport of httpx2, without a socket."""

from __future__ import annotations

import asyncio
import threading
import weakref

import httpx2
from starlette.types import ASGIApp


class EmulatorTransport(httpx2.ASGITransport, httpx2.BaseTransport):
    """Sends every request to an emulator, whatever its host. Serves sync and async clients.

    Requests of sync clients run in an event loop in a thread of its own: the caller's thread may be
    running a loop already. The first such request starts the thread; it ends with the transport.
    """

    def __init__(self, app: ASGIApp) -> None:
        super().__init__(app)
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        request.read()  # the async side cannot read a stream of a sync client
        with self._lock:
            if self._loop is None:
                self._loop = _start_loop()
                weakref.finalize(self, self._loop.call_soon_threadsafe, self._loop.stop)
        answer = asyncio.run_coroutine_threadsafe(self._answer(request), self._loop)
        return answer.result()

    async def _answer(self, request: httpx2.Request) -> httpx2.Response:
        """A response that a sync client can read."""
        response = await self.handle_async_request(request)
        content = await response.aread()
        return httpx2.Response(response.status_code, headers=response.headers, content=content)


def _start_loop() -> asyncio.AbstractEventLoop:
    loop = asyncio.new_event_loop()

    def run() -> None:
        try:
            loop.run_forever()
        finally:
            loop.close()

    threading.Thread(target=run, name="emulator transport", daemon=True).start()
    return loop
