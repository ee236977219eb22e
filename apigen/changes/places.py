"""Facts and their places, the terms in which two versions of an API are compared."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from apigen.findings.source import Origin
from apigen.ir.constraints import KINDS


class Side(StrEnum):
    """The part of a call that a fact is about; `METHOD` is the method itself."""

    METHOD = ""
    PATH = "path"
    QUERY = "query"
    BODY = "body"
    RESPONSE = "response"
    RESULT = "result"
    METADATA = "metadata"

    @property
    def in_request(self) -> bool:
        """Whether it is part of the request."""
        return self in (Side.PATH, Side.QUERY, Side.BODY)


class Aspect(StrEnum):
    """The property that a fact states; constraints have the label of their kind instead."""

    PRESENT = "present"
    TITLE = "title"
    VERB = "verb"
    HOST = "host"
    URL = "path"
    OPERATION = "operation"
    RESULT = "result"
    METADATA = "metadata"
    ANSWER = "answer"
    PAGINATION = "pagination"
    UPDATE_MASK = "update mask"
    TYPE = "type"
    OBJECT = "object"
    ENUM = "enum"
    ENUM_VALUE = "enum value"
    ENUM_VALUE_DEPRECATED = "enum value deprecated"
    ENUM_VALUE_DOCS = "enum value docs"
    REQUIRED = "required"
    OUTPUT_ONLY = "output only"
    DEPRECATED = "deprecated"
    DEFAULT = "default"
    ONE_OF = "one-of"
    OBJECT_DOCS = "object docs"
    DOCS = "docs"


CONSTRAINTS = {kind.label: kind for kind in KINDS}
"""The aspects of constraints: a kind by its label."""

Scalar = str | int | float | bool
FactValue = Scalar | tuple[Scalar, ...] | tuple[tuple[Scalar, ...], ...]


MethodName = tuple[str, str, str]
"""A method by the names of its service, its resource and itself."""


class Place(msgspec.Struct, frozen=True, order=True):
    """The place of a fact, which is unique among the facts of an API.

    `path` is a dotted JSON path, in which lists and maps of messages stand for their elements;
    `labels[keys]`, `labels[values]` and `ids[items]` are the parts of one value. `aspect` is an
    `Aspect` or the label of a kind of constraint. `detail` tells facts of one aspect apart: the name of an
    enum value, or the members of a one-of group.
    """

    service: str
    resource: str = ""
    method: str = ""
    side: Side = Side.METHOD
    path: str = ""
    aspect: str = Aspect.PRESENT
    detail: str = ""

    @property
    def method_name(self) -> MethodName:
        return (self.service, self.resource, self.method)

    @property
    def field(self) -> str:
        """The path without a part such as `[items]`."""
        return self.path.partition("[")[0]

    @property
    def parent(self) -> str:
        return self.field.rpartition(".")[0]

    @property
    def name(self) -> str:
        return self.field.rpartition(".")[2]


class Fact(msgspec.Struct, frozen=True):
    """A fact that a page states. Only `value` is compared. `order` is the position of a field or enum
    value among its siblings; `owner` is the message and field, if the message is shared by methods.
    """

    place: Place
    value: FactValue
    origin: Origin
    order: int = 0
    owner: str = ""


Facts = dict[Place, Fact]
