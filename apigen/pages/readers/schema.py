"""The front matter's JSON schemas: `apiPlayground` entries into `MethodSchema`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from apigen.findings.source import Span
from apigen.pages.model import MethodSchema, Schema
from apigen.pages.readers.base import PageText
from apigen.pages.readers.tree import Mapping, Sequence, Tree

_DEFINITIONS = "#/definitions/"


def method_schema(entry: Mapping, page: PageText) -> MethodSchema:
    """One entry: url, method, and schemas for path, query and body."""
    definitions: dict[str, Schema] = {}
    for holder in (entry, *(entry.get(part) for part in ("path", "query", "body"))):
        found = holder.get("definitions") if isinstance(holder, Mapping) else None
        if isinstance(found, Mapping):
            for name, tree in found.items():
                if isinstance(tree, Mapping):
                    definitions.setdefault(name, _schema(tree, found.spans[name]))
    parts = {name: _part(entry, name) for name in ("path", "query", "body")}
    url = _text(entry.get("url"))
    return MethodSchema(
        url=page.resolve(url, entry.spans.get("url", entry.span)),
        verb=_text(entry.get("method")).upper(),
        span=entry.span,
        definitions=tuple(definitions.items()),
        **parts,
    )


def _part(entry: Mapping, name: str) -> Schema | None:
    tree = entry.get(name)
    return _schema(tree, entry.spans[name]) if isinstance(tree, Mapping) else None


def _schema(tree: Mapping, span: Span) -> Schema:
    found: dict[str, Any] = {}
    limits: list[tuple[str, int | float | str]] = []
    for key, value in tree.items():
        keyword = _KEYWORDS.get(key)
        if keyword is not None:
            name, read = keyword
            found[name] = read(value)
        elif key in _LIMITS:
            limit = _LIMITS[key](value)
            if limit is not None:
                limits.append((key, limit))
        elif key in _CHILDREN and isinstance(value, Mapping):
            found[_CHILDREN[key]] = _schema(value, tree.spans[key])
    if "oneOf" in tree or "allOf" in tree:
        found["one_ofs"] = _groups(tree)
    return Schema(
        span=span, properties=tuple(_properties(tree).items()), limits=tuple(limits), **found
    )


def _properties(tree: Mapping) -> dict[str, Schema]:
    """The properties of a schema and of the alternatives of its groups, which pages put there."""
    found: dict[str, Schema] = {}
    properties = tree.get("properties")
    if isinstance(properties, Mapping):
        for name, value in properties.items():
            if isinstance(value, Mapping):
                found[name] = _schema(value, properties.spans[name])
    for part in (*_parts(tree, "allOf"), *_parts(tree, "oneOf")):
        found = {**_properties(part), **found}
    return found


def _parts(tree: Mapping, name: str) -> list[Mapping]:
    parts = tree.get(name)
    return [p for p in parts if isinstance(p, Mapping)] if isinstance(parts, Sequence) else []


def _groups(tree: Mapping) -> tuple[tuple[tuple[str, ...], bool], ...]:
    """The groups of `oneOf`, several of them under `allOf`."""
    groups = []
    holders: list[Tree] = [tree]
    every = tree.get("allOf")
    if isinstance(every, Sequence):
        holders.extend(every)
    for holder in holders:
        choices = holder.get("oneOf") if isinstance(holder, Mapping) else None
        if isinstance(choices, Sequence):
            members: list[str] = []
            none = False
            for choice in choices:
                names = _choice(choice)
                members.extend(name for name in names if name not in members)
                none = none or not names
            if members:
                groups.append((tuple(members), none))
    return tuple(groups)


def _choice(choice: Tree) -> tuple[str, ...]:
    """The fields of one alternative: those it requires, else those it describes."""
    if not isinstance(choice, Mapping) or "not" in choice:
        return ()
    required = _texts(choice.get("required"))
    properties = choice.get("properties")
    return required or (tuple(properties) if isinstance(properties, Mapping) else ())


def _text(value: Tree) -> str:
    return value if isinstance(value, str) else ""


def _optional(value: Tree) -> str | None:
    return value if isinstance(value, str) else None


def _texts(value: Tree) -> tuple[str, ...]:
    items = value if isinstance(value, Sequence) else ()
    return tuple(item for item in items if isinstance(item, str))


def _integer(value: Tree) -> int | None:
    number = _number(value)
    return number if isinstance(number, int) else None


def _number(value: Tree) -> int | float | None:
    if not isinstance(value, str) or len(value) > 40:
        return None
    try:
        return int(value)
    except ValueError:
        try:
            return float(value)
        except ValueError:
            return None


def _true(value: Tree) -> bool:
    return value == "true"


_KEYWORDS: dict[str, tuple[str, Callable[[Tree], object]]] = {
    "type": ("type", _text),
    "format": ("format", _text),
    "$ref": ("ref", lambda value: _text(value).removeprefix(_DEFINITIONS)),
    "required": ("required", _texts),
    "enum": ("enum", _texts),
    "default": ("default", _optional),
    "deprecated": ("deprecated", _true),
}
"""Keywords of JSON Schema: the attribute that each gives, and how its value is read."""

_LIMITS: dict[str, Callable[[Tree], int | float | str | None]] = {
    "pattern": _optional,
    **dict.fromkeys(("minimum", "maximum", "multipleOf"), _number),
    **dict.fromkeys(("minLength", "maxLength", "minItems", "maxItems", "maxProperties"), _integer),
    "uniqueItems": lambda value: _true(value) or None,
}
"""Keywords that limit a value, and how their values are read (JSON Schema Validation, section 6)."""

_CHILDREN = {"items": "items", "additionalProperties": "values", "propertyNames": "keys"}
"""Keywords whose value is a schema."""
