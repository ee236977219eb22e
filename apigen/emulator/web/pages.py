"""The HTML pages: `/` shows and creates resources, `/_emulator/limits` lists what is emulated.

A page contains its style and script and loads nothing from elsewhere.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import msgspec
from starlette.requests import Request
from starlette.responses import HTMLResponse
from starlette.routing import Route

from apigen.emulator.engine import Engine
from apigen.emulator.web.activity import activity
from apigen.emulator.web.forms import FormBuilder, FormView
from apigen.emulator.world.kinds import Behaviour
from apigen.render.html import render_html

_HEADERS = {
    "content-security-policy": "default-src 'none'; style-src 'unsafe-inline'; "
    "script-src 'unsafe-inline'; connect-src 'self'; img-src data:",
    "cache-control": "no-store",
}


class MethodRow(msgspec.Struct, frozen=True):
    """A method: its name within the service, verb and path."""

    name: str
    request: str


class ServiceSection(msgspec.Struct, frozen=True):
    name: str
    methods: tuple[MethodRow, ...]


def page_routes(engine: Engine) -> list[Route]:
    """The routes of all pages."""
    forms = FormBuilder(engine.world.messages)

    def index() -> str:
        return _page(
            "index",
            number_of_methods=len(engine.world.routes),
            services=_services(engine),
            forms=_creating_forms(engine, forms),
            activity=activity(engine),
        )

    def live() -> str:
        return _page("activity", activity=activity(engine))

    def limits() -> str:
        return _page("limits", routes=engine.world.routes)

    return [
        _route("/", engine, index),
        _route("/_emulator/live", engine, live),
        _route("/_emulator/limits", engine, limits),
    ]


def _route(path: str, engine: Engine, render: Callable[[], str]) -> Route:
    async def endpoint(request: Request) -> HTMLResponse:
        with engine.lock:
            return HTMLResponse(render(), headers=_HEADERS)

    return Route(path, endpoint, methods=["GET"])


def _page(name: str, **context: Any) -> str:
    return render_html("emulator", f"{name}.html.j2", context)


def _creating_forms(engine: Engine, forms: FormBuilder) -> list[FormView]:
    """A form for each method that creates a resource."""
    return [
        forms.form(route)
        for route in engine.world.routes
        if route.behaviour is Behaviour.CREATE and route.method.body is not None
    ]


def _services(engine: Engine) -> list[ServiceSection]:
    methods: dict[str, list[MethodRow]] = {}
    for route in engine.world.routes:
        service, _, name = route.id.partition(".")
        request = f"{route.method.verb} {route.method.path}"
        methods.setdefault(service, []).append(MethodRow(name, request))
    return [ServiceSection(name, tuple(found)) for name, found in methods.items()]
