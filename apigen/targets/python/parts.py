"""The package in parts that can be made one by one: a resource, or a module of models, with its tests.

What a part's files say depends on its own facts, on the messages that these reach, and on the names
that all these have in Python: `Parts.facts` gives just that, as bytes. What only the whole decides
(which module a message lives in, what its class is called) is decided first, for all parts.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from apigen.ir.api import Api, Resource, Service
from apigen.targets.base import ViewSet
from apigen.targets.python.facts import Facts, Part
from apigen.targets.python.naming import module_name
from apigen.targets.python.outline import (
    PackageOutline,
    ResourceOutline,
    ServiceOutline,
    resource_outline,
)
from apigen.targets.python.reach import reach
from apigen.targets.python.symbols import symbols
from apigen.targets.python.test_view_types import PackageTests
from apigen.targets.python.test_views import TestViews
from apigen.targets.python.views import (
    Builder,
    Names,
    Options,
    model_names,
    models_packages,
    own_names,
    package_facts,
    service_facts,
)

PARTED = ("models", "model_tests", "resource", "resource_tests")
WHOLE = ("api", "models_package", "package_tests", "service")
"""The collections of `view_set`: those that parts make up, and those of services and the package."""


class Told(msgspec.Struct, frozen=True):
    """What the files of services and package say of a part. `names` are its module and the classes in
    it; a resource has an outline, and a first call that stands for all."""

    names: Names
    outline: ResourceOutline | None = None
    call: PackageTests | None = None


class Parts:
    """The parts of an API."""

    def __init__(self, api: Api, options: Options) -> None:
        self._api = api
        self._options = options
        self._reached = reach(api)
        self._names = symbols(api, self._reached)
        self._views: tuple[Builder, TestViews] | None = None

    def all(self) -> tuple[Part, ...]:
        """Resources in the API's order, then modules of models in that of their names."""
        resources = (
            Part(module_name(service.name), at=(number, inner))
            for number, service in enumerate(self._api.services)
            for inner, _ in enumerate(service.resources)
        )
        modules = sorted(set(self._names.modules.values()))
        return (*resources, *(Part(module[0], module=module) for module in modules))

    def facts(self, parts: Iterable[Part]) -> Iterator[tuple[bytes, ...]]:
        """Everything that the views of each part, and what is told of it, are made from."""
        return Facts(self._api, self._reached.sent, self._names).of(parts)

    def views(self, part: Part) -> tuple[ViewSet, Told]:
        """The views of a part, and what is told of it."""
        build, tests = self._builders()
        shared = self._shared()
        if part.at is None:
            models = build.models(part.module)
            collections = {"models": (models,), "model_tests": (tests.models(part.module),)}
            return ViewSet(shared, collections), Told(model_names(models))
        service, resource = self._resource(part.at)
        view = build.resource(service, resource)
        own = tests.resource(service, resource)
        told = Told(own_names(view), resource_outline(view), tests.first_call(own))
        return ViewSet(shared, {"resource": (view,), "resource_tests": (own,)}), told

    def titles(self, folder: str) -> tuple[tuple[str, str], ...]:
        """Names and titles of the services in a folder."""
        return tuple((service.name, service.title) for _, service in self._services(folder))

    def services(self, folder: str, told: Mapping[Part, Told]) -> tuple[ServiceOutline, ...]:
        """The services in a folder, from what is told of its parts."""
        found = []
        for number, service in self._services(folder):
            models = (told[part].names for part in told if part.module[:1] == (folder,))
            own = [told[Part(folder, (number, n))] for n, _ in enumerate(service.resources)]
            outlines = tuple(item.outline for item in own if item.outline is not None)
            facts = service_facts(service, models, (item.names for item in own))
            found.append(ServiceOutline(resources=outlines, **facts))
        return tuple(found)

    def folder(
        self, services: Iterable[ServiceOutline], parts: Iterable[Part], told: Mapping[Part, Told]
    ) -> ViewSet:
        """The views of a folder's services, and of its models as a whole."""
        models = [part for part in parts if part.module]
        names = (told[part].names for part in models)
        packages = tuple(models_packages((part.module for part in models), names))
        return ViewSet(self._shared(), {"service": tuple(services), "models_package": packages})

    def package_facts(self) -> dict[str, Any]:
        """What the views of the package say besides its services."""
        return package_facts(self._api, self._options)

    def package(self, services: Iterable[ServiceOutline], told: Mapping[Part, Told]) -> ViewSet:
        """The views of the whole package."""
        whole = PackageOutline(services=tuple(services), **self.package_facts())
        calls = [item.call for item in told.values() if item.call is not None]
        return ViewSet(self._shared(), {"api": (whole,), "package_tests": tuple(calls[:1])})

    def weight(self, part: Part) -> int:
        """About how long a part takes: the messages and methods in it."""
        if part.at is None:
            return sum(home == part.module for home in self._names.modules.values())
        return len(self._resource(part.at)[1].methods)

    def _shared(self) -> dict[str, Any]:
        return {"package": self._options.package}

    def _services(self, folder: str) -> Iterator[tuple[int, Service]]:
        for number, service in enumerate(self._api.services):
            if module_name(service.name) == folder:
                yield number, service

    def _resource(self, at: tuple[int, int]) -> tuple[Service, Resource]:
        service = self._api.services[at[0]]
        return service, service.resources[at[1]]

    def _builders(self) -> tuple[Builder, TestViews]:
        """Made where they are needed: processes are not handed what they can make."""
        if self._views is None:
            api, names, options = self._api, self._names, self._options
            self._views = (
                Builder(api, names, self._reached.sent, options),
                TestViews(api, names, self._reached, options.package),
            )
        return self._views

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "_views": None}
