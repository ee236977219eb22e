"""The package's modules as views: what lives where, and what each module imports."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from apigen.ir.api import UNKNOWN_HOST, Api, Field, Message, Method, Resource, Service
from apigen.ir.types import Enum
from apigen.targets.python.annotations import STANDARD_NAMES, Annotator
from apigen.targets.python.docstrings import docstring
from apigen.targets.python.literals import docstring_text, literal
from apigen.targets.python.messages import enum_class, message_class, placed_fields, request_view
from apigen.targets.python.methods import method_view
from apigen.targets.python.naming import (
    RULE_CLASSES,
    collection_classes,
    collection_name,
    distinct,
    method_name,
    module_name,
    service_attribute,
    service_classes,
)
from apigen.targets.python.options import PythonOptions
from apigen.targets.python.public import ERRORS, PUBLIC
from apigen.targets.python.reach import enums, methods
from apigen.targets.python.symbols import SHARED, Symbols, request_id
from apigen.targets.python.view_types import (
    EnumClass,
    Export,
    Import,
    ModelsModule,
    ModelsPackage,
    OperationMethods,
    Package,
    ResourceModule,
    ServicePackage,
)

# Where each name of the runtime that generated modules use lives, below `_runtime`.
RUNTIME_NAMES = {
    **dict.fromkeys(("Call", "PageCall"), "http.calls"),
    "CallOptions": "http.options",
    "OperationCall": "operations.call",
    **dict.fromkeys(("OMITTED", "Omittable"), "messages.omitted"),
    **dict.fromkeys(("Body", "Path", "Query", "Request"), "http.request"),
    **dict.fromkeys(("AsyncResource", "Resource"), "client.resource"),
    **dict.fromkeys(("AsyncOperation", "Operation"), "operations.operation"),
    **dict.fromkeys(("AsyncPager", "Page"), "http.paging"),
    **dict.fromkeys(
        [
            *RULE_CLASSES,
            "Bytes",
            "Deprecated",
            "Duration",
            "DurationLike",
            "FieldMask",
            "Int64",
            "Json",
            "JsonObject",
            "LeftToRight",
            "Message",
            "OneOf",
            "OpenEnum",
            "Required",
            "Timestamp",
            "TimestampLike",
        ],
        "messages.models",
    ),
}


def package_facts(api: Api, options: PythonOptions) -> dict[str, Any]:
    """What a `Package` says besides its services and models."""
    homes: dict[str, tuple[str, ...]] = {".client": ("AsyncClient", "Client")}
    homes |= {f"._runtime.{module}": names for module, names in PUBLIC.items()}
    exports = [Export(name=name, module=home) for home, names in homes.items() for name in names]
    return {
        "name": options.package,
        "distribution": options.distribution,
        "version": options.version,
        "operations": _operation_methods(api),
        "exports": tuple(sorted(exports, key=lambda export: _name_order(export.name))),
        "imports": tuple(
            Import(module=home, names=tuple(sorted(homes[home], key=_import_order)))
            for home in sorted(homes)
        ),
        "names": tuple(sorted([*(export.name for export in exports), "errors"], key=_name_order)),
        "errors": ERRORS,
        "unknown_hosts": _unknown_hosts(api),
    }


def _unknown_hosts(api: Api) -> tuple[str, ...]:
    hosts = {method.host for _, _, method in methods(api)}
    return tuple(sorted(host for host in hosts if host.endswith(UNKNOWN_HOST)))


def service_facts(
    service: Service, models: Iterable[Names], resources: Iterable[Names]
) -> dict[str, Any]:
    """What a `ServicePackage` says besides its resources, from the names in its modules."""
    sync, asynchronous = service_classes(service.name)
    exports = _exports((sync, asynchronous), models, resources)
    return {
        "module": module_name(service.name),
        "attribute": service_attribute(service.name),
        "name": service.name,
        "title": docstring_text(service.title or service.name),
        "sync_class": sync,
        "async_class": asynchronous,
        "exports": exports,
        "names": tuple(item.name for item in exports),
    }


def models_packages(
    modules: Iterable[tuple[str, ...]], names: Iterable[Names]
) -> Iterator[ModelsPackage]:
    """The folders of models, for their `__init__.py`; `names` are those of the modules."""
    exports = {name: Export(name=name, module=module) for module, own in names for name in own}
    for folder in sorted({module[:-1] for module in modules}):
        shared = folder == (SHARED,)
        yield ModelsPackage(
            path=f"{'/'.join(folder)}/__init__.py",
            service="" if shared else folder[0],
            exports=(
                tuple(exports[name] for name in sorted(exports, key=_name_order)) if shared else ()
            ),
        )


class Builder:
    """Holds what every module needs to know; each method makes one view."""

    def __init__(
        self, api: Api, names: Symbols, sent: frozenset[str], options: PythonOptions
    ) -> None:
        self._api = api
        self._messages = api.message_index()
        self._names = names
        self._sent = sent
        self._options = options
        self._by_module: dict[tuple[str, ...], list[Message]] = {}
        for message in api.messages:
            if message.id in names.modules:
                self._by_module.setdefault(names.modules[message.id], []).append(message)
        self._enums: dict[str, list[tuple[Enum, str]]] = {}
        for (owner, enum), name in names.enums.items():
            self._enums.setdefault(owner, []).append((enum, name))

    def models_modules(self) -> Iterator[ModelsModule]:
        for module in sorted(self._by_module):
            yield self.models(module)

    def models(self, module: tuple[str, ...]) -> ModelsModule:
        messages = self._by_module[module]
        annotate = self._annotator(message.id for message in messages)
        classes = tuple(
            message_class(
                message,
                self._names.classes[message.id],
                message.id in self._sent,
                annotate,
                self._options.site,
            )
            for message in sorted(messages, key=lambda m: self._names.classes[m.id])
        )
        fields = (field for message in messages for field in message.fields)
        enum_classes = self._enum_classes(annotate, fields)
        return ModelsModule(
            path="/".join(module) + ".py",
            service=module[0],
            imports=self._imports(annotate, module),
            enums=enum_classes,
            messages=classes,
        )

    def resource(self, service: Service, resource: Resource) -> ResourceModule:
        owners = [request_id(service.name, resource, method) for method in resource.methods]
        annotate = self._annotator(owners)
        annotate.use("CallOptions", "Resource", "AsyncResource")
        site = self._options.site
        names = distinct((method.name for method in resource.methods), method_name)
        requests = tuple(
            request_view(service, resource, method, annotate, site) for method in resource.methods
        )
        methods = tuple(
            method_view(
                service, resource, method, names[method.name], self._messages, annotate, site
            )
            for method in resource.methods
        )
        enum_classes = self._enum_classes(annotate, _own_fields(resource))
        sync, asynchronous = collection_classes(resource.name)
        module = (module_name(service.name), module_name(resource.name))
        return ResourceModule(
            path="/".join(module) + ".py",
            service=service.name,
            module=module[1],
            resource=resource.name,
            attribute=collection_name(resource.name),
            sync_class=sync,
            async_class=asynchronous,
            docs=docstring(resource.docs, site),
            imports=self._imports(annotate, module),
            enums=enum_classes,
            requests=requests,
            methods=methods,
        )

    def service(self, service: Service, models: tuple[ModelsModule, ...]) -> ServicePackage:
        resources = tuple(self.resource(service, resource) for resource in service.resources)
        own = (view for view in models if view.service == module_name(service.name))
        return ServicePackage(
            resources=resources,
            **service_facts(service, map(model_names, own), map(own_names, resources)),
        )

    def package(self, api: Api, models: tuple[ModelsModule, ...]) -> Package:
        services = tuple(self.service(service, models) for service in api.services)
        return Package(services=services, models=models, **package_facts(api, self._options))

    def _annotator(self, owners: Iterable[str]) -> Annotator:
        """Enums are named by their owner; within one module an enum has one name."""
        enum_names = {enum: name for owner in owners for enum, name in self._enums.get(owner, ())}
        return Annotator(self._names.classes, enum_names)

    def _enum_classes(self, annotate: Annotator, fields: Iterable[Field]) -> tuple[EnumClass, ...]:
        found: dict[str, EnumClass] = {}
        for field, enum in enums(fields):
            name, sent = annotate.enum_name(enum), enum in annotate.enums_sent
            if name not in found:
                found[name] = enum_class(name, field, enum, sent, self._options.site)
        if found:
            annotate.use("OpenEnum")
        if any(item.sent for item in found.values()):
            annotate.use("Literal", "TypeAlias")
        return tuple(found[name] for name in sorted(found))

    def _imports(self, annotate: Annotator, module: tuple[str, ...]) -> tuple[Import, ...]:
        """Standard library, pydantic, the runtime, the package's own modules: as isort sorts."""
        wanted: dict[str, set[str]] = {}
        up = "." * len(module)
        for name in annotate.used:
            if name in STANDARD_NAMES:
                wanted.setdefault(STANDARD_NAMES[name], set()).add(name)
            else:
                wanted.setdefault(f"{up}_runtime.{RUNTIME_NAMES[name]}", set()).add(name)
        for id_ in annotate.referred:
            home = self._names.modules[id_]
            if home != module:
                wanted.setdefault(relative(module, home), set()).add(self._names.classes[id_])
        imports: list[Import] = []
        section = 0
        for path, found in sorted(wanted.items(), key=lambda item: _module_order(item[0])):
            own = _module_order(path)[0]
            names = tuple(sorted(found, key=_import_order))
            imports.append(Import(module=path, names=names, first=own != section))
            section = own
        return tuple(imports)


