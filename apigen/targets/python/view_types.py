"""What the Python templates may say: every text here is ready to print.

`*_annotation`, `rules`, `default`, `path`, `*_literal` hold Python source; `docs` hold lines ready to
stand between triple quotes; names are valid identifiers.
"""

from __future__ import annotations

import msgspec


class View(msgspec.Struct, frozen=True, kw_only=True):
    """Base of all views."""


class Import(View, frozen=True, kw_only=True):
    """`from module import names`, sorted as isort does; `first` of its section but not of all."""

    module: str
    names: tuple[str, ...]
    first: bool = False


class EnumMember(View, frozen=True, kw_only=True):
    name: str
    value_literal: str
    docs: tuple[str, ...]


class EnumClass(View, frozen=True, kw_only=True):
    """`sent`: arguments take it, so it has an alias that admits the bare strings too."""

    name: str
    docs: tuple[str, ...]
    members: tuple[EnumMember, ...]
    values_literal: str
    sent: bool


class FieldItem(View, frozen=True, kw_only=True):
    """A field of a message or request class."""

    name: str
    annotation: str
    default: str
    docs: tuple[str, ...]


class Argument(View, frozen=True, kw_only=True):
    """A keyword of a method or constructor. `default` is empty where it must be given."""

    name: str
    annotation: str
    default: str
    docs: tuple[str, ...]

    @property
    def declared(self) -> str:
        """As a signature has it."""
        default = f" = {self.default}" if self.default else ""
        return f"{self.name}: {self.annotation}{default}"

    @property
    def passed(self) -> str:
        """As a call passes it on under its own name."""
        return f"{self.name}={self.name}"


class Overload(View, frozen=True, kw_only=True):
    """One way to call: the arguments that may stand together."""

    arguments: tuple[Argument, ...]


class MessageClass(View, frozen=True, kw_only=True):
    """`signature` is there when the constructor says more than the fields: required ones, one-of."""

    name: str
    docs: tuple[str, ...]
    page_literal: str
    one_ofs: tuple[str, ...]
    fields: tuple[FieldItem, ...]
    overloads: tuple[Overload, ...]


class RequestClass(View, frozen=True, kw_only=True):
    name: str
    method: str
    page_literal: str
    one_ofs: tuple[str, ...]
    update_mask: str
    fields: tuple[FieldItem, ...]


class MethodItem(View, frozen=True, kw_only=True):
    """A method: its pure builder and what the two resource classes print of it.

    `kind` is `call`, `operation` or `page`. `positional` are the path parameters in the template's
    order, `keywords` the rest with what must be given first.
    """

    name: str
    builder: str
    kind: str
    full_name: str
    verb: str
    host_literal: str
    path: str
    path_literal: str
    request: str
    positional: tuple[Argument, ...]
    keywords: tuple[Argument, ...]
    overloads: tuple[Overload, ...]
    answer: str
    metadata: str
    items: str
    item: str
    page_token: str
    next_page_token: str
    deprecated: bool
    docs: tuple[str, ...]
    returns: str
    raises: tuple[str, ...]
    source: str

    @property
    def arguments(self) -> tuple[Argument, ...]:
        return (*self.positional, *self.keywords)


class ModelsModule(View, frozen=True, kw_only=True):
    path: str
    service: str
    imports: tuple[Import, ...]
    enums: tuple[EnumClass, ...]
    messages: tuple[MessageClass, ...]


class ModelsPackage(View, frozen=True, kw_only=True):
    """`service` is empty for the messages that services share, which have no other place to be
    imported from: only these have exports."""

    path: str
    service: str
    exports: tuple[Export, ...] = ()


class ResourceModule(View, frozen=True, kw_only=True):
    path: str
    service: str
    module: str
    resource: str
    attribute: str
    sync_class: str
    async_class: str
    docs: tuple[str, ...]
    imports: tuple[Import, ...]
    enums: tuple[EnumClass, ...]
    requests: tuple[RequestClass, ...]
    methods: tuple[MethodItem, ...]


class Export(View, frozen=True, kw_only=True):
    """A public name of a package and the module that holds it (relative)."""

    name: str
    module: str


class ServicePackage(View, frozen=True, kw_only=True):
    module: str
    attribute: str
    name: str
    title: str
    sync_class: str
    async_class: str
    resources: tuple[ResourceModule, ...]
    exports: tuple[Export, ...]
    names: tuple[str, ...]


class OperationMethods(View, frozen=True, kw_only=True):
    """How operations are read and cancelled, from the pages of the operation service."""

    host_literal: str
    get_verb: str
    get_path_literal: str
    cancel_verb: str
    cancel_path_literal: str


class Package(View, frozen=True, kw_only=True):
    """The whole distribution. `exports`, `imports` and `names` are what it offers by its own name;
    `errors` the classes of its module `errors`, `unknown_hosts` the hosts that a client must be told.
    """

    name: str
    distribution: str
    version: str
    services: tuple[ServicePackage, ...]
    models: tuple[ModelsModule, ...]
    operations: OperationMethods | None
    exports: tuple[Export, ...]
    imports: tuple[Import, ...]
    names: tuple[str, ...]
    errors: tuple[str, ...]
    unknown_hosts: tuple[str, ...]
