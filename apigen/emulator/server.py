"""The emulator on a socket: in a thread of a test, or for a terminal."""

from __future__ import annotations

import json
import signal
import socket
import threading
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import uvicorn

from apigen.emulator.asgi import Emulation
from apigen.emulator.core import Core
from apigen.emulator.page import Pages
from apigen.emulator.world import Settings
from apigen.ir.api import Api

if TYPE_CHECKING:
    from apigen.emulator.transport import EmulatorTransport

LOOPBACK = "127.0.0.1"


class EmulatorError(Exception):
    """The emulator could not be started; the message says why."""


def emulation_of(api: Api, settings: Settings | None = None) -> Emulation:
    """The application, to be served by any ASGI server."""
    core = Core(api, settings)
    return Emulation(core, Pages(core))


def listener(host: str, port: int) -> socket.socket:
    """A socket that listens; port 0 stands for a free one. Raises EmulatorError."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With the protocol named, asyncio sets TCP_NODELAY: else every answer waits 40 ms for an ACK.
    made = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((host, port))
    except OSError as error:
        made.close()
        raise EmulatorError(f"cannot listen on {host}:{port}: {error.strerror}") from None
    made.listen(1024)
    return made


def address_of(made: socket.socket) -> str:
    """`http://127.0.0.1:8080`."""
    host, port = made.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class _Server(uvicorn.Server):
    """Ends in order on a signal and says so by returning, so that the exit code is 0."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        ends = (signal.SIGINT, signal.SIGTERM)
        before = {end: signal.signal(end, self.handle_exit) for end in ends}
        try:
            yield
        finally:
            for end, handler in before.items():
                signal.signal(end, handler)


def server_of(emulation: Emulation) -> uvicorn.Server:
    """A server for one application; it logs nothing but warnings."""
    config = uvicorn.Config(
        emulation, log_level="warning", access_log=False, lifespan="off", timeout_keep_alive=75,
        http="httptools", ws="none", loop="asyncio",  # named, or it loads what it might need
        timeout_graceful_shutdown=1,  # answers that are kept back longer are given up at the end
    )  # fmt: skip
    return _Server(config)


class Emulator:
    """An emulated system for tests: `with Emulator(api) as emulator: … emulator.url`.

    Keyword arguments are those of `Settings`. It listens on a free port of the loopback address until
    the end of the block. `transport` needs no socket: it works before the block is entered too.
    """

    def __init__(self, api: Api, *, host: str = LOOPBACK, port: int = 0, **settings: Any) -> None:
        self.emulation = emulation_of(api, Settings(**settings))
        self._at = (host, port)
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None
        self.url = ""

    @property
    def core(self) -> Core:
        return self.emulation.core

    @property
    def transport(self) -> EmulatorTransport:
        """A transport for `httpx2.Client` and `httpx2.AsyncClient`."""
        from apigen.emulator.transport import EmulatorTransport

        return EmulatorTransport(self.emulation)

    def __enter__(self) -> Self:
        made = listener(*self._at)
        self.url = address_of(made)
        self._server = server_of(self.emulation)
        self._thread = threading.Thread(
            target=self._server.run, args=([made],), name="emulator", daemon=True
        )
        self._thread.start()
        while not self._server.started:
            if not self._thread.is_alive():
                raise EmulatorError("the server ended while it started")
            time.sleep(0.002)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Stops listening and lets go of the state."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(10)
        self.core.close()

    def control(self, name: str, body: object = None, verb: str | None = None) -> Any:
        """Calls a control endpoint (`clock`, `faults`, …): GET without a body, POST with one."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            f"{self.url}/_emulator/{name}", data=data, method=verb or ("POST" if data else "GET")
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)
