"""The control endpoints `/_emulator/…` for tests: health, reset, seed, clock, faults, requests."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec
from starlette.datastructures import QueryParams
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route, Router
from starlette.types import Receive, Scope, Send

from apigen.emulator.engine import Engine
from apigen.emulator.status import INVALID_ARGUMENT, StatusError, decode_json, invalid_field
from apigen.emulator.world.clock import timestamp
from apigen.emulator.world.kinds import ResourceKind

Json = dict[str, Any]
PREFIX = "/_emulator"
Handler = Callable[[Json, QueryParams], Json]


def requested_path(request: Request) -> str:
    """The path as sent, percent-encoded."""
    raw = request.scope.get("raw_path") or request.scope["path"].encode()
    return str(raw.decode("latin-1"))


class Control:
    """The control endpoints of an emulator."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def routes(self) -> list[BaseRoute]:
        """The routes of `/_emulator` and all paths below it."""
        handlers: dict[str, dict[str, Handler]] = {
            "/health": {"GET": self._health},
            "/reset": {"POST": self._reset},
            "/seed": {"POST": self._seed},
            "/clock": {"GET": self._clock, "POST": self._set_clock},
            "/faults": {
                "GET": self._faults,
                "POST": self._add_fault,
                "DELETE": self._clear_faults,
            },
            "/requests": {"GET": self._requests, "DELETE": self._clear_requests},
        }
        routes = [Route(path, _Endpoint(self._engine, verbs)) for path, verbs in handlers.items()]
        root = Route(PREFIX, _Endpoint(self._engine, {}))
        return [root, Mount(PREFIX, app=Router(routes, redirect_slashes=False))]

    def _health(self, body: Json, query: QueryParams) -> Json:
        world = self._engine.world
        return {
            "status": "SERVING",
            "methods": len(world.routes),
            "emulated": world.routes.emulated,
            **world.store.counts(),
        }

    def _reset(self, body: Json, query: QueryParams) -> Json:
        seed = body.get("seed")
        if seed is not None and not isinstance(seed, int):
            raise invalid_field("seed", "type", "must be an integer")
        self._engine.reset(seed)
        return {}

    def _seed(self, body: Json, query: QueryParams) -> Json:
        """`resources`: lists of resources by kind (`compute.Image`). `ids`: lists of ids by noun
        (`disk`); other ids of that noun are unknown from then on."""
        world = self._engine.world
        added = 0
        with world.store.transaction():
            for noun, ids in _lists_by_name(body, "ids"):
                for id_ in ids:
                    world.store.add_id(noun, str(id_))
                    added += 1
            for name, items in _lists_by_name(body, "resources"):
                kind = world.kinds.get(name)
                if kind is None or kind.message is None:
                    raise invalid_field(f"resources.{name}", "allowed", "unknown kind")
                for item in items:
                    self._seed_resource(kind, item)
                    added += 1
        return {"added": added}

    def _seed_resource(self, kind: ResourceKind, item: object) -> None:
        if not isinstance(item, dict):
            raise invalid_field(f"resources.{kind.name}", "type", "must be a list of objects")
        world = self._engine.world
        data = {"createdAt": world.timestamp(), **item}
        key = str(data.setdefault("id", world.new_id(kind.noun)))
        scope = str(data.get(kind.scope or "") or "")
        world.store.put_resource(kind.name, key, scope, data)

    def _clock(self, body: Json, query: QueryParams) -> Json:
        clock = self._engine.world.clock
        frozen = clock.frozen is not None
        return {"now": timestamp(clock.now()), "offset": clock.offset, "frozen": frozen}

    def _set_clock(self, body: Json, query: QueryParams) -> Json:
        """`step`: seconds to advance. `freeze`: stop the clock, or let it run again."""
        world = self._engine.world
        step = body.get("step", 0)
        is_number = isinstance(step, int | float) and not isinstance(step, bool)
        if not is_number or set(body) - {"step", "freeze"}:
            raise invalid_field(
                "step", "type", "must be a number of seconds; the only other field is `freeze`"
            )
        if "freeze" in body:
            if body["freeze"]:
                world.clock.freeze()
            else:
                world.clock.run()
        world.clock.step(step)
        with world.store.transaction():
            world.store.set_meta("offset", str(world.clock.offset))
        self._engine.settle()
        return self._clock({}, query)

    def _faults(self, body: Json, query: QueryParams) -> Json:
        return {"faults": [msgspec.to_builtins(rule) for rule in self._engine.faults.rules]}

    def _add_fault(self, body: Json, query: QueryParams) -> Json:
        added: Json = msgspec.to_builtins(self._engine.faults.add(body))
        return added

    def _clear_faults(self, body: Json, query: QueryParams) -> Json:
        self._engine.faults.clear()
        return {}

    def _requests(self, body: Json, query: QueryParams) -> Json:
        """The recorded requests, the oldest first. `method` filters them by operationId, `limit`
        keeps the newest."""
        method, limit = query.get("method"), query.get("limit", "")
        found = [r for r in self._engine.requests if not method or r.get("method") == method]
        return {"requests": found[-int(limit) :] if limit.isdecimal() and int(limit) else found}

    def _clear_requests(self, body: Json, query: QueryParams) -> Json:
        self._engine.requests.clear()
        return {}


class _Endpoint:
    """The handlers of one path by verb; an ASGI application, so that a route does not add HEAD."""

    def __init__(self, engine: Engine, handlers: Mapping[str, Handler]) -> None:
        self._engine = engine
        self._handlers = handlers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        handler = self._handlers.get(request.method)
        if handler is None:
            raise HTTPException(405, headers={"Allow": ", ".join(self._handlers)})
        body = _json_object(await request.body())
        with self._engine.lock:
            answer = handler(body, request.query_params)
        response = Response(msgspec.json.encode(answer), media_type="application/json")
        await response(scope, receive, send)


def _json_object(body: bytes) -> Json:
    found = decode_json(body) if body.strip() else {}
    if not isinstance(found, dict):
        raise StatusError(INVALID_ARGUMENT, "Request body is not a JSON object")
    return found


def _lists_by_name(body: Json, name: str) -> list[tuple[str, list[Any]]]:
    found = body.get(name, {})
    if not isinstance(found, dict) or not all(isinstance(item, list) for item in found.values()):
        raise invalid_field(name, "type", "must be an object of lists")
    return list(found.items())
