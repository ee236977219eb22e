"""Summary views: what our own templates about a whole service, or the whole package, say of its resources.

They let one changed resource be printed without the views of all others. A `[[file]]` rule of a pack asks
for them by `summary = true`; every other template sees the full views of `view_types`.
"""

from __future__ import annotations

from apigen.targets.python.view_types import (
    Export,
    Import,
    OperationMethods,
    ResourceModule,
    View,
)


class ArgumentSummary(View, frozen=True, kw_only=True):
    name: str
    default: str


class MethodSummary(View, frozen=True, kw_only=True):
    name: str
    verb: str
    path: str
    source: str
    arguments: tuple[ArgumentSummary, ...]


class ResourceSummary(View, frozen=True, kw_only=True):
    path: str
    service: str
    module: str
    resource: str
    attribute: str
    sync_class: str
    async_class: str
    methods: tuple[MethodSummary, ...]


class ServiceSummary(View, frozen=True, kw_only=True):
    module: str
    attribute: str
    name: str
    title: str
    sync_class: str
    async_class: str
    resources: tuple[ResourceSummary, ...]
    exports: tuple[Export, ...]
    names: tuple[str, ...]


class PackageSummary(View, frozen=True, kw_only=True):
    name: str
    distribution: str
    version: str
    services: tuple[ServiceSummary, ...]
    operations: OperationMethods | None
    exports: tuple[Export, ...]
    imports: tuple[Import, ...]
    names: tuple[str, ...]
    errors: tuple[str, ...]
    unknown_hosts: tuple[str, ...]


def resource_summary(view: ResourceModule) -> ResourceSummary:
    return ResourceSummary(
        path=view.path,
        service=view.service,
        module=view.module,
        resource=view.resource,
        attribute=view.attribute,
        sync_class=view.sync_class,
        async_class=view.async_class,
        methods=tuple(
            MethodSummary(
                name=method.name,
                verb=method.verb,
                path=method.path,
                source=method.source,
                arguments=tuple(
                    ArgumentSummary(name=argument.name, default=argument.default)
                    for argument in method.arguments
                ),
            )
            for method in view.methods
        ),
    )
