"""What each behaviour answers, on top of resources and operations."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from apigen.emulator.operations import Operations, Plan
from apigen.emulator.resources import Call, Resources
from apigen.emulator.routing import Behaviour
from apigen.emulator.samples import sample
from apigen.emulator.store import StoredOperation
from apigen.emulator.world import World

Json = dict[str, Any]


class Behaviours:
    """Carries out checked calls."""

    def __init__(self, world: World) -> None:
        self._world = world
        self.operations = Operations(world)
        self._resources = Resources(world)
        resources = self._resources
        self._plans: dict[Behaviour, Callable[[Call], Plan]] = {
            Behaviour.CREATE: resources.create,
            Behaviour.UPDATE: resources.update,
            Behaviour.DELETE: resources.delete,
            Behaviour.SET_BINDINGS: resources.bind,
            Behaviour.UPDATE_BINDINGS: resources.bind,
            Behaviour.ACTION: resources.acted,
        }
        self._answers: dict[Behaviour, Callable[[Call], Json]] = {
            Behaviour.GET: resources.get,
            Behaviour.LIST: resources.listed,
            Behaviour.LATEST_BY_FAMILY: resources.latest,
            Behaviour.LIST_OPERATIONS: self._list_operations,
            Behaviour.LIST_BINDINGS: self._list_bindings,
            Behaviour.OPERATION_GET: self._operation,
            Behaviour.OPERATION_CANCEL: self._cancel,
            Behaviour.SAMPLE: self._sample,
        }

    def changes(self, behaviour: Behaviour) -> bool:
        """Whether a call writes."""
        return behaviour in self._plans or behaviour is Behaviour.OPERATION_CANCEL

    def call(self, call: Call, failure: Json | None = None) -> tuple[Json, StoredOperation | None]:
        """The answer, and the operation that it tells of. `failure` is what the operation ends
        with."""
        route = call.match.route
        if route.behaviour not in self._plans:
            return self._answers[route.behaviour](call), None
        plan = self._plans[route.behaviour](call)
        if route.method.operation is not None:
            operation = self.operations.start(route, plan, failure)
            return self.operations.to_json(operation), operation
        for effect in plan.done:
            self._world.store.change_resource(effect)
        found = self._world.store.resource(plan.kind.name, plan.key) if plan.answers else None
        return found or {}, None

    def _list_operations(self, call: Call) -> Json:
        kind = call.kind
        key = self._world.key(kind, call.match.parameters)
        found = self._world.store.operations(kind.name, key)
        if not found:
            self._world.resource(kind, key)
        return self._resources.page(call, [self.operations.to_json(item) for item in found])

    def _list_bindings(self, call: Call) -> Json:
        return self._resources.page(call, self._resources.bindings(call))

    def _operation(self, call: Call) -> Json:
        return self.operations.to_json(self.operations.get(_last(call)))

    def _cancel(self, call: Call) -> Json:
        return self.operations.to_json(self.operations.cancel(_last(call)))

    def _sample(self, call: Call) -> Json:
        method = call.match.route.method
        if method.operation is not None:
            plan = Plan(kind=call.kind, key="/".join(call.match.parameters.values()), answers=False)
            return self.operations.to_json(self.operations.start(call.match.route, plan))
        return sample(self._world.messages.get(method.response or ""), self._world.messages)


def _last(call: Call) -> str:
    return list(call.match.parameters.values())[-1]
