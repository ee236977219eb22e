"""The type of a row, from its type text and its prose.

Pipe-table pages type enums and durations as `string` and maps as `object`; the prose shows what they
are. A constraint in the row of a list or a map applies to each value, unless it counts them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Literal

import msgspec

from apigen.analysis.sentences.read import ProseFacts
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
    """A type as written: its word (`message` for a link), its format or the enum's name, the anchor of
    a link; key and value of a map."""

    word: str
    format: str = ""
    anchor: str = ""
    key: TypeText | None = None
    value: TypeText | None = None


_BOLD = r"\*\*(?:\[(?P<label{0}>[^\[\]]*)\]\((?P<href{0}>[^()]*)\)|(?P<word{0}>[^*]+))\*\*"
_TEXT = re.compile(_BOLD.format("") + r"\s*(?:\((?P<format>.*)\))?\s*", re.DOTALL)
_MAP = re.compile(r"map\s*<(?P<key>.*?\*\*(?:\s*\([^()]*\))?)\s*,\s*(?P<value>\*\*.*)>", re.DOTALL)


def parse_type(text: str) -> TypeText | None:
    """Parse `**object** (map<**string**, **[X](#a.X)**>)`; `None` if the text has another form."""
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

Problem = Literal["type", "format", "misfit", "fields"]
Report = Callable[[Problem, str], None]


def type_of(text: str, arrays: int, prose: ProseFacts, nested: str | None, report: Report) -> Value:
    """The type of a row and the constraints of the field itself.

    Args:
        text: the type as written, empty if the page gives none.
        arrays: the number of `[]` after the name.
        prose: the facts of the row's prose.
        nested: the id of the message of the inner rows, if there are any.
        report: takes the kind and the details of a problem.
    """
    base, word = _base(text, prose, nested, report)
    bounds = not text or prose.durations
    if not arrays and not isinstance(base, Map) and (prose.each or prose.count or prose.keys):
        shape = _implied(base, word, prose)
        if shape == "list":
            arrays = 1
        elif shape == "map":
            base = Map(Value(String()), Value(String()), implied=True)
        else:
            for constraint in (*prose.each, *prose.keys, *prose.count):
                report("misfit", f"{describe(constraint)} on {type_name(base)}")
    if not arrays:
        if isinstance(base, Map):
            return _map(base, prose, bounds, report)
        return Value(base, _fitting(base, prose.own, bounds, report))
    each = [own for own in (*prose.own, *prose.each) if not fits(_LIST, own)]
    item = Value(base, _fitting(base, each, bounds, report))
    for _ in range(arrays - 1):
        item = Value(List(item))
    whole = [own for own in (*prose.own, *prose.count) if fits(_LIST, own)]
    # The number of elements comes first, whatever the order of the sentences.
    return Value(List(item), tuple(sorted(whole, key=lambda own: kind_of(own).end is None)))


_LIST = List(Value(String()))


def _implied(base: Type, word: str, prose: ProseFacts) -> Literal["list", "map", ""]:
    """The shape of a row without `[]` whose prose limits elements: `object` is a map, and so is
    `string` with limits on keys or on the number of entries; a parameter without a type is a list, and
    so is `string` with limits on values alone."""
    if word == "object" and isinstance(base, Anything):
        return "map"
    if word == "string" and isinstance(base, String):
        return "map" if prose.keys or prose.count else "list"
    if not word and isinstance(base, (String, Enum)):
        return "list"
    return ""


def _base(text: str, prose: ProseFacts, nested: str | None, report: Report) -> tuple[Type, str]:
    """The type without `[]`, and the word (with its format) that it was made from: empty if the page
    gives no type, `?` if it is not understood."""
    if not text:
        if nested:
            return MessageRef(nested), ""
        return (Enum(prose.enum) if prose.enum else String()), ""
    parsed = parse_type(text)
    if parsed is None:
        report("type", text)
        return (MessageRef(nested) if nested else Anything()), "?"
    base = _plain(parsed, prose.enum, report)
    if nested and parsed.key is None:
        if not isinstance(base, (Anything, MessageRef)):
            report("fields", text)
        return MessageRef(nested), parsed.word
    return base, parsed.word if not parsed.format else f"{parsed.word} ({parsed.format})"


def _plain(parsed: TypeText, values: tuple[EnumValue, ...], report: Report) -> Type:
    if parsed.word == "message":
        return MessageRef(parsed.anchor) if parsed.anchor else Anything()
    if parsed.key is not None and parsed.value is not None:
        key, value = _plain(parsed.key, (), report), _plain(parsed.value, values, report)
        return Map(Value(key), Value(value))
    if parsed.word == "object":
        if parsed.format:
            report("format", f"object ({parsed.format})")
        return Anything()
    if parsed.word == "enum":
        return Enum(values, parsed.format)
    formats = _FORMATS.get(parsed.word)
    if formats is None:
        report("type", parsed.word)
        return Anything()
    found = formats.get(parsed.format)
    if found is None:
        report("format", f"{parsed.word} ({parsed.format})")
        found = formats[""]
    if isinstance(found, String) and values:
        return Enum(values)
    return found


def _map(base: Map, prose: ProseFacts, bounds: bool, report: Report) -> Value:
    key, value = base.key.type, base.value.type
    keys = _fitting(key, prose.keys, False, report)
    values = _fitting(value, (*prose.own, *prose.each), bounds, report)
    kind = Map(Value(key, keys), Value(value, values), base.implied)
    return Value(kind, tuple(own for own in prose.count if fits(kind, own)))


def _fitting(
    kind: Type, constraints: Iterable[Constraint], bounds: bool, report: Report
) -> tuple[Constraint, ...]:
    """The constraints that fit the type; the others are reported. `bounds`: a string may turn out to
    be a duration or a number, so ranges fit it."""
    kept = []
    for constraint in constraints:
        bounded = bounds and isinstance(kind, String) and isinstance(constraint, (Minimum, Maximum))
        if bounded or fits(kind, constraint):
            kept.append(constraint)
        else:
            report("misfit", f"{describe(constraint)} on {type_name(kind)}")
    return tuple(kept)


def describe(constraint: Constraint) -> str:
    """`max_length 50`."""
    return f"{kind_of(constraint).name} {limit_text(constraint)}".rstrip()
