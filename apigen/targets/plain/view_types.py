"""What templates of `views = "api"` may say. Texts are as on the pages, `line`s free of line ends."""

from __future__ import annotations

import msgspec


class FieldView(msgspec.Struct, frozen=True, kw_only=True):
    """A field. `path` is dotted, lists and maps of objects passed through; `place` is path, query,
    body, response, result or message; `type` is in words (`list of string`); `depth` counts from 0.
    `limits` are phrases (`At most 50 characters`); `values` an enum's; `default` is JSON or empty.
    """

    name: str
    path: str
    place: str
    depth: int
    type: str
    required: bool
    output_only: bool
    deprecated: bool
    default: str
    limits: tuple[str, ...]
    values: tuple[str, ...]
    summary: str
    docs: tuple[str, ...]
    source: str


class GroupView(msgspec.Struct, frozen=True):
    """A one-of group of the request: the paths of its members."""

    members: tuple[str, ...]
    exactly_one: bool


class MethodView(msgspec.Struct, frozen=True, kw_only=True):
    """A method. `full_name` is `compute.Image.create`; `url` the path template after its host.

    `fields` are all of the request in the page's order, `answer` those that come back (of an operation,
    of its result). `sample_url` has its parameters filled in, `sample_body` is JSON, empty where no body
    is sent; both keep every documented limit. `source` is page and line.
    """

    name: str
    full_name: str
    service: str
    resource: str
    verb: str
    host: str
    path: str
    url: str
    deprecated: bool
    operation: bool
    summary: str
    docs: tuple[str, ...]
    source: str
    fields: tuple[FieldView, ...]
    groups: tuple[GroupView, ...]
    answer: tuple[FieldView, ...]
    sample_url: str
    sample_body: str


class ResourceView(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    service: str
    summary: str
    docs: tuple[str, ...]
    methods: tuple[MethodView, ...]


class ServiceView(msgspec.Struct, frozen=True, kw_only=True):
    name: str
    title: str
    host: str
    resources: tuple[ResourceView, ...]
    methods: tuple[MethodView, ...]


class MessageView(msgspec.Struct, frozen=True, kw_only=True):
    """An object that methods share. `id` is unique, `name` short."""

    id: str
    name: str
    summary: str
    docs: tuple[str, ...]
    fields: tuple[FieldView, ...]
    source: str


class ApiView(msgspec.Struct, frozen=True, kw_only=True):
    """Everything."""

    services: tuple[ServiceView, ...]
    methods: tuple[MethodView, ...]
    messages: tuple[MessageView, ...]
