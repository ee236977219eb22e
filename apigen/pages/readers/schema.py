"""JSON schemas in the front matter: `apiPlayground` entries → `MethodSchema`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from apigen.findings.source import Span
from apigen.pages.model import MethodSchema, Schema
from apigen.pages.readers.base import PageText
from apigen.pages.readers.document import MappingNode, Node, SequenceNode

_DEFINITIONS = "#/definitions/"


def method_schema(entry: MappingNode, page: PageText) -> MethodSchema:
    """Read one entry: url, method, and the schemas of path, query and body."""
    definitions: dict[str, Schema] = {}
    for holder in (entry, *(entry.get(part) for part in ("path", "query", "body"))):
        found = holder.get("definitions") if isinstance(holder, MappingNode) else None
        if isinstance(found, MappingNode):
            for name, node in found.items():
                if isinstance(node, MappingNode):
                    definitions.setdefault(name, _schema(node, found.spans[name]))
    parts = {name: _part(entry, name) for name in ("path", "query", "body")}
    url = _text(entry.get("url"))
    return MethodSchema(
        url=page.resolve(url, entry.spans.get("url", entry.span)),
        verb=_text(entry.get("method")).upper(),
        span=entry.span,
        definitions=tuple(definitions.items()),
        **parts,
    )


def _part(entry: MappingNode, name: str) -> Schema | None:
    node = entry.get(name)
    return _schema(node, entry.spans[name]) if isinstance(node, MappingNode) else None


def _schema(node: MappingNode, span: Span) -> Schema:
    found: dict[str, Any] = {}
    limits: list[tuple[str, int | float | str]] = []
    for key, value in node.items():
        keyword = _KEYWORDS.get(key)
        if keyword is not None:
            name, read = keyword
            found[name] = read(value)
        elif key in _LIMITS:
            limit = _LIMITS[key](value)
            if limit is not None:
                limits.append((key, limit))
        elif key in _CHILDREN and isinstance(value, MappingNode):
            found[_CHILDREN[key]] = _schema(value, node.spans[key])
    if "oneOf" in node or "allOf" in node:
        found["one_ofs"] = _groups(node)
    properties = tuple(_properties(node).items())
    return Schema(span=span, properties=properties, limits=tuple(limits), **found)


def _properties(node: MappingNode) -> dict[str, Schema]:
    """The properties of a schema and of the alternatives of its `oneOf` groups."""
    found: dict[str, Schema] = {}
    properties = node.get("properties")
    if isinstance(properties, MappingNode):
        for name, value in properties.items():
            if isinstance(value, MappingNode):
                found[name] = _schema(value, properties.spans[name])
    for part in (*_parts(node, "allOf"), *_parts(node, "oneOf")):
        found = {**_properties(part), **found}
    return found


def _parts(node: MappingNode, name: str) -> list[MappingNode]:
    parts = node.get(name)
    return (
        [p for p in parts if isinstance(p, MappingNode)] if isinstance(parts, SequenceNode) else []
    )


def _groups(node: MappingNode) -> tuple[tuple[tuple[str, ...], bool], ...]:
    """The `oneOf` groups of a schema; several are under `allOf`. With each: whether none may be set."""
    groups = []
    holders: list[Node] = [node]
    every = node.get("allOf")
    if isinstance(every, SequenceNode):
        holders.extend(every)
    for holder in holders:
        choices = holder.get("oneOf") if isinstance(holder, MappingNode) else None
        if isinstance(choices, SequenceNode):
            members: list[str] = []
            none = False
            for choice in choices:
                names = _choice(choice)
                members.extend(name for name in names if name not in members)
                none = none or not names
            if members:
                groups.append((tuple(members), none))
    return tuple(groups)


def _choice(choice: Node) -> tuple[str, ...]:
    """The fields of one alternative: those it requires, else those it describes."""
    if not isinstance(choice, MappingNode) or "not" in choice:
        return ()
    required = _texts(choice.get("required"))
    properties = choice.get("properties")
    return required or (tuple(properties) if isinstance(properties, MappingNode) else ())


def _text(value: Node) -> str:
    return value if isinstance(value, str) else ""


def _optional(value: Node) -> str | None:
    return value if isinstance(value, str) else None


def _texts(value: Node) -> tuple[str, ...]:
    items = value if isinstance(value, SequenceNode) else ()
    return tuple(item for item in items if isinstance(item, str))


def _integer(value: Node) -> int | None:
    number = _number(value)
    return number if isinstance(number, int) else None


def _number(value: Node) -> int | float | None:
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        return int(value)
    except ValueError:
        try:
            return float(value)
        except ValueError:
            return None


def _true(value: Node) -> bool:
    return value == "true"


_KEYWORDS: dict[str, tuple[str, Callable[[Node], object]]] = {
    "type": ("type", _text),
    "format": ("format", _text),
    "$ref": ("ref", lambda value: _text(value).removeprefix(_DEFINITIONS)),
    "required": ("required", _texts),
    "enum": ("enum", _texts),
    "default": ("default", _optional),
    "deprecated": ("deprecated", _true),
}
"""JSON Schema keyword → attribute of `Schema`, and the function that reads its value."""

_LIMITS: dict[str, Callable[[Node], int | float | str | None]] = {
    "pattern": _optional,
    **dict.fromkeys(("minimum", "maximum", "multipleOf"), _number),
    **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems", "maxProperties"), _integer),
    "uniqueItems": lambda value: _true(value) or None,
}
"""JSON Schema keyword that limits a value → the function that reads the limit."""

_CHILDREN = {"items": "items", "additionalProperties": "values", "propertyNames": "keys"}
"""JSON Schema keyword whose value is a schema → attribute of `Schema`."""
