"""Requests as one text, and an emulator asked as a server asks it.

A request is `VERB target`, headers, an empty line and the body; two empty lines part requests.
"""

from __future__ import annotations

import json
from collections.abc import Coroutine, Iterator, Mapping
from typing import Any, NamedTuple
from unittest.mock import patch
from urllib.parse import quote, unquote, urlencode

from starlette.types import ASGIApp

from apigen.emulator.world.routes import MethodRoute
from apigen.ir.api import Message

MOST = 6
CONTROL = tuple(
    text.encode()
    for text in (
        'POST /_emulator/seed\n\n{"resources":{"compute.Image":[{"id":"a","folderId":"b"}]},'
        '"ids":{"disk":["d"]}}\n\n\nGET /compute/v1/images?folderId=b&pageSize=1&filter=name="a"',
        'POST /_emulator/clock\n\n{"step":5,"freeze":true}\n\n\nGET /_emulator/clock',
        'POST /_emulator/faults\n\n{"method":"*","code":14,"times":1}\n\n\nGET /_emulator/faults',
        "GET /_emulator/requests?limit=2\n\n\n\nDELETE /_emulator/requests",
        'POST /_emulator/reset\n\n{"seed":3}\n\n\nGET /_emulator/health',
        "GET /\n\n\n\nGET /_emulator/limits",
    )
)


class Sent(NamedTuple):
    """A request as an ASGI server hands it over."""

    scope: dict[str, Any]
    body: bytes


class Answer(NamedTuple):
    status: int
    content_type: str
    body: bytes


def parsed(given: bytes) -> Iterator[Sent]:
    for part in given.split(b"\n\n\n")[:MOST]:
        head, _, body = part.partition(b"\n\n")
        first, *lines = head.split(b"\n")
        verb, _, target = first.partition(b" ")
        path, _, query = target.partition(b"?")
        headers = [line.partition(b": ")[::2] for line in lines]
        scope = {
            "type": "http",
            "method": verb.decode("latin-1"),
            "path": unquote(path.decode("latin-1")) or "/",
            "raw_path": path or b"/",
            "query_string": query,
            "headers": [(name.lower(), value) for name, value in headers],
        }
        yield Sent(scope, body)


def answer(app: ASGIApp, request: Sent) -> Answer:
    """The answer as it would be sent, without its delay."""
    events: list[Any] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": request.body}

    async def send(event: Any) -> None:
        events.append(event)

    async def no_delay(seconds: float) -> None:
        pass

    with patch("asyncio.sleep", no_delay):
        _complete(app(request.scope, receive, send))
    start, *parts = events
    headers = dict(start["headers"])
    body = b"".join(part["body"] for part in parts)
    return Answer(start["status"], headers[b"content-type"].decode(), body)


def seed(route: MethodRoute, values: Mapping[str, Any]) -> bytes:
    """A request of a method, its values by JSON name."""
    method, path = route.method, route.method.path
    for field in method.parameters:
        path = path.replace(f"{{{field.name}}}", quote(str(values.get(field.name)), safe=""))
    query = urlencode(_of(method.query, values), doseq=True)
    text = json.dumps(_of(method.body, values), ensure_ascii=False) if method.body else ""
    return f"{method.verb} {path}{'?' if query else ''}{query}\n\n{text}".encode()


def _of(message: Message | None, values: Mapping[str, Any]) -> dict[str, Any]:
    names = [field.name for field in message.fields] if message is not None else []
    return {name: values[name] for name in names if name in values}


def _complete(work: Coroutine[Any, Any, Any]) -> None:
    """Runs a coroutine that waits for nothing."""
    try:
        work.send(None)
    except StopIteration:
        return
    raise AssertionError("it waits for something")
