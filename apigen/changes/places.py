"""Where facts hold, and the fact as a value: the terms in which two revisions are compared."""

from __future__ import annotations

from enum import StrEnum

import msgspec

from apigen.findings.source import Origin
from apigen.ir.constraints import KINDS


class Side(StrEnum):
    """Which part of a call a fact is about. `METHOD`: the method itself."""

    METHOD = ""
    PATH = "path"
    QUERY = "query"
    BODY = "body"
    RESPONSE = "response"
    RESULT = "result"
    METADATA = "metadata"

    @property
    def asked(self) -> bool:
        """Whether the caller writes it."""
        return self in (Side.PATH, Side.QUERY, Side.BODY)


class Aspect(StrEnum):
    """What a fact says of its place, apart from constraints."""

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


Operation = tuple[str, str, str]
"""A method by the names of its service, its resource and itself."""


class Place(msgspec.Struct, frozen=True, order=True):
    """Where a fact holds. `path` is the dotted JSON path, lists and maps of messages passed through
    as their element; `labels[keys]`, `labels[values]`, `ids[items]` are the parts of one value.
    `aspect` is an `Aspect` or the label of a kind of constraint. `detail` tells apart facts of one
    aspect: the enum value's name, the members of a group.
    """

    service: str
    resource: str = ""
    method: str = ""
    side: Side = Side.METHOD
    path: str = ""
    aspect: str = Aspect.PRESENT
    detail: str = ""

    @property
    def operation(self) -> Operation:
        return (self.service, self.resource, self.method)

    @property
    def field(self) -> str:
        """The path of the field that a part belongs to."""
        return self.path.partition("[")[0]

    @property
    def parent(self) -> str:
        return self.field.rpartition(".")[0]

    @property
    def name(self) -> str:
        return self.field.rpartition(".")[2]


class Fact(msgspec.Struct, frozen=True):
    """One statement of a page. `order` is a field's or enum value's number among its like; `owner` the
    message and field that the page states it of, where methods share them: neither is compared."""

    place: Place
    value: FactValue
    origin: Origin
    order: int = 0
    owner: str = ""


Facts = dict[Place, Fact]
