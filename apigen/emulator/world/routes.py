"""The methods of an API by the paths that call them.

A path index instead of Starlette's router: custom verbs (`images/{imageId}:cancel`, AIP-136) need literal
text to win over parameters, an id may contain percent-encoded slashes and colons, and matching the
thousands of paths of the whole API one by one would cost more than the call itself.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import unquote

import msgspec

from apigen.emulator.world.kinds import (
    PATH_PARAMETER,
    Behaviour,
    ResourceKind,
    behaviour_of,
    kind_of,
)
from apigen.ir.api import Api, Method


class MethodRoute(msgspec.Struct, frozen=True):
    """A method, its kind of resource and its behaviour. `id` is the OpenAPI operationId."""

    id: str
    method: Method
    kind: ResourceKind
    behaviour: Behaviour


class RouteMatch(msgspec.Struct, frozen=True):
    """A route and the decoded values of its path parameters."""

    route: MethodRoute
    parameters: dict[str, str]


class RouteTable:
    """All routes of an API, in the order of the API. Literal text wins over parameters: a call of
    `images:latestByFamily` does not get the image of that id."""

    def __init__(self, api: Api) -> None:
        self._routes = tuple(_routes(api))
        self._by_depth: dict[int, list[tuple[re.Pattern[str], MethodRoute]]] = {}
        for route in sorted(self._routes, key=lambda route: _precedence(route.method.path)):
            path = route.method.path
            routes = self._by_depth.setdefault(path.count("/"), [])
            routes.append((_expression(path), route))

    def __iter__(self) -> Iterator[MethodRoute]:
        return iter(self._routes)

    def __len__(self) -> int:
        return len(self._routes)

    @property
    def emulated(self) -> int:
        """The number of methods that do more than to answer a sample."""
        return sum(route.behaviour.emulated for route in self._routes)

    def find(self, verb: str, path: str) -> tuple[RouteMatch | None, tuple[str, ...]]:
        """The match of a percent-encoded path; without one, the verbs that the path supports."""
        verbs: list[str] = []
        for expression, route in self._by_depth.get(path.count("/"), ()):
            found = expression.fullmatch(path)
            if found is None:
                continue
            if route.method.verb == verb:
                names = PATH_PARAMETER.findall(route.method.path)
                values = [unquote(value) for value in found.groups()]
                return RouteMatch(route, dict(zip(names, values, strict=True))), ()
            verbs.append(route.method.verb)
        return None, tuple(dict.fromkeys(verbs))


def _precedence(path: str) -> tuple[int, int]:
    """Fewer parameters first, then more literal text."""
    return len(PATH_PARAMETER.findall(path)), -len(PATH_PARAMETER.sub("", path))


def _expression(path: str) -> re.Pattern[str]:
    parts = PATH_PARAMETER.split(path)
    return re.compile(
        "".join("([^/]+)" if i % 2 else re.escape(part) for i, part in enumerate(parts))
    )


def _routes(api: Api) -> Iterator[MethodRoute]:
    messages = api.message_index()
    for service in api.services:
        for resource in service.resources:
            kind = kind_of(service.name, resource, messages)
            for method in resource.methods:
                id_ = f"{service.name}.{resource.name}.{method.name}"
                yield MethodRoute(id_, method, kind, behaviour_of(method, resource, kind, messages))
