"""Where each message and enum lives in the package, and what its class is called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from apigen.ir.api import Api, Message, Method, Resource
from apigen.ir.names import words
from apigen.ir.types import Enum
from apigen.ir.walk import references
from apigen.targets.python.naming import (
    class_name,
    collection_classes,
    module_name,
    service_classes,
)
from apigen.targets.python.reach import Home, Reach, enums, methods

SHARED = "shared"


class Symbols(msgspec.Struct, frozen=True):
    """`modules`: message id → module path below the package (`("compute", "models", "image")`).
    `classes`: message id → class name. `enums`: (owner, enum) → class name, where the owner is a
    message id or a method's `request_id`."""

    modules: dict[str, tuple[str, ...]]
    classes: dict[str, str]
    enums: dict[tuple[str, Enum], str]


def request_class(resource: Resource, method: Method) -> str:
    """`GetImageRequest`, `ListImageOperationsRequest`: the verb first, as the docs name them."""
    verb, *rest = words(method.name) or ("call",)
    parts = (verb, *words(resource.name), *rest)
    return "".join(part[:1].upper() + part[1:] for part in parts) + "Request"


def request_id(service: str, resource: Resource, method: Method) -> str:
    return f"{service}.{resource.name}.{method.name}"


def symbols(api: Api, reached: Reach) -> Symbols:
    """What services share is named first: its names are imported beside those of each service."""
    messages = api.message_index()
    modules = _modules(reached.homes, messages)
    own = _own_classes(api)
    classes: dict[str, str] = {}
    taken = {scope: set(names) for scope, names in own.items()}
    every = set().union(*own.values()) if own else set()
    shared: set[str] = set()
    for scope, ids in sorted(_by_scope(modules).items(), key=lambda item: item[0] != SHARED):
        before = every if scope == SHARED else shared | own[scope]
        names = _class_names([messages[id_] for id_ in ids], before)
        classes.update(names)
        if scope == SHARED:
            shared = set(names.values())
        taken.setdefault(scope, set()).update(names.values())
    return Symbols(modules, classes, _enum_names(api, modules, classes, taken))


def _own_classes(api: Api) -> dict[str, set[str]]:
    """The classes that each service has besides its messages: requests and groups of methods."""
    found: dict[str, set[str]] = {}
    for service in api.services:
        names = found.setdefault(module_name(service.name), set())
        names.update(service_classes(service.name))
        for resource in service.resources:
            names.update(collection_classes(resource.name))
            names.update(request_class(resource, method) for method in resource.methods)
    return found


def _modules(
    homes: Mapping[str, frozenset[Home]], messages: Mapping[str, Message]
) -> dict[str, tuple[str, ...]]:
    """A module for the messages of each resource, and one for those that the same several resources
    use: who imports one message loads few that it has no use for. Such modules cannot import each
    other in a circle, for what a message leads to is used wherever it is."""
    together: dict[frozenset[Home], list[str]] = {}
    for id_, where in homes.items():
        together.setdefault(where, []).append(id_)
    found: dict[str, tuple[str, ...]] = {}
    taken: set[tuple[str, ...]] = set()
    for first, ids, where in sorted(
        ((_first(ids, messages), ids, where) for where, ids in together.items()),
        key=lambda item: (item[0].count("."), item[0]),
    ):
        module = wanted = _module(where, messages[first].name)
        number = 2
        while module in taken:
            module, number = (*wanted[:-1], f"{wanted[-1]}_{number}"), number + 1
        taken.add(module)
        found.update(dict.fromkeys(ids, module))
    return found


def _module(homes: frozenset[Home], first: str) -> tuple[str, ...]:
    services = {service for service, _ in homes}
    if len(services) > 1:
        return (SHARED, module_name(first))
    resources = {resource for _, resource in homes}
    alone = len(resources) == 1
    last = module_name(next(iter(resources))) if alone else f"common_{module_name(first)}"
    return (module_name(next(iter(services))), "models", last)


def _first(ids: Iterable[str], messages: Mapping[str, Message]) -> str:
    """The message that some are called after: one that none of the others leads to, if there is."""
    inner = {to for id_ in ids for to in references(messages[id_].fields) if to != id_}
    return min(ids, key=lambda id_: (id_ in inner, id_.count("."), id_))


def _by_scope(modules: dict[str, tuple[str, ...]]) -> dict[str, list[str]]:
    """Ids by the package whose names they share: a service, or everything that services share."""
    scopes: dict[str, list[str]] = {}
    for id_, module in sorted(modules.items()):
        scopes.setdefault(module[0], []).append(id_)
    return scopes


def _class_names(messages: list[Message], before: set[str]) -> dict[str, str]:
    """Short names where they are unique. In a clash the id with the fewest parts keeps the short
    one, the others are told apart by the words before theirs."""
    names: dict[str, str] = {}
    taken = set(before)
    for message in sorted(messages, key=lambda m: (m.id.count("."), m.id)):
        name = wanted = class_name(message.name)
        parents = message.id.split(".")[:-1]
        while name in taken and parents:
            name = class_name(parents.pop()) + name
        number = 2
        while name in taken:
            name, number = f"{wanted}{number}", number + 1
        taken.add(name)
        names[message.id] = name
    return names


def _enum_names(
    api: Api,
    modules: dict[str, tuple[str, ...]],
    classes: dict[str, str],
    taken: dict[str, set[str]],
) -> dict[tuple[str, Enum], str]:
    chosen: dict[tuple[str, Enum], str] = {}
    for scope, owner, prefix, field, enum in _enum_uses(api, modules, classes):
        if (owner, enum) in chosen:
            continue
        name = wanted = _enum_name(prefix, field, enum)
        number = 2
        while name in taken.setdefault(scope, set()):
            name, number = f"{wanted}{number}", number + 1
        taken[scope].add(name)
        chosen[owner, enum] = name
    return chosen


def _enum_uses(
    api: Api, modules: dict[str, tuple[str, ...]], classes: dict[str, str]
) -> Iterator[tuple[str, str, str, str, Enum]]:
    for message in api.messages:
        if message.id in modules:
            for field, enum in enums(message.fields):
                scope = modules[message.id][0]
                yield scope, message.id, classes[message.id], field.name, enum
    for service, resource, method in methods(api):
        own = [message for message in (method.query, method.body) if message is not None]
        fields = (*method.parameters, *(field for message in own for field in message.fields))
        for field, enum in enums(fields):
            scope = module_name(service.name)
            owner = request_id(service.name, resource, method)
            prefix = request_class(resource, method).removesuffix("Request")
            yield scope, owner, prefix, field.name, enum


def _enum_name(prefix: str, field: str, enum: Enum) -> str:
    """`OsType`: the message first, since the page's word alone (`Type`, `Status`) says little."""
    own = class_name(enum.name or "".join(word.title() for word in words(field)), "Enum")
    return own if own.startswith(prefix) else f"{prefix}{own}"
