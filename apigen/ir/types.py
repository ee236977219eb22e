"""Types of values: a tagged union, and the form in which each travels in JSON."""

from __future__ import annotations

from typing import Literal

import msgspec

from apigen.findings.source import Origin
from apigen.ir.constraints import Constraint, kind_of
from apigen.ir.docs import NO_DOCS, Docs


class String(msgspec.Struct, frozen=True, tag="string"):
    """Text."""


class Bytes(msgspec.Struct, frozen=True, tag="bytes"):
    """Bytes, base64 in JSON (format `byte`)."""


class Bool(msgspec.Struct, frozen=True, tag="bool"):
    """True or false."""


class Integer(msgspec.Struct, frozen=True, tag="integer"):
    """A whole number of 32 or 64 bits, or of a size the page does not state.

    `quoted`: the page types it `string (int64)`, and JSON carries it as a string.
    """

    bits: Literal[32, 64] | None = None
    quoted: bool = False


class Float(msgspec.Struct, frozen=True, tag="float"):
    """A number: 32 bits `float`, 64 bits `double`, or unstated."""

    bits: Literal[32, 64] | None = None


class Timestamp(msgspec.Struct, frozen=True, tag="timestamp"):
    """A point in time, RFC 3339 with 0 to 9 fraction digits (format `date-time`)."""


class Duration(msgspec.Struct, frozen=True, tag="duration"):
    """A span of time, seconds with the suffix `s` in JSON (`"3.5s"`)."""


class FieldMask(msgspec.Struct, frozen=True, tag="field_mask"):
    """Names of fields, comma-separated in JSON (AIP-134)."""


class Anything(msgspec.Struct, frozen=True, tag="any"):
    """A JSON object whose shape the page does not give (`google.protobuf.Any`, `Struct`, …)."""


class EnumValue(msgspec.Struct, frozen=True):
    name: str
    docs: Docs = NO_DOCS
    deprecated: bool = False
    origin: Origin | None = None


class Enum(msgspec.Struct, frozen=True, tag="enum"):
    """One of a list of names. `name` is the page's name of the enum, empty where it gives none."""

    values: tuple[EnumValue, ...]
    name: str = ""


class MessageRef(msgspec.Struct, frozen=True, tag="message"):
    """A reference to a message of the `Api`, by its id."""

    id: str


class List(msgspec.Struct, frozen=True, tag="list"):
    item: Value


class Map(msgspec.Struct, frozen=True, tag="map"):
    """String keys to values of one type, each side with its own constraints.

    `implied`: the page types it only `object`, and its prose shows that it is a map.
    """

    key: Value
    value: Value
    implied: bool = False


Type = (
    String
    | Bytes
    | Bool
    | Integer
    | Float
    | Timestamp
    | Duration
    | FieldMask
    | Anything
    | Enum
    | MessageRef
    | List
    | Map
)


class Value(msgspec.Struct, frozen=True):
    """A type with constraints: the element of a list, the key or the value of a map."""

    type: Type
    constraints: tuple[Constraint, ...] = ()


_JSON: dict[type[Type], tuple[str, str]] = {
    String: ("string", ""),
    Bytes: ("string", "byte"),
    Bool: ("boolean", ""),
    Timestamp: ("string", "date-time"),
    Duration: ("string", "duration"),
    FieldMask: ("string", "field-mask"),
    Anything: ("object", ""),
    Enum: ("string", ""),
    MessageRef: ("object", ""),
    List: ("array", ""),
    Map: ("object", ""),
}


def json_form(type_: Type) -> tuple[str, str]:
    """The JSON type and the format of a type, as OpenAPI names them; the format may be empty."""
    if isinstance(type_, Integer):
        return ("string" if type_.quoted else "integer"), f"int{type_.bits}" if type_.bits else ""
    if isinstance(type_, Float):
        return "number", {32: "float", 64: "double"}.get(type_.bits or 0, "")
    return _JSON[type(type_)]


def type_name(type_: Type) -> str:
    """The tag of a type: `string`, `field_mask`."""
    return str(type_.__struct_config__.tag)


def fits(type_: Type, constraint: Constraint) -> bool:
    """Whether values of a type can have a constraint of this kind."""
    return type_name(type_) in kind_of(constraint).keywords
