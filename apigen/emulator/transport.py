"""The emulator as a transport of httpx2: no socket, for sync and async clients alike."""

from __future__ import annotations

import asyncio
import time

import httpx2

from apigen.emulator.asgi import Emulation
from apigen.emulator.messages import Request, Response


class EmulatorTransport(httpx2.BaseTransport, httpx2.AsyncBaseTransport):
    """Gives every request to an emulator, whatever host it is for."""

    def __init__(self, emulation: Emulation) -> None:
        self._emulation = emulation

    def handle_request(self, request: httpx2.Request) -> httpx2.Response:
        response = self._emulation.answer(_request(request, request.read()))
        if response.delay > 0:
            time.sleep(response.delay)
        return _response(response, request)

    async def handle_async_request(self, request: httpx2.Request) -> httpx2.Response:
        response = self._emulation.answer(_request(request, await request.aread()))
        if response.delay > 0:
            await asyncio.sleep(response.delay)
        return _response(response, request)


def _request(request: httpx2.Request, body: bytes) -> Request:
    path, _, query = request.url.raw_path.decode("ascii").partition("?")
    headers = {name.lower(): value for name, value in request.headers.items()}
    return Request(request.method, path, query, headers, body)


def _response(response: Response, request: httpx2.Request) -> httpx2.Response:
    headers = {"content-type": response.content_type, **response.headers}
    return httpx2.Response(response.status, headers=headers, content=response.body, request=request)
