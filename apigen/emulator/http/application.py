"""The emulator as a Starlette application: HTML pages, control endpoints, the API itself."""

from __future__ import annotations

import asyncio

import msgspec
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Match
from starlette.types import Receive, Scope, Send

from apigen.emulator.engine import ApiRequest, Engine
from apigen.emulator.http.control import Control, requested_path
from apigen.emulator.status import NOT_FOUND, UNIMPLEMENTED, StatusError
from apigen.emulator.web.pages import page_routes


def application(engine: Engine) -> Starlette:
    """The ASGI application of an emulator. Every path that is not its own belongs to the API."""
    return Starlette(
        routes=[
            *page_routes(engine),
            *Control(engine).routes(),
            _ApiRoute(engine),
        ],
        exception_handlers={
            StatusError: _status_error,
            HTTPException: _http_error,
            ClientDisconnect: _disconnected,
        },
    )


class _ApiRoute(BaseRoute):
    """Matches everything. A `Mount` would limit it to paths without an encoded line break."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        return Match.FULL, {}

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        answer = self._engine.handle(
            ApiRequest(
                verb=request.method,
                path=requested_path(request),
                query=scope["query_string"].decode("latin-1"),
                headers=dict(request.headers.items()),
                body=await request.body(),
            )
        )
        if answer.delay > 0:
            await asyncio.sleep(answer.delay)
        response = Response(answer.body, answer.status, answer.headers, "application/json")
        await response(scope, receive, send)


async def _status_error(request: Request, error: Exception) -> Response:
    assert isinstance(error, StatusError)
    content = msgspec.json.encode(error.to_json())
    return Response(content, error.http, error.headers, "application/json")


async def _http_error(request: Request, error: Exception) -> Response:
    """Starlette's 404 and 405, as google.rpc.Status."""
    assert isinstance(error, HTTPException)
    verbs = (error.headers or {}).get("Allow", "")
    target = f"{request.method} {requested_path(request)}"
    status = StatusError(NOT_FOUND, f"no control endpoint at {target}")
    if verbs:
        status = StatusError(UNIMPLEMENTED, f"{target}: the path supports {verbs}", allow=[verbs])
    return await _status_error(request, status)


async def _disconnected(request: Request, error: Exception) -> Response:
    """Nobody receives this response."""
    return Response(status_code=499)