def relative(module: tuple[str, ...], target: tuple[str, ...]) -> str:
    """The relative import of one module of the package from another."""
    common = 0
    while common < min(len(module), len(target)) - 1 and module[common] == target[common]:
        common += 1
    return "." * (len(module) - common) + ".".join(target[common:])


def _own_fields(resource: Resource) -> Iterator[Field]:
    for method in resource.methods:
        for _, fields in placed_fields(method):
            yield from fields


Names = tuple[str, tuple[str, ...]]  # a module of a service, relative to it, and its public names


def model_names(view: ModelsModule) -> Names:
    path = view.path.removesuffix(".py").partition("/")[2].replace("/", ".")
    names = [item.name for item in view.enums] + [item.name for item in view.messages]
    return f".{path}", tuple(names)


def own_names(view: ResourceModule) -> Names:
    names = [view.sync_class, view.async_class]
    names += [item.name for item in view.enums]
    names += [item.name for item in view.requests]
    return f".{view.module}", tuple(names)


def _exports(
    clients: tuple[str, str], models: Iterable[Names], resources: Iterable[Names]
) -> tuple[Export, ...]:
    """Everything that a service's package offers, from its models' modules and its resources'."""
    found = {name: Export(name=name, module=".client") for name in clients}
    for module, names in models:
        found.update((name, Export(name=name, module=module)) for name in names)
    for module, names in resources:
        for name in names:
            found.setdefault(name, Export(name=name, module=module))
    return tuple(found[name] for name in sorted(found, key=_name_order))


