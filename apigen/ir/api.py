"""The API: services, resources, methods, messages, fields. Frozen, language-neutral."""

from __future__ import annotations

import msgspec

from apigen.findings.source import Origin
from apigen.ir.constraints import Constraint
from apigen.ir.docs import NO_DOCS, Docs
from apigen.ir.types import Type


class Field(msgspec.Struct, frozen=True, kw_only=True):
    """A field of a message, or a parameter in a path or query.

    `name` is the JSON name. `typed` is false where the page gives no type and `type` was inferred.
    `required` is true only where the page says so, although a path parameter is always needed.
    """

    name: str
    type: Type
    origin: Origin
    typed: bool = True
    required: bool = False
    output_only: bool = False
    deprecated: bool = False
    default: str | int | float | bool | None = None
    constraints: tuple[Constraint, ...] = ()
    docs: Docs = NO_DOCS


class OneOf(msgspec.Struct, frozen=True):
    """A group of fields of which at most one may be set.

    `exactly_one` is `None` where the page does not say whether one of them must be set.
    """

    members: tuple[str, ...]
    origin: Origin
    exactly_one: bool | None = None


class Message(msgspec.Struct, frozen=True, kw_only=True):
    """An object of named fields.

    `id` is unique in the `Api`: the full protobuf name where the page gives it
    (`yandex.cloud.compute.v1.Os`), else service and path of words (`compute.CreateImageRequest.Os`).
    `name` is the short name for people and targets (`Os`).
    """

    id: str
    name: str
    fields: tuple[Field, ...]
    origin: Origin
    one_ofs: tuple[OneOf, ...] = ()
    docs: Docs = NO_DOCS


class OperationResult(msgspec.Struct, frozen=True):
    """The message ids of what a long-running operation returns; `None` where the page names none.

    `empty` is true where success returns no data (delete).
    """

    result: str | None = None
    metadata: str | None = None
    empty: bool = False


class Pagination(msgspec.Struct, frozen=True):
    """A list method: the response field with the items, and the names of the token fields."""

    items: str
    page_token: str = "pageToken"
    next_page_token: str = "nextPageToken"
    page_size: str | None = "pageSize"


class Method(msgspec.Struct, frozen=True, kw_only=True):
    """One REST method.

    `path` is the template as on the page (`/compute/v1/images/{imageId}`). `parameters` are its path
    parameters in the template's order. `query` and `body` are messages of this method alone; `body`
    is `None` where the method sends none. `response` is the type of the answer's object: a message id,
    or `None` for an answer without fields. `sample` is the page's own JSON sample of the answer.
    """

    name: str
    verb: str
    host: str
    path: str
    origin: Origin
    parameters: tuple[Field, ...] = ()
    query: Message | None = None
    body: Message | None = None
    response: str | None = None
    operation: OperationResult | None = None
    pagination: Pagination | None = None
    update_mask: str | None = None
    deprecated: bool = False
    docs: Docs = NO_DOCS


class Resource(msgspec.Struct, frozen=True, kw_only=True):
    """A resource and its methods. `message` is the id of its representation, where known."""

    name: str
    methods: tuple[Method, ...]
    message: str | None = None
    docs: Docs = NO_DOCS


UNKNOWN_HOST = ".invalid"
"""Top-level domain of the hosts that the pages do not tell (RFC 6761, 6.4)."""


class Service(msgspec.Struct, frozen=True, kw_only=True):
    """A service. `name` is its folder's (`compute`, `resource-manager`), `host` that of its methods."""

    name: str
    host: str
    resources: tuple[Resource, ...]
    title: str = ""


class Api(msgspec.Struct, frozen=True, kw_only=True):
    """The content of all pages. Services, resources, methods and messages are sorted by name;
    fields keep the page's order. `messages` holds all but the query and body messages of methods.
    """

    services: tuple[Service, ...] = ()
    messages: tuple[Message, ...] = ()

    def message_index(self) -> dict[str, Message]:
        return {message.id: message for message in self.messages}
