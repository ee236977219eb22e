"""Carries out calls of the emulated API: finds the method, checks the request, changes the state."""

from __future__ import annotations

import hashlib
import threading
import uuid
from collections import deque
from collections.abc import Mapping
from typing import Any

import msgspec

from apigen.emulator.checks.validator import RequestValidator
from apigen.emulator.settings import EmulatorSettings
from apigen.emulator.status import (
    INTERNAL,
    INVALID_ARGUMENT,
    NOT_FOUND,
    UNAUTHENTICATED,
    UNIMPLEMENTED,
    StatusError,
    decode_json,
)
from apigen.emulator.world.behaviours import MethodDispatcher
from apigen.emulator.world.faults import FaultInjector
from apigen.emulator.world.resources import MethodCall
from apigen.emulator.world.routes import RouteMatch
from apigen.emulator.world.world import World
from apigen.ir.api import Api
from apigen.targets.openapi.document import document

Json = dict[str, Any]
RECORDED_REQUESTS = 10_000


class ApiRequest(msgspec.Struct, frozen=True):
    """One HTTP request. `path` and `query` are percent-encoded, header names are in lower case."""

    verb: str
    path: str
    query: str = ""
    headers: Mapping[str, str] = {}
    body: bytes = b""


class ApiResponse(msgspec.Struct, frozen=True):
    """One HTTP response with a JSON body. `delay`: seconds to wait before it is sent."""

    status: int
    body: bytes
    headers: Mapping[str, str] = {}
    delay: float = 0.0


class Engine:
    """One emulated system. `handle` may be called from any thread; other users hold `lock`."""

    def __init__(self, api: Api, settings: EmulatorSettings | None = None) -> None:
        self.settings = settings or EmulatorSettings()
        self.world = World(api, self.settings)
        self.document = document(api)
        self.validator = RequestValidator(self.document, loose=self.settings.loose)
        self.dispatcher = MethodDispatcher(self.world)
        self.faults = FaultInjector()
        self.requests: deque[Json] = deque(maxlen=RECORDED_REQUESTS)
        self.lock = threading.RLock()
        self._calls = 0

    def close(self) -> None:
        with self.lock:
            self.world.store.close()

    def reset(self, seed: int | None = None) -> None:
        """Deletes all state, faults and recorded requests."""
        with self.lock:
            self.world.reset(seed)
            self.faults.clear()
            self.requests.clear()
            self._calls = 0

    def settle(self) -> None:
        """Ends all operations that are due by the emulator's clock."""
        with self.lock:
            self.dispatcher.operations.settle()

    def handle(self, request: ApiRequest) -> ApiResponse:
        """The response of the API. Every error is a google.rpc.Status."""
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
                low, high = self.settings.latency
                latency = self.world.random.between(low, high, "latency", self._calls)
                self.requests.append(entry)
                entry["time"] = self.world.timestamp()
                match = self._match(request)
                entry["method"] = match.route.id
                fault = self.faults.apply(match.route.id, self.world.random)
                latency += fault.latency
                if fault.error is not None:
                    raise fault.error
                answer = self._call(request, match, fault.failure)
            status, body = 200, msgspec.json.encode(answer)
        except StatusError as error:
            status, body = error.http, msgspec.json.encode(error.to_json(request_id))
            entry["code"] = error.code
            extra = error.headers
        except Exception as error:  # a bug: the caller gets a Status that names it
            internal = StatusError(INTERNAL, f"emulator: {type(error).__name__}: {error}")
            status, body = internal.http, msgspec.json.encode(internal.to_json(request_id))
            entry["code"] = internal.code
        entry["status"] = status
        headers = {"x-request-id": request_id, "x-server-trace-id": str(uuid.uuid4()), **extra}
        return ApiResponse(status, body, headers, latency)

    def _match(self, request: ApiRequest) -> RouteMatch:
        match, verbs = self.world.routes.find(request.verb, request.path)
        if match is None and verbs:
            message = f"{request.verb} {request.path}: the path supports {', '.join(verbs)}"
            raise StatusError(UNIMPLEMENTED, message, allow=verbs)
        if match is None:
            raise StatusError(NOT_FOUND, f"no method at {request.verb} {request.path}")
        if self.settings.require_auth and not request.headers.get("authorization"):
            raise StatusError(UNAUTHENTICATED, "Authorization header is missing")
        return match

    def _call(self, request: ApiRequest, match: RouteMatch, failure: Json | None) -> Json:
        raw = decode_json(request.body) if request.body else None
        query, body = self.validator.validate(match.route.id, match.parameters, request.query, raw)
        self.dispatcher.operations.settle()
        call = MethodCall(match, query, body)
        if not self.dispatcher.writes(match.route.behaviour):
            return self.dispatcher.call(call, failure)[0]
        with self.world.store.transaction():
            return self._write(request, call, failure)

    def _write(self, request: ApiRequest, call: MethodCall, failure: Json | None) -> Json:
        """A call that changes state. A repeated idempotency key gets the first call's answer.

        Raises:
            StatusError: INVALID_ARGUMENT, the key was used for a different request.
        """
        key = request.headers.get("idempotency-key", "") if request.verb != "GET" else ""
        digest = _digest(request)
        earlier = self.world.store.first_call(key) if key else None
        if earlier is not None:
            first_digest, operation_id, first_answer = earlier
            if first_digest != digest:
                raise StatusError(
                    INVALID_ARGUMENT, "Idempotency-Key was already used for a different request"
                )
            operations = self.dispatcher.operations
            if operation_id:
                return operations.to_json(operations.get(operation_id))
            repeated: Json = msgspec.json.decode(first_answer)
            return repeated
        answer, operation = self.dispatcher.call(call, failure)
        if key:
            # The answer of an operation is not stored: a repeated call sees its current state.
            stored = "" if operation else msgspec.json.encode(answer).decode()
            self.world.store.put_first_call(key, digest, operation.id if operation else "", stored)
        return answer


def _digest(request: ApiRequest) -> str:
    parts = (request.verb.encode(), request.path.encode(), request.query.encode(), request.body)
    return hashlib.blake2b(b"\0".join(parts), digest_size=16).hexdigest()
