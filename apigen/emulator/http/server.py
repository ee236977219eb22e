"""Serves the application on a socket with uvicorn."""

from __future__ import annotations

import signal
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import uvicorn
from starlette.types import ASGIApp


class EmulatorError(Exception):
    """The emulator could not be started; the message says why."""


def listen(host: str, port: int) -> socket.socket:
    """A listening socket; port 0 picks a free port.

    Raises:
        EmulatorError: the address is taken or not available.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # With an explicit protocol asyncio sets TCP_NODELAY; without it responses wait 40 ms for an ACK.
    listener = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
    except OSError as error:
        listener.close()
        raise EmulatorError(f"cannot listen on {host}:{port}: {error.strerror}") from None
    listener.listen(1024)
    return listener


def url_of(listener: socket.socket) -> str:
    """The base URL of a listening socket: `http://127.0.0.1:8080`."""
    host, port = listener.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


class _Server(uvicorn.Server):
    """Returns from `run` after a signal, so that the process exits with 0; uvicorn raises it again."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        signals = (signal.SIGINT, signal.SIGTERM)
        previous = {number: signal.signal(number, self.handle_exit) for number in signals}
        try:
            yield
        finally:
            for number, handler in previous.items():
                signal.signal(number, handler)


def server_of(app: ASGIApp) -> uvicorn.Server:
    """A server for one application. It logs warnings only."""
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, lifespan="off", timeout_keep_alive=75,
        http="httptools", ws="none", loop="asyncio",  # explicit: "auto" imports optional libraries
        timeout_graceful_shutdown=1,  # longer delays of responses are cut off at shutdown
    )  # fmt: skip
    return _Server(config)
