"""Standard methods of resources (AIP-130): create, get, list, update, delete, access bindings."""

from __future__ import annotations

from typing import Any

import msgspec

from apigen.emulator.status import ALREADY_EXISTS, StatusError, invalid_field
from apigen.emulator.world import listing, masks
from apigen.emulator.world.kinds import ResourceKind
from apigen.emulator.world.operations import PlannedChange
from apigen.emulator.world.references import check_references
from apigen.emulator.world.routes import RouteMatch
from apigen.emulator.world.store import ResourceEdit
from apigen.emulator.world.wire_types import is_default, same_in_json
from apigen.emulator.world.world import World, not_found
from apigen.ir.api import Field, Message
from apigen.ir.types import Integer, Timestamp

Json = dict[str, Any]
Items = list[Json]
_GIB = 2**30


class MethodCall(msgspec.Struct, frozen=True):
    """A checked call of a method."""

    match: RouteMatch
    query: Json
    body: Json

    @property
    def kind(self) -> ResourceKind:
        return self.match.route.kind

    @property
    def key(self) -> str:
        """The key of the resource that the path names."""
        return self.kind.key_in(self.match.parameters)


class ResourceMethods:
    """The methods of the resources of a world. Those that write return the planned change, which takes
    effect at once or when an operation ends."""

    def __init__(self, world: World) -> None:
        self._world = world

    def create(self, call: MethodCall) -> PlannedChange:
        """Adds the resource immediately, in its first status; it is ready when the change succeeds."""
        world, kind = self._world, call.kind
        check_references(world, {**call.match.parameters, **call.body})
        key = self._new_key(call)
        if world.store.resource(kind.name, key) is not None:
            raise StatusError(ALREADY_EXISTS, f"{_title(kind)} {key} already exists")
        scope = _scope(call)
        self._check_name(kind, scope, call.body.get("name"))
        data = self._new_resource(call, key)
        first = kind.first_status("CREATING", "PROVISIONING", "STARTING")
        ready = kind.ready_status
        if first or ready:
            data["status"] = first or ready
        world.store.put_resource(kind.name, key, scope, data)
        done = ResourceEdit(kind.name, key, set={"status": ready} if ready else {})
        undo = ResourceEdit(kind.name, key, remove=True)
        return PlannedChange(kind=kind, key=key, on_success=(done,), on_failure=(undo,))

    def get(self, call: MethodCall) -> Json:
        return self._world.resource(call.kind, call.key)

    def list(self, call: MethodCall) -> Json:
        """A page of the resources in a container."""
        kind = call.kind
        items = [
            item
            for key, item in self._world.store.resources(kind.name, _scope(call) or None)
            if _is_below(kind, key, call.match.parameters)
        ]
        known = frozenset(field.name for field in _fields(kind.message))
        matches = listing.parse_filter(str(call.query.get("filter") or ""), known)
        items = [item for item in items if matches(item)]
        items = listing.ordered(items, str(call.query.get("orderBy") or ""), known)
        return self.page(call, items)

    def page(self, call: MethodCall, items: Items) -> Json:
        """A list response with one page of the items."""
        pagination = call.match.route.method.pagination
        assert pagination is not None
        size = int(call.query.get(pagination.page_size or "", 0) or 0)
        token = str(call.query.get(pagination.page_token) or "")
        shown, next_token = listing.page(items, size, token)
        response: Json = {pagination.items: shown}
        if next_token:
            response[pagination.next_page_token] = next_token
        return response

    def update(self, call: MethodCall) -> PlannedChange:
        world, kind, key = self._world, call.kind, call.key
        current = world.resource(kind, key)
        method = call.match.route.method
        own = {field.name: field.type for field in _fields(kind.message)}
        updatable = tuple(
            field.name
            for field in _fields(method.body)
            if field.name in own and same_in_json(field.type, own[field.name])
        )
        new, unset = masks.changed(current, call.body, updatable, method.update_mask)
        defaults = {name for name, value in new.items() if is_default(own[name], value)}
        new = {name: value for name, value in new.items() if name not in defaults}
        unset += tuple(name for name in current if name in defaults)
        check_references(world, new)
        self._check_name(kind, world.store.scope_of(kind.name, key), new.get("name"), key)
        edit = ResourceEdit(kind.name, key, set=new, unset=unset)
        return PlannedChange(kind=kind, key=key, on_success=(edit,))

    def delete(self, call: MethodCall) -> PlannedChange:
        """Marks the resource as being deleted; it is removed when the change succeeds."""
        world, kind, key = self._world, call.kind, call.key
        current = world.resource(kind, key)
        deleting = kind.first_status("DELETING", "STOPPING")
        undo: tuple[ResourceEdit, ...] = ()
        if deleting:
            world.store.change_resource(ResourceEdit(kind.name, key, set={"status": deleting}))
            before = current.get("status")
            undo = (ResourceEdit(kind.name, key, set={"status": before} if before else {}),)
        remove = ResourceEdit(kind.name, key, remove=True)
        return PlannedChange(
            kind=kind, key=key, on_success=(remove,), on_failure=undo, returns_resource=False
        )

    def latest_by_family(self, call: MethodCall) -> Json:
        """The newest ready resource of a family."""
        kind, family = call.kind, str(call.query.get("family") or "")
        ready = kind.ready_status
        found = [
            item
            for _, item in self._world.store.resources(kind.name, _scope(call) or None)
            if str(item.get("family") or "") == family and item.get("status", ready) == ready
        ]
        if not found or not family:
            raise not_found(f"{_title(kind)} of family", family)
        return max(found, key=lambda item: (str(item.get("createdAt")), str(item.get("id"))))

    def no_change(self, call: MethodCall) -> PlannedChange:
        """An action that is not emulated: it requires the resource and leaves it unchanged."""
        self._world.resource(call.kind, call.key)
        result = call.match.route.method.operation
        returns_resource = result is not None and not result.empty
        return PlannedChange(kind=call.kind, key=call.key, returns_resource=returns_resource)

    def list_bindings(self, call: MethodCall) -> Json:
        return self.page(call, self._world.store.bindings(call.kind.name, self._bound_key(call)))

    def change_bindings(self, call: MethodCall) -> PlannedChange:
        """Replaces the access bindings, or applies `accessBindingDeltas`."""
        key = self._bound_key(call)
        bindings = self._world.store.bindings(call.kind.name, key)
        if "accessBindingDeltas" in call.body:
            for delta in call.body["accessBindingDeltas"]:
                binding = delta.get("accessBinding", {})
                bindings = [item for item in bindings if item != binding]
                if delta.get("action") == "ADD":
                    bindings.append(binding)
        else:
            bindings = [*call.body.get("accessBindings", ())]
        self._world.store.put_bindings(call.kind.name, key, bindings)
        return PlannedChange(kind=call.kind, key=key, returns_resource=False)

    def _bound_key(self, call: MethodCall) -> str:
        """The key of the resource that has the bindings: such paths call it `resourceId`."""
        key = "/".join(call.match.parameters.values())
        self._world.resource(call.kind, key)
        return key

    def _new_key(self, call: MethodCall) -> str:
        """The parents in the path, then a new id or the name in the request."""
        kind = call.kind
        parameters = call.match.parameters
        parents = [parameters.get(name, "") for name in kind.key[:-1]]
        last = kind.key[-1]
        if last.endswith("Id"):
            return "/".join([*parents, self._world.new_id(kind.noun)])
        name = parameters.get(last) or _new_name(call.body, last)
        if not name:
            raise invalid_field(last, "required", "Field is required")
        return "/".join([*parents, name])

    def _new_resource(self, call: MethodCall, key: str) -> Json:
        """The fields that the request sets and those that the service sets."""
        message = call.kind.message
        assert message is not None
        method = call.match.route.method
        given = {**call.match.parameters, **call.body}
        types = {f.name: f.type for f in (*method.parameters, *_fields(method.body))}
        data: Json = {}
        for field in message.fields:
            if field.name in given and same_in_json(types.get(field.name, field.type), field.type):
                if not is_default(field.type, given[field.name]):
                    data[field.name] = given[field.name]
            elif field.name == "createdAt" and isinstance(field.type, Timestamp):
                data[field.name] = self._world.timestamp()
            elif field.name == "id":
                data[field.name] = key.rpartition("/")[2]
            elif field.name.endswith("Size") and isinstance(field.type, Integer):
                size = self._size(given, key)
                data[field.name] = str(size) if field.type.quoted else size
        return data

    def _size(self, given: Json, key: str) -> int:
        """A plausible size in bytes, at most the smallest size in the request (`minDiskSize`)."""
        sizes = [int(value) for name, value in given.items() if name.endswith("Size")]
        part = self._world.random.between(0.1, 0.9, "size", key)
        return max(4096, int(min(sizes, default=16 * _GIB) * part) // 4096 * 4096)

    def _check_name(self, kind: ResourceKind, scope: str, name: object, key: str = "") -> None:
        text = str(name or "")
        if text and self._world.store.name_taken(kind.name, scope, text, key):
            raise StatusError(ALREADY_EXISTS, f"{_title(kind)} with name {text} already exists")


def _scope(call: MethodCall) -> str:
    """The container of a resource: the `folderId` of the request, else the parents in the path."""
    field = call.kind.scope
    given = {**call.match.parameters, **call.query, **call.body}
    if field is not None and given.get(field):
        return str(given[field])
    return "/".join(call.match.parameters.get(name, "") for name in call.kind.key[:-1])


def _is_below(kind: ResourceKind, key: str, parameters: dict[str, str]) -> bool:
    """Whether a resource is under the parents that a path names."""
    pairs = zip(kind.key, key.split("/"), strict=False)
    return all(parameters.get(name, value) == value for name, value in pairs)


def _fields(message: Message | None) -> tuple[Field, ...]:
    return message.fields if message is not None else ()


def _new_name(body: Json, parameter: str) -> str:
    """The name of a new resource in a body: `userName`, `name`, or `name` of a nested object."""
    for name in (parameter, "name"):
        if isinstance(body.get(name), str):
            return str(body[name])
    nested = (value for value in body.values() if isinstance(value, dict))
    return next((str(value["name"]) for value in nested if value.get("name")), "")


def _title(kind: ResourceKind) -> str:
    return kind.noun[:1].upper() + kind.noun[1:]
