"""Types of values: a tagged union, as they travel in JSON."""

from __future__ import annotations

from typing import Literal

import msgspec

from apigen.findings.source import Origin
from apigen.ir.constraints import Constraint
from apigen.ir.docs import NO_DOCS, Docs


class String(msgspec.Struct, frozen=True, gc=False, tag="string"):
    """Text."""


class Bytes(msgspec.Struct, frozen=True, gc=False, tag="bytes"):
    """Bytes, base64 in JSON (format `byte`)."""


class Bool(msgspec.Struct, frozen=True, gc=False, tag="bool"):
    """True or false."""


class Integer(msgspec.Struct, frozen=True, gc=False, tag="integer"):
    """A whole number of 32 or 64 bits, or of a size the page does not state.

    `quoted`: the page types it `string (int64)`, and JSON carries it as a string.
    """

    bits: Literal[32, 64] | None = None
    quoted: bool = False


class Float(msgspec.Struct, frozen=True, gc=False, tag="float"):
    """A number: 32 bits `float`, 64 bits `double`, or unstated."""

    bits: Literal[32, 64] | None = None


class Timestamp(msgspec.Struct, frozen=True, gc=False, tag="timestamp"):
    """A moment, RFC 3339 with 0 to 9 fraction digits (format `date-time`)."""


class Duration(msgspec.Struct, frozen=True, gc=False, tag="duration"):
    """A span of time, seconds with the suffix `s` in JSON (`"3.5s"`)."""


class FieldMask(msgspec.Struct, frozen=True, gc=False, tag="field_mask"):
    """Names of fields, comma-separated in JSON (AIP-134)."""


class Anything(msgspec.Struct, frozen=True, gc=False, tag="any"):
    """A JSON object whose shape the page does not give (`google.protobuf.Any`, `Struct`, …)."""


class EnumValue(msgspec.Struct, frozen=True, gc=False):
    name: str
    docs: Docs = NO_DOCS
    deprecated: bool = False
    origin: Origin | None = None


class Enum(msgspec.Struct, frozen=True, gc=False, tag="enum"):
    """One of some names. `name` is the page's word for the enum, empty where it gives none."""

    values: tuple[EnumValue, ...]
    name: str = ""


class MessageRef(msgspec.Struct, frozen=True, gc=False, tag="message"):
    """A message of the `Api`, by its id."""

    id: str


class List(msgspec.Struct, frozen=True, gc=False, tag="list"):
    item: Value


class Map(msgspec.Struct, frozen=True, gc=False, tag="map"):
    """String keys to values of one type, each side with its own constraints.

    `implied`: the page says only `object` and its prose shows that it is a map.
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


class Value(msgspec.Struct, frozen=True, gc=False):
    """A type and what limits its values: an element of a list, a key or a value of a map."""

    type: Type
    constraints: tuple[Constraint, ...] = ()
