"""`/_emulator/…`: health, reset, seed, clock, faults, requests. For tests and for people, not of the API."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs

import msgspec

from apigen.emulator.clock import timestamp
from apigen.emulator.core import Core, decoded
from apigen.emulator.messages import (
    INVALID_ARGUMENT,
    NOT_FOUND,
    UNIMPLEMENTED,
    Request,
    Response,
    StatusError,
    Violation,
    invalid,
)

Json = dict[str, Any]
PREFIX = "/_emulator"
Handler = Callable[[Json, dict[str, str]], Json]


class Control:
    """The control endpoints of an emulator."""

    def __init__(self, core: Core) -> None:
        self._core = core
        self._handlers: dict[tuple[str, str], Handler] = {
            ("GET", "/health"): self._health,
            ("POST", "/reset"): self._reset,
            ("POST", "/seed"): self._seed,
            ("GET", "/clock"): self._clock,
            ("POST", "/clock"): self._set_clock,
            ("GET", "/faults"): self._faults,
            ("POST", "/faults"): self._add_fault,
            ("DELETE", "/faults"): self._clear_faults,
            ("GET", "/requests"): self._requests,
            ("DELETE", "/requests"): self._clear_requests,
        }

    def handle(self, request: Request) -> Response:
        """The answer of a control endpoint; errors are google.rpc.Status here too."""
        try:
            path = request.path.removeprefix(PREFIX)
            handler = self._handlers.get((request.verb, path))
            if handler is None:
                known = [verb for verb, name in self._handlers if name == path]
                code = UNIMPLEMENTED if known else NOT_FOUND
                told = f"{request.verb} {request.path}: {', '.join(known) or 'unknown'}"
                raise StatusError(code, told, allow=known)
            body = _object(request.body)
            query = {name: values[-1] for name, values in parse_qs(request.query).items()}
            with self._core.lock:
                answer = handler(body, query)
            return Response(200, msgspec.json.encode(answer))
        except StatusError as error:
            return Response(error.http, msgspec.json.encode(error.to_json()), error.headers)

    def _health(self, body: Json, query: dict[str, str]) -> Json:
        world = self._core.world
        return {
            "status": "SERVING",
            "methods": len(world.router.routes),
            "emulated": sum(route.behaviour.emulated for route in world.router.routes),
            **world.store.counts(),
        }

    def _reset(self, body: Json, query: dict[str, str]) -> Json:
        seed = body.get("seed")
        if seed is not None and not isinstance(seed, int):
            raise invalid([Violation("seed", "type", "must be a whole number")])
        self._core.reset(seed)
        return {}

    def _seed(self, body: Json, query: dict[str, str]) -> Json:
        """`resources`: lists of resources by kind (`compute.Image`), each with its id; `ids`: lists of
        ids by noun (`disk`), after which other ids of that noun are unknown."""
        world = self._core.world
        added = 0
        with world.store.transaction():
            for noun, ids in _named_lists(body, "ids"):
                for id_ in ids:
                    world.store.add_known(noun, str(id_))
                    added += 1
            for name, items in _named_lists(body, "resources"):
                kind = world.router.kinds.get(name)
                if kind is None or kind.message is None:
                    raise invalid([Violation(f"resources.{name}", "allowed", "no such kind")])
                for item in items:
                    if not isinstance(item, dict):
                        raise invalid([Violation(f"resources.{name}", "type", "must be objects")])
                    data = {"createdAt": world.timestamp(), **item}
                    key = str(data.setdefault("id", world.new_id(kind.noun)))
                    scope = str(data.get(kind.scope or "") or "")
                    world.store.put_resource(kind.name, key, scope, data)
                    added += 1
        return {"added": added}

    def _clock(self, body: Json, query: dict[str, str]) -> Json:
        clock = self._core.world.clock
        frozen = clock.frozen is not None
        return {"now": timestamp(clock.now()), "offset": clock.offset, "frozen": frozen}

    def _set_clock(self, body: Json, query: dict[str, str]) -> Json:
        """`step`: seconds to go on; `freeze`: stop, or run again."""
        world = self._core.world
        step = body.get("step", 0)
        if (
            not isinstance(step, int | float)
            or isinstance(step, bool)
            or set(body) - {"step", "freeze"}
        ):
            raise invalid([Violation("step", "type", "give `step` in seconds, or `freeze`")])
        if "freeze" in body:
            if body["freeze"]:
                world.clock.freeze()
            else:
                world.clock.run()
        world.clock.step(step)
        with world.store.transaction():
            world.store.set_meta("offset", str(world.clock.offset))
        self._core.settle()
        return self._clock({}, {})

    def _faults(self, body: Json, query: dict[str, str]) -> Json:
        return {"faults": [msgspec.to_builtins(rule) for rule in self._core.faults.rules]}

    def _add_fault(self, body: Json, query: dict[str, str]) -> Json:
        found: Json = msgspec.to_builtins(self._core.faults.add(body))
        return found

    def _clear_faults(self, body: Json, query: dict[str, str]) -> Json:
        self._core.faults.clear()
        return {}

    def _requests(self, body: Json, query: dict[str, str]) -> Json:
        """The last requests, the oldest first; `method` and `limit` choose among them."""
        found = [r for r in self._core.requests if query.get("method") in (None, r.get("method"))]
        limit = query.get("limit", "")
        return {"requests": found[-int(limit) :] if limit.isdecimal() and int(limit) else found}

    def _clear_requests(self, body: Json, query: dict[str, str]) -> Json:
        self._core.requests.clear()
        return {}


def _object(body: bytes) -> Json:
    found = decoded(body) if body.strip() else {}
    if not isinstance(found, dict):
        raise StatusError(INVALID_ARGUMENT, "Request body is no object")
    return found


def _named_lists(body: Json, name: str) -> list[tuple[str, list[Any]]]:
    found = body.get(name, {})
    if not isinstance(found, dict) or not all(isinstance(item, list) for item in found.values()):
        raise invalid([Violation(name, "type", "must be lists by name")])
    return list(found.items())
