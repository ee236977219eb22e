"""An HTTP server on a real socket that can drop, truncate and trickle responses."""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any


@dataclass(frozen=True)
class Received:
    verb: str
    path: str
    headers: dict[str, str]
    content: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.content)


@dataclass(frozen=True)
class Sent:
    """A response. `drop`: closes without one. `truncate`: closes after half of the body. `trickle`:
    seconds between single bytes of the body."""

    status: int = 200
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    raw: bytes | None = None
    drop: bool = False
    truncate: bool = False
    trickle: float = 0.0

    @property
    def content(self) -> bytes:
        return json.dumps(self.body).encode() if self.raw is None else self.raw


Handler = Callable[[Received], Sent | Awaitable[Sent]]


class LocalServer:
    """Runs in a thread of its own. `url`: its address. `received`: the requests. `open`: number of
    open connections."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler
        self.received: list[Received] = []
        self.open = 0
        self.failures: list[BaseException] = []
        self._started = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()), daemon=True)

    def __enter__(self) -> LocalServer:
        self._thread.start()
        assert self._started.wait(10)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._loop.call_soon_threadsafe(self._stop.set)
        self._thread.join(10)
        assert not self.failures, self.failures

    async def _serve(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._stop = asyncio.Event()
        server = await asyncio.start_server(self._connected, "127.0.0.1", 0, backlog=1024)
        self.port = server.sockets[0].getsockname()[1]
        self.url = f"http://127.0.0.1:{self.port}"
        self._started.set()
        await self._stop.wait()
        server.close()
        await asyncio.sleep(0.01)
        for task in asyncio.all_tasks():
            if task is not asyncio.current_task():
                task.cancel()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.open += 1
        try:
            while await self._exchange(reader, writer):
                pass
        except (ConnectionError, asyncio.IncompleteReadError, asyncio.CancelledError):
            pass
        except BaseException as error:
            self.failures.append(error)
        finally:
            self.open -= 1
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1")
        first, *lines = head.rstrip("\r\n").split("\r\n")
        verb, path, _ = first.split(" ")
        pairs = (line.partition(":") for line in lines)
        headers = {name.lower(): value.strip() for name, _, value in pairs}
        content = await reader.readexactly(int(headers.get("content-length", 0)))
        request = Received(verb, path, headers, content)
        self.received.append(request)
        answer = self.handler(request)
        sent = answer if isinstance(answer, Sent) else await answer
        return await self._answer(writer, sent)

    async def _answer(self, writer: asyncio.StreamWriter, sent: Sent) -> bool:
        if sent.drop:
            return False
        content = sent.content
        headers = {"content-length": str(len(content)), **sent.headers}
        lines = [f"HTTP/1.1 {sent.status} x", *(f"{k}: {v}" for k, v in headers.items()), "", ""]
        writer.write("\r\n".join(lines).encode("latin-1"))
        if sent.truncate:
            writer.write(content[: len(content) // 2])
            await writer.drain()
            return False
        if sent.trickle:
            for position in range(len(content)):
                writer.write(content[position : position + 1])
                await writer.drain()
                await asyncio.sleep(sent.trickle)
        else:
            writer.write(content)
        await writer.drain()
        return True
