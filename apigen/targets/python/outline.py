"""Views without their insides: what the files about a whole service or the whole package say of it.

Our own templates need no more, so that one changed resource does not ask for the views of all others.
A template that does ask for more makes `Lacking` known, and gets the full views.
"""

from __future__ import annotations

from typing import Any, NoReturn

import msgspec

from apigen.targets.python.view_types import (
    Argument,
    Export,
    Import,
    MethodItem,
    OperationMethods,
    Package,
    ResourceModule,
    ServicePackage,
)


class Lacking(BaseException):
    """A template asked for what an outline leaves out. No `Exception`: whoever tells a template's own
    failures must not take it for one."""


class Lack:
    """Stands for a value that is left out: nothing can be done with it."""

    def _lacking(self, *_: object) -> NoReturn:
        raise Lacking

    __bool__ = __call__ = __contains__ = __getitem__ = __iter__ = __len__ = _lacking
    __str__ = __repr__ = __eq__ = __ne__ = __hash__ = __html__ = _lacking

    def __getattr__(self, name: str) -> NoReturn:
        raise Lacking


class Outline(msgspec.Struct, frozen=True, kw_only=True, eq=False):
    """Base of outlines: printing, comparing, and what the full view alone has, is lacking."""

    def __getattr__(self, name: str) -> NoReturn:
        if name in _FULL[type(self)]:
            raise Lacking
        raise AttributeError(name)

    def __repr__(self) -> NoReturn:
        raise Lacking

    def __eq__(self, other: object) -> bool:
        raise Lacking

    def __hash__(self) -> int:
        raise Lacking


class ArgumentOutline(Outline, frozen=True, kw_only=True, eq=False):
    name: str
    default: str


class MethodOutline(Outline, frozen=True, kw_only=True, eq=False):
    name: str
    verb: str
    path: str
    source: str
    arguments: tuple[ArgumentOutline, ...]


class ResourceOutline(Outline, frozen=True, kw_only=True, eq=False):
    path: str
    service: str
    module: str
    resource: str
    attribute: str
    sync_class: str
    async_class: str
    methods: tuple[MethodOutline, ...]


class ServiceOutline(Outline, frozen=True, kw_only=True, eq=False):
    module: str
    attribute: str
    name: str
    title: str
    sync_class: str
    async_class: str
    resources: tuple[ResourceOutline, ...]
    exports: tuple[Export, ...]
    names: tuple[str, ...]


class PackageOutline(Outline, frozen=True, kw_only=True, eq=False):
    name: str
    distribution: str
    version: str
    services: tuple[ServiceOutline, ...]
    operations: OperationMethods | None
    exports: tuple[Export, ...]
    imports: tuple[Import, ...]
    names: tuple[str, ...]
    errors: tuple[str, ...]
    models: Any = msgspec.field(default_factory=Lack)


_FULL: dict[type[Outline], frozenset[str]] = {
    outline: frozenset(name for name in dir(view) if not name.startswith("_"))
    for outline, view in (
        (ArgumentOutline, Argument),
        (MethodOutline, MethodItem),
        (ResourceOutline, ResourceModule),
        (ServiceOutline, ServicePackage),
        (PackageOutline, Package),
    )
}


def resource_outline(view: ResourceModule) -> ResourceOutline:
    return ResourceOutline(
        path=view.path,
        service=view.service,
        module=view.module,
        resource=view.resource,
        attribute=view.attribute,
        sync_class=view.sync_class,
        async_class=view.async_class,
        methods=tuple(
            MethodOutline(
                name=method.name,
                verb=method.verb,
                path=method.path,
                source=method.source,
                arguments=tuple(
                    ArgumentOutline(name=argument.name, default=argument.default)
                    for argument in method.arguments
                ),
            )
            for method in view.methods
        ),
    )
