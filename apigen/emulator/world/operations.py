"""Long-running operations (AIP-151): they start, run for a while by the emulator's clock, and end.

No background task runs: `settle` ends what is due, and every reader calls it first.
"""

from __future__ import annotations

from typing import Any

import msgspec

from apigen.emulator.status import CANCELLED, FAILED_PRECONDITION, StatusError
from apigen.emulator.world.clock import timestamp
from apigen.emulator.world.kinds import ResourceKind
from apigen.emulator.world.routes import MethodRoute
from apigen.emulator.world.store import ResourceEdit, StoredOperation
from apigen.emulator.world.world import World, not_found, type_url

Json = dict[str, Any]
_EMPTY = {"@type": type_url("google.protobuf.Empty")}
_VERBS = {"create": "Create", "update": "Update", "delete": "Delete"}


class PlannedChange(msgspec.Struct, frozen=True, kw_only=True):
    """How a method changes a resource: the edits of its success and those that undo it.

    `returns_resource`: the response is the changed resource; otherwise it is empty.
    """

    kind: ResourceKind
    key: str
    on_success: tuple[ResourceEdit, ...] = ()
    on_failure: tuple[ResourceEdit, ...] = ()
    returns_resource: bool = True


class LongRunningOperations:
    """The operations of a world."""

    def __init__(self, world: World) -> None:
        self._world = world

    def start(
        self, route: MethodRoute, change: PlannedChange, failure: Json | None = None
    ) -> StoredOperation:
        """Starts an operation. `failure` is the google.rpc.Status that it will end with, and `after`,
        the fraction of its duration after which the error becomes visible."""
        world = self._world
        number = world.store.next_number()
        now = world.clock.now()
        duration = world.random.between(*world.settings.durations, "duration", number)
        status, failing = failure, None
        if failure is not None:
            failing = now + duration * float(failure.get("after", 0.5))
            status = {name: value for name, value in failure.items() if name != "after"}
        operation = StoredOperation(
            id=world.random.identifier("operation", number),
            method=route.id,
            kind=change.kind.name,
            key=change.key,
            description=f"{_VERBS.get(route.method.name, route.method.name)} {route.kind.noun}",
            created=now,
            modified=now,
            due=now + duration,
            metadata=_metadata(route, change),
            answers=change.returns_resource,
            failure=status,
            failing=failing,
            done_effects=change.on_success,
            undo_effects=change.on_failure,
        )
        world.store.put_operation(operation, number)
        return operation

    def settle(self) -> None:
        """Ends all operations that are due."""
        world = self._world
        now = world.clock.now()
        if not world.store.any_due(now):
            return
        with world.store.transaction():
            for operation in world.store.due(now):
                if operation.failure is not None:
                    self._fail(operation, operation.failure, operation.due)
                else:
                    self._succeed(operation)

    def cancel(self, operation_id: str) -> StoredOperation:
        """Ends a running operation and undoes its changes.

        Raises:
            StatusError: NOT_FOUND; FAILED_PRECONDITION, the operation has ended.
        """
        operation = self.get(operation_id)
        if operation.done:
            raise StatusError(FAILED_PRECONDITION, f"Operation {operation_id} has already ended")
        status = {"code": CANCELLED, "message": "Operation was cancelled", "details": []}
        return self._fail(operation, status, self._world.clock.now())

    def get(self, operation_id: str) -> StoredOperation:
        """An operation.

        Raises:
            StatusError: NOT_FOUND.
        """
        found = self._world.store.operation(operation_id)
        if found is None:
            raise not_found("Operation", operation_id)
        return found

    def to_json(self, operation: StoredOperation) -> Json:
        """An operation as the API returns it."""
        result: Json = {
            "id": operation.id,
            "description": operation.description,
            "createdAt": timestamp(operation.created),
            "createdBy": "emulator",
            "modifiedAt": timestamp(operation.modified),
            "done": operation.done,
            "metadata": operation.metadata,
        }
        failing = operation.failing is not None and operation.failing <= self._world.clock.now()
        if operation.error is not None:
            result["error"] = operation.error
        elif operation.failure is not None and failing:
            result["error"] = operation.failure
        elif operation.done:
            result["response"] = operation.response or _EMPTY
        return result

    def _succeed(self, operation: StoredOperation) -> None:
        data = None
        for edit in operation.done_effects:
            data = self._world.store.change_resource(edit)
        response: Json = _EMPTY
        if operation.answers:
            data = data or self._world.store.resource(operation.kind, operation.key) or {}
            kind = self._world.kinds[operation.kind]
            message_id = kind.message.id if kind.message is not None else kind.name
            response = {"@type": type_url(message_id), **data}
        self._end(operation, response=response, modified=operation.due)

    def _fail(self, operation: StoredOperation, status: Json, at: float) -> StoredOperation:
        for edit in operation.undo_effects:
            self._world.store.change_resource(edit)
        return self._end(operation, error=status, modified=at)

    def _end(self, operation: StoredOperation, **changes: Any) -> StoredOperation:
        ended = msgspec.structs.replace(operation, done=True, **changes)
        self._world.store.put_operation(ended)
        return ended


def _metadata(route: MethodRoute, change: PlannedChange) -> Json:
    """The metadata of an operation: the key of the resource that it changes, by parameter."""
    result = route.method.operation
    documented = result.metadata if result is not None else None
    service, resource, name = route.id.split(".", 2)
    default = f"{service}.{name[:1].upper()}{name[1:]}{resource}Metadata"
    metadata: Json = {"@type": type_url(documented or default)}
    metadata.update(zip(change.kind.key, change.key.split("/"), strict=False))
    return metadata
