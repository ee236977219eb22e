"""The emulator without a network: a request in, an answer out."""

from __future__ import annotations

import hashlib
import threading
import uuid
from collections import deque
from typing import Any

import msgspec

from apigen.emulator.behaviours import Behaviours
from apigen.emulator.faults import Faults
from apigen.emulator.messages import (
    INTERNAL,
    INVALID_ARGUMENT,
    NOT_FOUND,
    UNIMPLEMENTED,
    Request,
    Response,
    StatusError,
)
from apigen.emulator.resources import Call
from apigen.emulator.routing import Match
from apigen.emulator.validation import Checker
from apigen.emulator.world import Settings, World
from apigen.ir.api import Api
from apigen.targets.openapi.document import document

Json = dict[str, Any]
KEPT = 10_000
UNAUTHENTICATED = 16


class Core:
    """One emulated system. `handle` may be called from any thread."""

    def __init__(self, api: Api, settings: Settings | None = None) -> None:
        self.settings = settings or Settings()
        self.world = World(api, self.settings)
        self.document = document(api)
        self.checker = Checker(self.document, loose=self.settings.loose)
        self.behaviours = Behaviours(self.world)
        self.faults = Faults()
        self.requests: deque[Json] = deque(maxlen=KEPT)
        self.lock = threading.RLock()
        self._calls = 0

    def close(self) -> None:
        with self.lock:
            self.world.store.close()

    def reset(self, seed: int | None = None) -> None:
        with self.lock:
            self.world.reset(seed)
            self.faults.clear()
            self.requests.clear()
            self._calls = 0

    def settle(self) -> None:
        """Lets happen what is due by now."""
        with self.lock:
            self.behaviours.operations.settle()

    def handle(self, request: Request) -> Response:
        """The answer of the API. Every error is a google.rpc.Status."""
        request_id = str(uuid.uuid4())
        entry: Json = {
            "requestId": request_id,
            "verb": request.verb,
            "path": request.path,
            "query": request.query,
            "headers": dict(request.headers),
            "body": request.body.decode("utf-8", "replace"),
        }
        latency, extra = 0.0, dict[str, str]()
        try:
            with self.lock:
                self._calls += 1
                least, most = self.settings.latency
                latency = self.world.chance.between(least, most, "latency", self._calls)
                self.requests.append(entry)
                entry["time"] = self.world.timestamp()
                match = self._match(request)
                entry["method"] = match.route.id
                hit = self.faults.hit(match.route.id, self.world.chance)
                latency += hit.latency
                if hit.error is not None:
                    raise hit.error
                answer = self._called(request, match, hit.failure)
            status, body = 200, msgspec.json.encode(answer)
        except StatusError as error:
            status, body = error.http, msgspec.json.encode(error.to_json(request_id))
            entry["code"] = error.code
            extra = error.headers
        except Exception as error:  # the caller still gets a Status; the reason is in the log
            told = StatusError(INTERNAL, f"emulator: {type(error).__name__}: {error}")
            status, body = told.http, msgspec.json.encode(told.to_json(request_id))
            entry["code"] = told.code
        entry["status"] = status
        headers = {"x-request-id": request_id, "x-server-trace-id": str(uuid.uuid4()), **extra}
        return Response(status, body, headers, delay=latency)

    def _match(self, request: Request) -> Match:
        match, others = self.world.router.find(request.verb, request.path)
        if match is None and others:
            told = f"{request.verb} {request.path}: the path knows {', '.join(others)}"
            raise StatusError(UNIMPLEMENTED, told, allow=others)
        if match is None:
            raise StatusError(NOT_FOUND, f"no method at {request.verb} {request.path}")
        if self.settings.require_auth and not request.headers.get("authorization"):
            raise StatusError(UNAUTHENTICATED, "Authorization header is missing")
        return match

    def _called(self, request: Request, match: Match, failure: Json | None) -> Json:
        body = decoded(request.body) if request.body else None
        query, read = self.checker.request(match.route.id, match.parameters, request.query, body)
        self.behaviours.operations.settle()
        call = Call(match, query, read)
        if not self.behaviours.changes(match.route.behaviour):
            return self.behaviours.call(call, failure)[0]
        with self.world.store.transaction():
            return self._changed(request, call, failure)

    def _changed(self, request: Request, call: Call, failure: Json | None) -> Json:
        """A call that writes: one that repeats an idempotency key gives what the first one gave."""
        key = request.headers.get("idempotency-key", "") if request.verb != "GET" else ""
        digest = _digest(request)
        known = self.world.store.repeat(key) if key else None
        if known is not None:
            first, operation_id, answer = known
            if first != digest:
                raise StatusError(
                    INVALID_ARGUMENT, "Idempotency-Key was used for another request before"
                )
            operations = self.behaviours.operations
            if operation_id:
                return operations.to_json(operations.get(operation_id))
            repeated: Json = msgspec.json.decode(answer)
            return repeated
        answered, operation = self.behaviours.call(call, failure)
        if key:
            told = "" if operation else msgspec.json.encode(answered).decode()
            self.world.store.put_repeat(key, digest, operation.id if operation else "", told)
        return answered


def decoded(body: bytes) -> Any:
    """The JSON of a body; an error of the caller where it is none."""
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, RecursionError, UnicodeDecodeError) as error:
        raise StatusError(INVALID_ARGUMENT, f"Request body is no JSON: {error}") from None


def _digest(request: Request) -> str:
    parts = (request.verb.encode(), request.path.encode(), request.query.encode(), request.body)
    return hashlib.blake2b(b"\0".join(parts), digest_size=16).hexdigest()
