"""Standard methods of resources: create, get, list, update, delete and their like (AIP-130)."""

from __future__ import annotations

from typing import Any

import msgspec

from apigen.emulator import listing, masks
from apigen.emulator.messages import ALREADY_EXISTS, StatusError, Violation, invalid
from apigen.emulator.operations import Plan
from apigen.emulator.references import check_references
from apigen.emulator.routing import Kind, Match
from apigen.emulator.store import Effect
from apigen.emulator.wire_types import is_default, same_in_json
from apigen.emulator.world import World, not_found, ready_state, state_among
from apigen.ir.api import Field, Message
from apigen.ir.types import Integer, Timestamp

Json = dict[str, Any]
_GIB = 2**30


class Call(msgspec.Struct, frozen=True):
    """A checked call of a method."""

    match: Match
    query: Json
    body: Json

    @property
    def kind(self) -> Kind:
        return self.match.route.kind


class Resources:
    """The resources of a world. What changes one gives a plan, which an operation carries out."""

    def __init__(self, world: World) -> None:
        self._world = world

    def create(self, call: Call) -> Plan:
        """The new resource is there at once, in its first state, and ready when the plan is done."""
        world, kind = self._world, call.kind
        check_references(world, {**call.match.parameters, **call.body})
        key = self._new_key(call)
        if world.store.resource(kind.name, key) is not None:
            raise StatusError(ALREADY_EXISTS, f"{_title(kind)} {key} already exists")
        scope = self._scope(call)
        self._check_name(kind, scope, call.body.get("name"))
        data = self._made(call, key)
        first, ready = state_among(kind, "CREATING", "PROVISIONING", "STARTING"), ready_state(kind)
        done = Effect(kind.name, key, set={"status": ready} if ready else {})
        if first or ready:
            data["status"] = first or ready
        world.store.put_resource(kind.name, key, scope, data)
        undo = Effect(kind.name, key, remove=True)
        return Plan(kind=kind, key=key, done=(done,), undo=(undo,))

    def get(self, call: Call) -> Json:
        return self._world.resource(call.kind, self._key(call))

    def listed(self, call: Call) -> Json:
        """A page of the resources of a container."""
        world, kind = self._world, call.kind
        scope = self._scope(call)
        items = [
            item
            for key, item in world.store.resources(kind.name, scope if scope else None)
            if self._below(kind, key, call.match.parameters)
        ]
        known = (
            frozenset(field.name for field in kind.message.fields) if kind.message else frozenset()
        )
        test = listing.condition(str(call.query.get("filter") or ""), known)
        items = [item for item in items if test(item)]
        items = listing.ordered(items, str(call.query.get("orderBy") or ""), known)
        return self.page(call, items)

    def page(self, call: Call, items: list[Json]) -> Json:
        """An answer with a page of items."""
        pages = call.match.route.method.pagination
        assert pages is not None
        size = int(call.query.get(pages.page_size or "", 0) or 0)
        shown, token = listing.page(items, size, str(call.query.get(pages.page_token) or ""))
        found: Json = {pages.items: shown}
        if token:
            found[pages.next_page_token] = token
        return found

    def update(self, call: Call) -> Plan:
        world, kind, key = self._world, call.kind, self._key(call)
        current = world.resource(kind, key)
        method = call.match.route.method
        own = {field.name: field.type for field in _fields(kind.message)}
        updatable = tuple(
            field.name
            for field in _fields(method.body)
            if field.name in own and same_in_json(field.type, own[field.name])
        )
        new, gone = masks.changed(current, call.body, updatable, method.update_mask)
        empty = tuple(name for name, value in new.items() if is_default(own[name], value))
        new = {name: value for name, value in new.items() if name not in empty}
        gone += tuple(name for name in empty if name in current)
        check_references(world, new)
        self._check_name(kind, world.store.scope_of(kind.name, key), new.get("name"), key)
        return Plan(kind=kind, key=key, done=(Effect(kind.name, key, set=new, unset=gone),))

    def delete(self, call: Call) -> Plan:
        """The resource is gone when the plan is done; until then it says that it is going."""
        world, kind, key = self._world, call.kind, self._key(call)
        current = world.resource(kind, key)
        going = state_among(kind, "DELETING", "STOPPING")
        undo: tuple[Effect, ...] = ()
        if going:
            world.store.change_resource(Effect(kind.name, key, set={"status": going}))
            before = current.get("status")
            undo = (Effect(kind.name, key, set={"status": before} if before else {}),)
        remove = Effect(kind.name, key, remove=True)
        return Plan(kind=kind, key=key, done=(remove,), undo=undo, answers=False)

    def latest(self, call: Call) -> Json:
        """The newest of a family that can be used."""
        kind, family = call.kind, str(call.query.get("family") or "")
        ready = ready_state(kind)
        found = [
            item
            for _, item in self._world.store.resources(kind.name, self._scope(call) or None)
            if str(item.get("family") or "") == family and item.get("status", ready) == ready
        ]
        if not found or not family:
            raise not_found(f"{_title(kind)} of family", family)
        return max(found, key=lambda item: (str(item.get("createdAt")), str(item.get("id"))))

    def acted(self, call: Call) -> Plan:
        """An action that is not emulated: the resource must exist and stays as it is."""
        key = self._key(call)
        self._world.resource(call.kind, key)
        result = call.match.route.method.operation
        return Plan(kind=call.kind, key=key, answers=result is not None and not result.empty)

    def bindings(self, call: Call) -> list[Json]:
        key = self._bound(call)
        return self._world.store.bindings(call.kind.name, key)

    def bind(self, call: Call) -> Plan:
        """Replaces the bindings, or applies `accessBindingDeltas`."""
        key = self._bound(call)
        found = self._world.store.bindings(call.kind.name, key)
        if "accessBindingDeltas" in call.body:
            for delta in call.body["accessBindingDeltas"]:
                binding = delta.get("accessBinding", {})
                found = [item for item in found if item != binding]
                if delta.get("action") == "ADD":
                    found.append(binding)
        else:
            found = list(call.body.get("accessBindings", ()))
        self._world.store.put_bindings(call.kind.name, key, found)
        return Plan(kind=call.kind, key=key, answers=False)

    def _bound(self, call: Call) -> str:
        """Access bindings name their resource `resourceId`."""
        key = "/".join(call.match.parameters.values())
        self._world.resource(call.kind, key)
        return key

    def _key(self, call: Call) -> str:
        return self._world.key(call.kind, call.match.parameters)

    def _new_key(self, call: Call) -> str:
        """Parents from the path; at the end a new id, or the name that the caller gives."""
        kind = call.kind
        given = call.match.parameters
        parents = [given.get(name, "") for name in kind.key[:-1]]
        last = kind.key[-1]
        if last.endswith("Id"):
            return "/".join([*parents, self._world.new_id(kind.noun)])
        name = given.get(last) or _named(call.body, last)
        if not name:
            raise invalid([Violation(last, "required", "Field is required")])
        return "/".join([*parents, name])

    def _made(self, call: Call, key: str) -> Json:
        """The resource of a request: what its message has of the body, and what the service adds."""
        message = call.kind.message
        assert message is not None
        method = call.match.route.method
        given = {**call.match.parameters, **call.body}
        asked = {f.name: f.type for f in (*method.parameters, *_fields(method.body))}
        found: Json = {}
        for field in message.fields:
            if field.name in given and same_in_json(asked.get(field.name, field.type), field.type):
                found[field.name] = given[field.name]
                if is_default(field.type, given[field.name]):
                    found.pop(field.name)
            elif field.name == "createdAt" and isinstance(field.type, Timestamp):
                found[field.name] = self._world.timestamp()
            elif field.name == "id":
                found[field.name] = key.rpartition("/")[2]
            elif field.name.endswith("Size") and isinstance(field.type, Integer):
                size = self._size(given, key)
                found[field.name] = str(size) if field.type.quoted else size
        return found

    def _size(self, given: Json, key: str) -> int:
        """A size that a real one could be: not above what the request says is the least disk."""
        most = min([int(v) for n, v in given.items() if n.endswith("Size")], default=16 * _GIB)
        part = self._world.chance.between(0.1, 0.9, "size", key)
        return max(4096, int(most * part) // 4096 * 4096)

    def _scope(self, call: Call) -> str:
        """What a resource belongs to: `folderId` of the request, else the parents in its path."""
        scope = call.kind.scope
        given = {**call.match.parameters, **call.query, **call.body}
        if scope is not None and given.get(scope):
            return str(given[scope])
        parents = [call.match.parameters.get(name, "") for name in call.kind.key[:-1]]
        return "/".join(parents)

    def _below(self, kind: Kind, key: str, parameters: dict[str, str]) -> bool:
        """Whether a key is under the parents that a path names."""
        pairs = zip(kind.key, key.split("/"), strict=False)
        return all(parameters.get(name, value) == value for name, value in pairs)

    def _check_name(self, kind: Kind, scope: str, name: object, key: str = "") -> None:
        text = str(name or "")
        if text and self._world.store.name_taken(kind.name, scope, text, key):
            raise StatusError(ALREADY_EXISTS, f"{_title(kind)} with name {text} already exists")


def _fields(message: Message | None) -> tuple[Field, ...]:
    return message.fields if message is not None else ()


def _named(body: Json, parameter: str) -> str:
    """The name of a new resource in a body: `userName`, `name`, or `name` in an object within."""
    for name in (parameter, "name"):
        if isinstance(body.get(name), str):
            return str(body[name])
    inner = (value for value in body.values() if isinstance(value, dict))
    return next((str(value["name"]) for value in inner if value.get("name")), "")


def _title(kind: Kind) -> str:
    return kind.noun[:1].upper() + kind.noun[1:]
