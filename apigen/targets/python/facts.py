"""What the files of one part of the package depend on, as bytes: a key that covers it changes when any
of it does, and only then."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator

import msgspec

from apigen.ir.api import Api, Method, Resource
from apigen.ir.walk import closure, reference_graph
from apigen.targets.python.reach import requested
from apigen.targets.python.symbols import Symbols, request_id


class Part(msgspec.Struct, frozen=True):
    """A resource with its tests (`at` is the place of its service, and its own within that), or a
    module of models with its tests. `folder` is the package's folder that it belongs to."""

    folder: str
    at: tuple[int, int] | None = None
    module: tuple[str, ...] = ()


class Facts:
    """Gives the facts of parts: their own; those of the messages that they reach; the modules, classes
    and enums that all these have. Each message is encoded once, however many parts reach it."""

    def __init__(self, api: Api, sent: frozenset[str], names: Symbols) -> None:
        self._api = api
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

    def of(self, parts: Iterable[Part]) -> Iterator[tuple[bytes, ...]]:
        for part in parts:
            if part.at is None:
                ids = sorted(self._modules[part.module])
                own, owners = encoded(part.module), ids
            else:
                service = self._api.services[part.at[0]]
                resource = service.resources[part.at[1]]
                ids = list(_reached(resource))
                own = encoded((service.name, resource))
                owners = [request_id(service.name, resource, m) for m in resource.methods]
            reached = sorted(closure(ids, self._edges) & self._messages.keys())
            yield (
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
    """More than is read into: the envelope of an operation, too."""
    operation = method.operation
    results = (operation.result, operation.metadata) if operation is not None else ()
    yield from _ids(method.response, *results)


def _ids(*ids: str | None) -> Iterator[str]:
    yield from (id_ for id_ in ids if id_)


def encoded(value: object) -> bytes:
    """Equal bytes for equal facts with equal places. MessagePack holds no integers beyond 64 bits and
    no halves of surrogate pairs; what pages print of these is spelled."""
    try:
        return msgspec.msgpack.encode(value)
    except (OverflowError, UnicodeError):
        return b"?" + ascii(value).encode()
