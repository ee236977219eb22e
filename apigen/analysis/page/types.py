"""Types: what a row's type text and its prose say together.

Pipe-table pages print `string` for enums and durations and `object` for maps; which they are the
prose tells. A limit of a list's or a map's own row is about each value, unless it counts them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Literal

import msgspec

from apigen.analysis.sentences.read import Reading
from apigen.ir.constraints import Constraint, Maximum, Minimum, kind_of, limit_text
from apigen.ir.types import (
    Anything,
    Bool,
    Bytes,
    Duration,
    Enum,
    EnumValue,
    FieldMask,
    Float,
    Integer,
    List,
    Map,
    MessageRef,
    String,
    Timestamp,
    Type,
    Value,
    fits,
    type_name,
)


class TypeText(msgspec.Struct, frozen=True):
    """A type as written: its word (`message` for a link), its format or the enum's name, the anchor
    a link leads to; key and value of a map."""

    word: str
    format: str = ""
    anchor: str = ""
    key: TypeText | None = None
    value: TypeText | None = None


_BOLD = r"\*\*(?:\[(?P<label{0}>[^\[\]]*)\]\((?P<href{0}>[^()]*)\)|(?P<word{0}>[^*]+))\*\*"
_TEXT = re.compile(_BOLD.format("") + r"\s*(?:\((?P<format>.*)\))?\s*", re.DOTALL)
_MAP = re.compile(r"map\s*<(?P<key>.*?\*\*(?:\s*\([^()]*\))?)\s*,\s*(?P<value>\*\*.*)>", re.DOTALL)


def parse_type(text: str) -> TypeText | None:
    """`**object** (map<**string**, **[X](#a.X)**>)`; `None` where it has another shape."""
    match = _TEXT.fullmatch(text.replace("&lt;", "<").replace("&gt;", ">"))
    if match is None:
        return None
    if match["label"] is not None:
        _, _, anchor = match["href"].partition("#")
        return TypeText("message", format=match["label"].strip("` "), anchor=anchor)
    word, form = match["word"].strip(), (match["format"] or "").strip()
    if found := _MAP.fullmatch(form):
        key, value = parse_type(found["key"]), parse_type(found["value"])
        if key is not None and value is not None:
            return TypeText(word, key=key, value=value)
    return TypeText(word, format=form)


_STRINGS: dict[str, Type] = {
    "": String(),
    "int64": Integer(64, quoted=True),
    "uint64": Integer(64, quoted=True),
    "int32": Integer(32, quoted=True),
    "date-time": Timestamp(),
    "byte": Bytes(),
    "bytes": Bytes(),
    "duration": Duration(),
    "field-mask": FieldMask(),
    "string": String(),
}
_INTEGERS: dict[str, Type] = {
    "": Integer(),
    "int32": Integer(32),
    "uint32": Integer(32),
    "int64": Integer(64),
    "uint64": Integer(64),
}
_NUMBERS: dict[str, Type] = {"": Float(), "float": Float(32), "double": Float(64)}
_BOOLEANS: dict[str, Type] = {"": Bool(), "boolean": Bool(), "bool": Bool()}
_FORMATS: dict[str, dict[str, Type]] = {
    "string": _STRINGS,
    "integer": _INTEGERS,
    "number": _NUMBERS,
    "boolean": _BOOLEANS,
    "bool": _BOOLEANS,
}
_DEFAULTS: dict[str, Type] = {
    "string": String(),
    "integer": Integer(),
    "number": Float(),
    "boolean": Bool(),
    "bool": Bool(),
}

Problem = Literal["type", "format", "misfit", "fields"]
Tell = Callable[[Problem, str], None]


class Typed(msgspec.Struct, frozen=True):
    """A field's type and the limits of the field itself."""

    type: Type
    constraints: tuple[Constraint, ...]


