"""The emulator for tests: a context manager that serves it from a thread."""

from __future__ import annotations

import json
import threading
import time
import urllib.request
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

import uvicorn

from apigen.emulator.engine import Engine
from apigen.emulator.http.application import application
from apigen.emulator.http.server import EmulatorError, listen, server_of, url_of
from apigen.emulator.settings import EmulatorSettings
from apigen.ir.api import Api

if TYPE_CHECKING:
    from apigen.emulator.http.transport import EmulatorTransport

LOOPBACK = "127.0.0.1"


class Emulator:
    """An emulated system: `with Emulator(api) as emulator: … emulator.url`.

    The keyword arguments are those of `Settings`. The emulator listens on a free port of the loopback
    address until the block ends. `transport` needs no socket and works without entering the block.
    """

    def __init__(self, api: Api, *, host: str = LOOPBACK, port: int = 0, **settings: Any) -> None:
        self.engine = Engine(api, EmulatorSettings(**settings))
        self.app = application(self.engine)
        self.url = ""
        self._address = (host, port)
        self._server: uvicorn.Server | None = None
        self._thread: threading.Thread | None = None

    @property
    def transport(self) -> EmulatorTransport:
        """A transport for `httpx2.Client` and `httpx2.AsyncClient`."""
        from apigen.emulator.http.transport import EmulatorTransport

        return EmulatorTransport(self.app)

    def __enter__(self) -> Self:
        listener = listen(*self._address)
        self.url = url_of(listener)
        self._server = server_of(self.app)
        self._thread = threading.Thread(
            target=self._server.run, args=([listener],), name="emulator", daemon=True
        )
        self._thread.start()
        while not self._server.started:
            if not self._thread.is_alive():
                raise EmulatorError("the server stopped while starting")
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
        """Stops the server and closes the state file."""
        if self._server is not None and self._thread is not None:
            self._server.should_exit = True
            self._thread.join(10)
        self.engine.close()

    def control(self, name: str, body: object = None, verb: str | None = None) -> Any:
        """Calls a control endpoint (`clock`, `faults`, …): GET without a body, POST with one."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(
            f"{self.url}/_emulator/{name}", data=data, method=verb or ("POST" if data else "GET")
        )
        with urllib.request.urlopen(request, timeout=10) as answer:
            return json.load(answer)
