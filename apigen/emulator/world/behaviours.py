"""Dispatches a checked call to the code that emulates its behaviour."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from apigen.emulator.world.kinds import Behaviour
from apigen.emulator.world.operations import LongRunningOperations, PlannedChange
from apigen.emulator.world.resources import MethodCall, ResourceMethods
from apigen.emulator.world.samples import sample
from apigen.emulator.world.store import StoredOperation
from apigen.emulator.world.world import World

Json = dict[str, Any]


class MethodDispatcher:
    """Carries out checked calls."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.operations = LongRunningOperations(world)
        resources = self._resources = ResourceMethods(world)
        self._writers: dict[Behaviour, Callable[[MethodCall], PlannedChange]] = {
            Behaviour.CREATE: resources.create,
            Behaviour.UPDATE: resources.update,
            Behaviour.DELETE: resources.delete,
            Behaviour.SET_BINDINGS: resources.change_bindings,
            Behaviour.UPDATE_BINDINGS: resources.change_bindings,
            Behaviour.ACTION: resources.no_change,
        }
        self._readers: dict[Behaviour, Callable[[MethodCall], Json]] = {
            Behaviour.GET: resources.get,
            Behaviour.LIST: resources.list,
            Behaviour.LATEST_BY_FAMILY: resources.latest_by_family,
            Behaviour.LIST_OPERATIONS: self._list_operations,
            Behaviour.LIST_BINDINGS: resources.list_bindings,
            Behaviour.OPERATION_GET: self._get_operation,
            Behaviour.OPERATION_CANCEL: self._cancel_operation,
            Behaviour.SAMPLE: self._sample,
        }

    def writes(self, behaviour: Behaviour) -> bool:
        """Whether calls of this behaviour change the state."""
        return behaviour in self._writers or behaviour is Behaviour.OPERATION_CANCEL

    def call(
        self, call: MethodCall, failure: Json | None = None
    ) -> tuple[Json, StoredOperation | None]:
        """The answer, and the operation that it describes. `failure` is the status that the operation
        will end with."""
        route = call.match.route
        if route.behaviour not in self._writers:
            return self._readers[route.behaviour](call), None
        change = self._writers[route.behaviour](call)
        if route.method.operation is not None:
            operation = self.operations.start(route, change, failure)
            return self.operations.to_json(operation), operation
        for edit in change.on_success:
            self._world.store.change_resource(edit)
        if not change.returns_resource:
            return {}, None
        return self._world.store.resource(change.kind.name, change.key) or {}, None

    def _list_operations(self, call: MethodCall) -> Json:
        kind, key = call.kind, call.key
        found = self._world.store.operations(kind.name, key)
        if not found:
            self._world.resource(kind, key)
        return self._resources.page(call, [self.operations.to_json(item) for item in found])

    def _get_operation(self, call: MethodCall) -> Json:
        return self.operations.to_json(self.operations.get(_last_parameter(call)))

    def _cancel_operation(self, call: MethodCall) -> Json:
        return self.operations.to_json(self.operations.cancel(_last_parameter(call)))

    def _sample(self, call: MethodCall) -> Json:
        method = call.match.route.method
        if method.operation is not None:
            key = "/".join(call.match.parameters.values())
            change = PlannedChange(kind=call.kind, key=key, returns_resource=False)
            return self.operations.to_json(self.operations.start(call.match.route, change))
        return sample(self._world.messages.get(method.response or ""), self._world.messages)


def _last_parameter(call: MethodCall) -> str:
    return list(call.match.parameters.values())[-1]