def _module_order(module: str) -> tuple[int, int, str]:
    """isort's sections: the library, others', our own; the farthest relative import first."""
    dots = len(module) - len(module.lstrip("."))
    if dots:
        return (2, -dots, module)
    return (1 if module == "pydantic" else 0, 0, module)


def _name_order(name: str) -> tuple[int, str]:
    kind = 0 if name.isupper() and len(name) > 1 else 1 if name[0].isupper() else 2
    return (kind, name)


def _import_order(name: str) -> tuple[int, str]:
    """Names within an import: as `_name_order`, but without regard to case."""
    kind, _ = _name_order(name)
    return (kind, name.lower())


def _operation_methods(api: Api) -> OperationMethods | None:
    """`get` and `cancel` of the resource Operation, when its pages are among those read."""
    for service in api.services:
        for resource in service.resources:
            methods = {method.name: method for method in resource.methods}
            if resource.name == "Operation" and {"get", "cancel"} <= methods.keys():
                return _operation_view(methods["get"], methods["cancel"])
    return None


def _operation_view(get: Method, cancel: Method) -> OperationMethods:
    return OperationMethods(
        host_literal=literal(get.host),
        get_verb=get.verb,
        get_path_literal=literal(get.path),
        cancel_verb=cancel.verb,
        cancel_path_literal=literal(cancel.path),
    )
