"""The package as units: resources and modules of models, then the services of a folder, then the package.

What the files of a resource or a module say depends on its own facts, on the messages that these reach,
and on their names in Python; `inputs` gives exactly that. What only the whole API decides (which module a
message lives in, what its class is called) is decided first. Services and the package are made from the
summaries of what they consist of.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import msgspec

from apigen.ir.api import Api, Resource, Service
from apigen.ir.codec import encoded
from apigen.targets.base import Unit, UnitViews, ViewSet
from apigen.targets.python.dependencies import Dependencies
from apigen.targets.python.naming import module_name
from apigen.targets.python.options import PythonOptions
from apigen.targets.python.reach import reach
from apigen.targets.python.summaries import (
    PackageSummary,
    ResourceSummary,
    ServiceSummary,
    resource_summary,
)
from apigen.targets.python.symbols import symbols
from apigen.targets.python.tests.view_types import PackageTests
from apigen.targets.python.tests.views import TestViews
from apigen.targets.python.view_types import ModelsPackage
from apigen.targets.python.views import (
    Builder,
    Names,
    model_names,
    models_packages,
    own_names,
    package_facts,
    service_facts,
)

COLLECTIONS = (
    "api",
    "model_tests",
    "models",
    "models_package",
    "package_tests",
    "resource",
    "resource_tests",
    "service",
)
_PACKAGE = "package"


class _LeafSummary(msgspec.Struct, frozen=True):
    """A resource or a module of models, as services and package see it. `names` are its module and the
    classes in it. A resource has a summary view, and a first call that stands for all of the package.
    """

    names: Names
    resource: ResourceSummary | None = None
    call: PackageTests | None = None


class _FolderSummary(msgspec.Struct, frozen=True):
    services: tuple[ServiceSummary, ...]
    call: PackageTests | None


class PythonProgram:
    """The units of an API."""

    collections = COLLECTIONS

    def __init__(self, api: Api, options: PythonOptions) -> None:
        self._api = api
        self._options = options
        self._reached = reach(api)
        self._names = symbols(api, self._reached)
        self._builders: tuple[Builder, TestViews] | None = None
        self._resources = {
            _resource_unit(number, inner): (service, resource)
            for number, service in enumerate(api.services)
            for inner, resource in enumerate(service.resources)
        }
        self._sizes = Counter(self._names.modules.values())
        self._modules = {f"models {'/'.join(module)}": module for module in sorted(self._sizes)}

    def layers(self) -> Sequence[Sequence[Unit]]:
        needs: dict[str, list[str]] = {}
        for name, (service, _) in self._resources.items():
            needs.setdefault(module_name(service.name), []).append(name)
        for name, module in self._modules.items():
            needs.setdefault(module[0], []).append(name)
        leaves = tuple(map(Unit, (*self._resources, *self._modules)))
        folders = tuple(Unit(f"folder {name}", tuple(own)) for name, own in needs.items())
        return leaves, folders, (Unit(_PACKAGE, tuple(folder.name for folder in folders)),)

    def inputs(self, units: Sequence[Unit]) -> Iterator[tuple[bytes, ...]]:
        leaves = Dependencies(self._api, self._reached.sent, self._names)
        for unit in units:
            if unit.name in self._resources:
                yield leaves.of_resource(*self._resources[unit.name])
            elif unit.name in self._modules:
                yield leaves.of_models(self._modules[unit.name])
            elif unit.name == _PACKAGE:
                yield (encoded(self._package_facts()),)
            else:
                names = [(service.name, service.title) for _, service in self._services(unit)]
                yield (encoded(names),)

    def weight(self, unit: Unit) -> int:
        if unit.name in self._modules:
            return self._sizes[self._modules[unit.name]]
        if unit.name in self._resources:
            return len(self._resources[unit.name][1].methods)
        return 1

    def views(self, unit: Unit, summaries: Mapping[str, bytes]) -> UnitViews:
        if unit.name in self._resources:
            return self._resource_views(*self._resources[unit.name])
        if unit.name in self._modules:
            return self._models_views(self._modules[unit.name])
        if unit.name == _PACKAGE:
            return self._package_views(unit, summaries)
        return self._folder_views(unit, summaries)

    def full_views(self, unit: Unit) -> ViewSet:
        build, tests = self._build()
        models = tuple(build.models_modules())
        if unit.name == _PACKAGE:
            package = build.package(self._api, models)
            return self._view_set(
                {"api": (package,), "package_tests": tuple(tests.package(self._api))}
            )
        services = tuple(build.service(service, models) for _, service in self._services(unit))
        own = (model_names(view) for view in models if view.service == _folder(unit))
        packages = self._models_packages(unit, own)
        return self._view_set({"service": services, "models_package": packages})

    def _resource_views(self, service: Service, resource: Resource) -> UnitViews:
        build, tests = self._build()
        view, own = build.resource(service, resource), tests.resource(service, resource)
        summary = _LeafSummary(own_names(view), resource_summary(view), tests.first_call(own))
        views = self._view_set({"resource": (view,), "resource_tests": (own,)})
        return UnitViews(views, msgspec.msgpack.encode(summary))

    def _models_views(self, module: tuple[str, ...]) -> UnitViews:
        build, tests = self._build()
        view = build.models(module)
        views = self._view_set({"models": (view,), "model_tests": (tests.models(module),)})
        return UnitViews(views, msgspec.msgpack.encode(_LeafSummary(model_names(view))))

    def _folder_views(self, unit: Unit, summaries: Mapping[str, bytes]) -> UnitViews:
        leaves = {
            name: msgspec.msgpack.decode(summaries[name], type=_LeafSummary) for name in unit.needs
        }
        models = [leaf.names for name, leaf in leaves.items() if name in self._modules]
        services = tuple(
            self._service(number, service, models, leaves)
            for number, service in self._services(unit)
        )
        calls = (leaf.call for leaf in leaves.values() if leaf.call is not None)
        summary = _FolderSummary(services, next(calls, None))
        views = {"service": services, "models_package": self._models_packages(unit, models)}
        return UnitViews(self._view_set(views), msgspec.msgpack.encode(summary))

    def _service(
        self,
        number: int,
        service: Service,
        models: Iterable[Names],
        leaves: Mapping[str, _LeafSummary],
    ) -> ServiceSummary:
        own = [leaves[_resource_unit(number, inner)] for inner in range(len(service.resources))]
        resources = tuple(leaf.resource for leaf in own if leaf.resource is not None)
        facts = service_facts(service, models, (leaf.names for leaf in own))
        return ServiceSummary(resources=resources, **facts)

    def _package_views(self, unit: Unit, summaries: Mapping[str, bytes]) -> UnitViews:
        folders = [
            msgspec.msgpack.decode(summaries[name], type=_FolderSummary) for name in unit.needs
        ]
        services = tuple(service for folder in folders for service in folder.services)
        package = PackageSummary(services=services, **self._package_facts())
        calls = [folder.call for folder in folders if folder.call is not None]
        return UnitViews(self._view_set({"api": (package,), "package_tests": tuple(calls[:1])}))

    def _models_packages(self, unit: Unit, names: Iterable[Names]) -> tuple[ModelsPackage, ...]:
        modules = (self._modules[name] for name in unit.needs if name in self._modules)
        return tuple(models_packages(modules, names))

    def _package_facts(self) -> dict[str, Any]:
        """What the views of the package say besides its services."""
        return package_facts(self._api, self._options)

    def _view_set(self, collections: dict[str, tuple[Any, ...]]) -> ViewSet:
        return ViewSet({"package": self._options.package}, collections)

    def _services(self, unit: Unit) -> Iterator[tuple[int, Service]]:
        """The services in a folder, with their positions in the API."""
        for number, service in enumerate(self._api.services):
            if module_name(service.name) == _folder(unit):
                yield number, service

    def _build(self) -> tuple[Builder, TestViews]:
        """Made where they are needed: processes do not receive what they can make themselves."""
        if self._builders is None:
            api, names, options = self._api, self._names, self._options
            self._builders = (
                Builder(api, names, self._reached.sent, options),
                TestViews(api, names, self._reached, options.package),
            )
        return self._builders

    def __getstate__(self) -> dict[str, object]:
        return {**self.__dict__, "_builders": None}


def _resource_unit(service: int, resource: int) -> str:
    """The name of a resource's unit, by the positions of both in the API: names need not be unique."""
    return f"resource {service}/{resource}"


def _folder(unit: Unit) -> str:
    return unit.name.removeprefix("folder ")
