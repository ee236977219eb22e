"""What the files of one leaf unit depend on, as bytes: a key over them changes when any of it does, and
only then."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator

from apigen.ir.api import Api, Method, Resource, Service
from apigen.ir.encoding import encoded
from apigen.ir.walk import closure, reference_graph
from apigen.targets.python.reach import requested
from apigen.targets.python.symbols import Symbols, request_id


class Dependencies:
    """Gives the dependencies of units: their own facts; those of the messages that they reach; the
    modules, classes and enums that all these have. Each message is encoded once, however many units
    reach it."""

    def __init__(self, api: Api, sent: frozenset[str], names: Symbols) -> None:
        self._edges = reference_graph(api.messages)
        self._modules: dict[tuple[str, ...], list[str]] = {}
        for id_, module in names.modules.items():
            self._modules.setdefault(module, []).append(id_)
        self._messages = {
            message.id: encoded(
                (
                    hashlib.blake2b(encoded(message), digest_size=16).digest(),
                    names.classes.get(message.id),
                    names.modules.get(message.id),
                    message.id in sent,
                )
            )
            for message in api.messages
        }
        self._enums: dict[str, list[str]] = {}
        for (owner, _), name in names.enums.items():
            self._enums.setdefault(owner, []).append(name)

    def of_models(self, module: tuple[str, ...]) -> tuple[bytes, ...]:
        ids = sorted(self._modules[module])
        return self._all(encoded(module), ids, ids)

    def of_resource(self, service: Service, resource: Resource) -> tuple[bytes, ...]:
        owners = [request_id(service.name, resource, method) for method in resource.methods]
        return self._all(encoded((service.name, resource)), list(_reached(resource)), owners)

    def _all(self, own: bytes, ids: list[str], owners: list[str]) -> tuple[bytes, ...]:
        reached = sorted(closure(ids, self._edges) & self._messages.keys())
        return (
            own,
            encoded(reached),
            b"".join(self._messages[id_] for id_ in reached),
            encoded([self._enums.get(owner, ()) for owner in owners]),
        )


def _reached(resource: Resource) -> Iterator[str]:
    yield from _ids(resource.message)
    for method in resource.methods:
        yield from requested(method)
        yield from _answers(method)


def _answers(method: Method) -> Iterator[str]:
    """The answer and, for an operation, its result and metadata."""
    operation = method.operation
    results = (operation.result, operation.metadata) if operation is not None else ()
    yield from _ids(method.response, *results)


def _ids(*ids: str | None) -> Iterator[str]:
    yield from (id_ for id_ in ids if id_)
