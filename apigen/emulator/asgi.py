"""The emulator as an ASGI 3 application (https://asgi.readthedocs.io/en/latest/specs/www.html)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from apigen.emulator.control import PREFIX, Control
from apigen.emulator.core import Core
from apigen.emulator.messages import Request, Response

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Pages = Callable[[Request], Response | None]


class Emulation:
    """All that an emulator answers: the API, its control, its pages for people."""

    def __init__(self, core: Core, pages: Pages | None = None) -> None:
        self.core = core
        self._control = Control(core)
        self._pages = pages

    def answer(self, request: Request) -> Response:
        found = self._pages(request) if self._pages is not None else None
        if found is not None:
            return found
        if request.path == PREFIX or request.path.startswith(f"{PREFIX}/"):
            return self._control.handle(request)
        return self.core.handle(request)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await _lifespan(receive, send)
        elif scope["type"] == "http":
            request = await _request(scope, receive)
            response = self.answer(request)
            if response.delay > 0:
                await asyncio.sleep(response.delay)
            await _send(response, send, with_body=request.verb != "HEAD")


async def _lifespan(receive: Receive, send: Send) -> None:
    while True:
        event = await receive()
        await send({"type": f"{event['type']}.complete"})
        if event["type"] == "lifespan.shutdown":
            return


async def _request(scope: Scope, receive: Receive) -> Request:
    body = b""
    more = True
    while more:
        event = await receive()
        body += event.get("body", b"")
        more = event.get("more_body", False)
    raw = scope.get("raw_path") or scope["path"].encode()
    return Request(
        verb=scope["method"],
        path=raw.partition(b"?")[0].decode("latin-1"),
        query=scope.get("query_string", b"").decode("latin-1"),
        headers={k.decode("latin-1").lower(): v.decode("latin-1") for k, v in scope["headers"]},
        body=body,
    )


async def _send(response: Response, send: Send, *, with_body: bool) -> None:
    headers = {
        "content-type": response.content_type,
        "content-length": str(len(response.body)),
        **response.headers,
    }
    encoded = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in headers.items()]
    await send({"type": "http.response.start", "status": response.status, "headers": encoded})
    await send({"type": "http.response.body", "body": response.body if with_body else b""})
