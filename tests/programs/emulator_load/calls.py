"""HTTP/1.1 calls over many connections at once. As cheap as possible in Python: the client shares the
processors with the emulator that it measures."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from urllib.parse import urlsplit

Taker = Callable[[int, bytes], None]


def request(verb: str, path: str, body: bytes = b"") -> bytes:
    """The bytes of a request; a body is JSON."""
    head = f"{verb} {path} HTTP/1.1\r\nHost: emulator\r\nContent-Length: {len(body)}\r\n\r\n"
    return head.encode() + body


def call(url: str, requests: Iterable[bytes], take: Taker, connections: int, most: float) -> None:
    """Sends all requests; each connection sends the next one after the last response. `take` gets
    status and body of each answer.

    Raises:
        TimeoutError: not all were answered within `most` seconds.
        ConnectionError: the emulator closed a connection.
    """
    asyncio.run(_call(url, iter(requests), take, connections, most))


async def _call(
    url: str, requests: Iterator[bytes], take: Taker, connections: int, most: float
) -> None:
    loop = asyncio.get_running_loop()
    at = urlsplit(url)
    ends = [loop.create_future() for _ in range(connections)]
    async with asyncio.timeout(most):
        for end in ends:
            await loop.create_connection(
                partial(_Connection, requests, take, end), at.hostname, at.port
            )
        await asyncio.gather(*ends)


class _Connection(asyncio.Protocol):
    """One connection; `end` is fulfilled when no request is left."""

    def __init__(self, requests: Iterator[bytes], take: Taker, end: asyncio.Future[None]) -> None:
        self._requests = requests
        self._take = take
        self._end = end
        self._found = b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        assert isinstance(transport, asyncio.Transport)
        self._transport = transport
        self._next()

    def _next(self) -> None:
        wanted = next(self._requests, None)
        if wanted is None:
            self._transport.close()
            if not self._end.done():
                self._end.set_result(None)
        else:
            self._transport.write(wanted)

    def data_received(self, data: bytes) -> None:
        self._found += data
        head, empty, body = self._found.partition(b"\r\n\r\n")
        if not empty:
            return
        length = head.lower().partition(b"content-length: ")[2].partition(b"\r")[0]
        if len(body) == int(length):
            self._found = b""
            self._take(int(head[9:12]), body)
            self._next()

    def connection_lost(self, error: Exception | None) -> None:
        if not self._end.done():
            self._end.set_exception(error or ConnectionError("the emulator closed a connection"))
