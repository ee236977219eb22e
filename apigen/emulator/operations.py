"""Long-running operations: they start, run for a while by the emulator's clock, and end (AIP-151).

Nothing runs in the background: whoever looks finds what the clock says has happened by then.
"""

from __future__ import annotations

from typing import Any

import msgspec

from apigen.emulator.clock import timestamp
from apigen.emulator.messages import CANCELLED, FAILED_PRECONDITION, StatusError
from apigen.emulator.routing import Kind, Route
from apigen.emulator.store import Effect, StoredOperation
from apigen.emulator.world import EMPTY, World, not_found, type_url

Json = dict[str, Any]
_WORDS = {"create": "Create", "update": "Update", "delete": "Delete"}


class Plan(msgspec.Struct, frozen=True, kw_only=True):
    """What an operation will do to a resource, and what takes it back."""

    kind: Kind
    key: str
    done: tuple[Effect, ...] = ()
    undo: tuple[Effect, ...] = ()
    answers: bool = True


class Operations:
    """The operations of a world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def start(self, route: Route, plan: Plan, failure: Json | None = None) -> StoredOperation:
        """A new operation. `failure`: the google.rpc.Status that it will end with, and `after`, the
        part of its time after which the error shows."""
        world = self._world
        number = world.store.next_number()
        now = world.clock.now()
        lasts = world.chance.between(*world.settings.durations, "duration", number)
        failing = now + lasts * float(failure.get("after", 0.5)) if failure is not None else None
        status = {n: v for n, v in failure.items() if n != "after"} if failure is not None else None
        made = StoredOperation(
            id=world.chance.identifier("operation", number),
            method=route.id,
            kind=plan.kind.name,
            key=plan.key,
            description=_description(route),
            created=now,
            modified=now,
            due=now + lasts,
            metadata=self._metadata(route, plan),
            answers=plan.answers,
            failure=status,
            failing=failing,
            done_effects=plan.done,
            undo_effects=plan.undo,
        )
        world.store.put_operation(made, number)
        return made

    def settle(self) -> None:
        """Ends what is due."""
        world = self._world
        now = world.clock.now()
        if not world.store.any_due(now):
            return
        with world.store.transaction():
            for operation in world.store.due(now):
                if operation.failure is not None:
                    self._fail(operation, operation.failure, operation.due)
                else:
                    self._finish(operation)

    def cancel(self, operation_id: str) -> StoredOperation:
        """Stops an operation and takes back what it began.

        Raises:
            StatusError: NOT_FOUND; FAILED_PRECONDITION after its end.
        """
        operation = self.get(operation_id)
        if operation.done:
            raise StatusError(FAILED_PRECONDITION, f"Operation {operation_id} has ended")
        status = {"code": CANCELLED, "message": "Operation was cancelled", "details": []}
        return self._fail(operation, status, self._world.clock.now())

    def get(self, operation_id: str) -> StoredOperation:
        found = self._world.store.operation(operation_id)
        if found is None:
            raise not_found("Operation", operation_id)
        return found

    def to_json(self, operation: StoredOperation) -> Json:
        """An operation as the API answers it."""
        found: Json = {
            "id": operation.id,
            "description": operation.description,
            "createdAt": timestamp(operation.created),
            "createdBy": "emulator",
            "modifiedAt": timestamp(operation.modified),
            "done": operation.done,
            "metadata": operation.metadata,
        }
        shows = operation.failing is not None and operation.failing <= self._world.clock.now()
        if operation.error is not None:
            found["error"] = operation.error
        elif operation.failure is not None and shows:
            found["error"] = operation.failure
        elif operation.done:
            found["response"] = operation.response or EMPTY
        return found

    def _finish(self, operation: StoredOperation) -> None:
        data = None
        for effect in operation.done_effects:
            data = self._world.store.change_resource(effect)
        response: Json = EMPTY
        if operation.answers:
            data = data or self._world.store.resource(operation.kind, operation.key) or {}
            kind = self._world.router.kinds[operation.kind]
            known = kind.message.id if kind.message is not None else kind.name
            response = {"@type": type_url(known), **data}
        self._end(operation, response=response, modified=operation.due)

    def _fail(self, operation: StoredOperation, status: Json, at: float) -> StoredOperation:
        for effect in operation.undo_effects:
            self._world.store.change_resource(effect)
        return self._end(operation, error=status, modified=at)

    def _end(self, operation: StoredOperation, **changes: Any) -> StoredOperation:
        ended = msgspec.structs.replace(operation, done=True, **changes)
        self._world.store.put_operation(ended)
        return ended

    def _metadata(self, route: Route, plan: Plan) -> Json:
        """The ids of what the operation works on."""
        result = route.method.operation
        known = result.metadata if result is not None else None
        service, resource, name = route.id.split(".", 2)
        made = f"{service}.{name[:1].upper()}{name[1:]}{resource}Metadata"
        found: Json = {"@type": type_url(known or made)}
        names = plan.kind.key
        found.update(zip(names, plan.key.split("/"), strict=False))
        return found


def _description(route: Route) -> str:
    verb = _WORDS.get(route.method.name, route.method.name)
    return f"{verb} {route.kind.noun}"
