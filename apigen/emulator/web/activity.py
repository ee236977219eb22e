"""Views of the current state: the newest resources and operations, the last requests."""

from __future__ import annotations

from urllib.parse import unquote

import msgspec

from apigen.emulator.engine import Engine
from apigen.emulator.world.clock import timestamp
from apigen.emulator.world.store import StoredOperation

SHOWN = 20


class StateView(msgspec.Struct, frozen=True):
    """A state and the style class of its colour: good, busy or bad."""

    text: str
    tone: str


class ResourceRow(msgspec.Struct, frozen=True):
    name: str
    id: str
    kind: str
    state: StateView


class OperationRow(msgspec.Struct, frozen=True):
    method: str
    id: str
    started: str
    state: StateView


class RequestRow(msgspec.Struct, frozen=True):
    time: str
    request: str
    status: StateView


class ActivityView(msgspec.Struct, frozen=True):
    """At most `SHOWN` of each, the newest first, and how many there are."""

    resources: tuple[ResourceRow, ...]
    number_of_resources: int
    operations: tuple[OperationRow, ...]
    number_of_operations: int
    requests: tuple[RequestRow, ...]
    number_of_requests: int


def activity(engine: Engine) -> ActivityView:
    """The current state. The caller holds the lock of the engine."""
    engine.settle()
    counts = engine.world.store.counts()
    return ActivityView(
        resources=tuple(_resource(engine, *row) for row in engine.world.store.newest(SHOWN)),
        number_of_resources=counts["resources"],
        operations=tuple(map(_operation, engine.world.store.operations(limit=SHOWN))),
        number_of_operations=counts["operations"],
        requests=tuple(map(_request, list(engine.requests)[: -SHOWN - 1 : -1])),
        number_of_requests=len(engine.requests),
    )


def _resource(engine: Engine, kind: str, key: str, data: dict[str, object]) -> ResourceRow:
    status = str(data.get("status", ""))
    # A state file may contain kinds that this API lacks.
    ready = engine.world.kinds[kind].ready_status if kind in engine.world.kinds else None
    failed = "ERROR" in status or "FAIL" in status
    tone = "good" if status == ready else "bad" if failed else "busy"
    return ResourceRow(str(data.get("name") or "no name"), key, kind, StateView(status, tone))


def _operation(operation: StoredOperation) -> OperationRow:
    state = StateView("running", "busy")
    if operation.done and operation.error is None:
        state = StateView("done", "good")
    elif operation.done and operation.error is not None:
        state = StateView(f"failed: {operation.error.get('message', '')}", "bad")
    return OperationRow(
        operation.method, operation.id, _time_of_day(timestamp(operation.created)), state
    )


def _request(entry: dict[str, object]) -> RequestRow:
    status = entry.get("status")
    query = f"?{unquote(str(entry['query']))}" if entry["query"] else ""
    request = f"{entry['verb']} {unquote(str(entry['path']))}{query}"
    tone = "bad" if isinstance(status, int) and status >= 400 else "good"
    return RequestRow(
        _time_of_day(str(entry.get("time", ""))), request, StateView(str(status or ""), tone)
    )


def _time_of_day(text: str) -> str:
    return text.partition("T")[2].rstrip("Z")