def type_of(text: str, arrays: int, reading: Reading, nested: str | None, tell: Tell) -> Typed:
    """The type of a row.

    Args:
        text: the type as written, empty for none.
        arrays: how many `[]` the name ends in.
        reading: what the row's prose says.
        nested: the id of the message that the rows within this one make, if any.
        tell: takes the kind and the words of a problem.
    """
    base, word = _base(text, reading, nested, tell)
    own = reading.own
    bounds = not text or reading.durations
    if not arrays and (reading.each or reading.count or reading.keys):
        shape = "map" if isinstance(base, Map) else _implied(base, word, reading)
        if shape == "list":
            arrays = 1
        elif shape == "map":
            return _map(base, own, reading, bounds, tell)
        else:
            for constraint in (*reading.each, *reading.keys, *reading.count):
                tell("misfit", f"{describe(constraint)} on {type_name(base)}")
    if not arrays:
        if isinstance(base, Map):
            return _map(base, own, reading, bounds, tell)
        return Typed(base, _fitting(base, own, bounds, tell))
    each = [limit for limit in (*own, *reading.each) if not _is_of_list(limit)]
    item = Value(base, _fitting(base, each, bounds, tell))
    for _ in range(arrays - 1):
        item = Value(List(item))
    whole = [limit for limit in (*own, *reading.count) if _is_of_list(limit)]
    # Numbers of elements come first, whatever the order of the sentences.
    return Typed(List(item), tuple(sorted(whole, key=lambda limit: kind_of(limit).end is None)))


_LIST = List(Value(String()))


def _is_of_list(constraint: Constraint) -> bool:
    """Whether a constraint is on the list itself and not on its elements."""
    return fits(_LIST, constraint)


def _implied(base: Type, word: str, reading: Reading) -> Literal["list", "map", ""]:
    """What a row without `[]` is whose prose speaks of its elements: `object` is a map, and so is
    `string` with keys or entries; a parameter without a type, or `string` whose prose knows values
    alone, is a list."""
    if word == "object" and isinstance(base, Anything):
        return "map"
    if word == "string" and isinstance(base, String):
        return "map" if reading.keys or reading.count else "list"
    if not word and isinstance(base, (String, Enum)):
        return "list"
    return ""


def _base(text: str, reading: Reading, nested: str | None, tell: Tell) -> tuple[Type, str]:
    """The type without `[]`, and the word it was made from: empty where the page gives none, with
    its format where it has one."""
    if not text:
        if nested:
            return MessageRef(nested), ""
        return (Enum(reading.enum) if reading.enum else String()), ""
    parsed = parse_type(text)
    if parsed is None:
        tell("type", text)
        return (MessageRef(nested) if nested else Anything()), "?"
    base = _plain(parsed, reading.enum, tell)
    if nested and parsed.key is None:
        if not isinstance(base, (Anything, MessageRef)):
            tell("fields", text)
        return MessageRef(nested), parsed.word
    return base, parsed.word if not parsed.format else f"{parsed.word} ({parsed.format})"


def _plain(parsed: TypeText, values: tuple[EnumValue, ...], tell: Tell) -> Type:
    if parsed.word == "message":
        return MessageRef(parsed.anchor) if parsed.anchor else Anything()
    if parsed.key is not None and parsed.value is not None:
        key, value = _plain(parsed.key, (), tell), _plain(parsed.value, values, tell)
        return Map(Value(key), Value(value))
    if parsed.word == "object":
        if parsed.format:
            tell("format", f"object ({parsed.format})")
        return Anything()
    if parsed.word == "enum":
        return Enum(values, parsed.format)
    formats = _FORMATS.get(parsed.word)
    if formats is None:
        tell("type", parsed.word)
        return Anything()
    found = formats.get(parsed.format)
    if found is None:
        tell("format", f"{parsed.word} ({parsed.format})")
        found = _DEFAULTS[parsed.word]
    if isinstance(found, String) and values:
        return Enum(values)
    return found


def _map(
    base: Type, own: Iterable[Constraint], reading: Reading, bounds: bool, tell: Tell
) -> Typed:
    if not isinstance(base, Map):
        base = Map(Value(String()), Value(String()), implied=True)
    key, value = base.key.type, base.value.type
    kind = Map(
        Value(key, _fitting(key, reading.keys, False, tell)),
        Value(value, _fitting(value, (*own, *reading.each), bounds, tell)),
        implied=base.implied,
    )
    return Typed(kind, tuple(c for c in reading.count if fits(kind, c)))


def _fitting(
    kind: Type, constraints: Iterable[Constraint], bounds: bool, tell: Tell
) -> tuple[Constraint, ...]:
    """Those of the limits that a value of this type can have; the others are told. `bounds`: a
    string here may be a duration or a number, so that ranges stay."""
    kept = []
    for constraint in constraints:
        bounded = bounds and isinstance(kind, String) and isinstance(constraint, (Minimum, Maximum))
        if bounded or fits(kind, constraint):
            kept.append(constraint)
        else:
            tell("misfit", f"{describe(constraint)} on {type_name(kind)}")
    return tuple(kept)


def describe(constraint: Constraint) -> str:
    """`max_length 50`."""
    return f"{kind_of(constraint).name} {limit_text(constraint)}".rstrip()
