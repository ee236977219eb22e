"""The ASGI application and the httpx2 transport without a socket."""

from __future__ import annotations

import asyncio
import gc
import threading
from collections.abc import Iterator
from typing import Any

import httpx2

from apigen.emulator import Emulator
from tests.product.emulator.worlds import IMAGES, shipped


def test_a_sync_client_works_inside_a_running_event_loop() -> None:
    async def call() -> httpx2.Response:
        with httpx2.Client(
            transport=Emulator(shipped()).transport, base_url="http://any"
        ) as client:
            return client.get(f"{IMAGES}?folderId=b1g")

    response = asyncio.run(call())
    assert (response.status_code, response.json()) == (200, {"images": []})


def test_a_sync_client_may_stream_its_body() -> None:
    def body() -> Iterator[bytes]:
        yield b'{"folderId": '
        yield b'"b1g"}'

    with httpx2.Client(transport=Emulator(shipped()).transport, base_url="http://any") as client:
        assert client.post(IMAGES, content=body()).json()["done"] is False


def test_an_async_client_gets_pages_and_control_endpoints_too() -> None:
    async def call() -> list[httpx2.Response]:
        transport = Emulator(shipped()).transport
        async with httpx2.AsyncClient(transport=transport, base_url="http://any") as client:
            return [await client.get(path) for path in ("/", "/_emulator/health")]

    page, health = asyncio.run(call())
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert health.json()["status"] == "SERVING"


def test_the_thread_of_a_transport_ends_with_it() -> None:
    def running() -> list[threading.Thread]:
        return [t for t in threading.enumerate() if t.name == "emulator transport"]

    gc.collect()
    before = running()
    transport = Emulator(shipped()).transport
    with httpx2.Client(transport=transport, base_url="http://any") as client:
        client.get("/_emulator/health")
    (thread,) = [t for t in running() if t not in before]
    del client, transport
    gc.collect()
    thread.join(10)
    assert not thread.is_alive()


def test_a_client_that_disconnects_while_it_sends_makes_no_call() -> None:
    emulator = Emulator(shipped())
    sent: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    async def send(event: Any) -> None:
        sent.append(event)

    scope = {
        "type": "http",
        "method": "POST",
        "path": IMAGES,
        "raw_path": IMAGES.encode(),
        "query_string": b"",
        "headers": [],
    }
    asyncio.run(emulator.app(scope, receive, send))
    assert sent[0]["status"] == 499
    assert not emulator.engine.requests
