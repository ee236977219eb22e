"""Facts of a page's front matter, read with PyYAML alone: nothing of apigen's own reading is used."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from tests.programs.fidelity.facts import Fact, Facts, Key

Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
SPELLINGS = {"bytes": "byte"}
NUMBERS = {
    "minLength": "min_length",
    "maxLength": "max_length",
    "minimum": "minimum",
    "maximum": "maximum",
    "minItems": "min_items",
    "maxItems": "max_items",
}


def schema_facts(text: str) -> Facts:
    """What `apiPlayground` says of the request; nothing where a page has none."""
    if not text.startswith("---\n") or "\n---" not in text[4:]:
        return {}
    root = yaml.compose(text[: text.index("\n---", 4) + 1], Loader)
    found: Facts = {}
    for entry in _items(_get(root, "apiPlayground")):
        if isinstance(entry, yaml.ScalarNode):  # JSON in a string
            _entry(yaml.compose(entry.value, Loader), found, _line(entry))
        else:
            _entry(entry, found, None)
    return found


def _entry(entry: yaml.Node | None, found: Facts, line: int | None) -> None:
    verb = _get(entry, "method")
    if isinstance(verb, yaml.ScalarNode):
        found[Key("http", "verb")] = Fact(verb.value.upper(), line or _line(verb))
    for part in ("path", "query", "body"):
        schema = _get(entry, part)
        definitions = {
            key: value
            for holder in (entry, schema)
            for key, _, value in _pairs(_get(holder, "definitions"))
        }
        _Walk(definitions, found, line).object(schema, f"{part}:", frozenset())


class _Walk:
    """`line`: the one line of all facts, where the schema is one string."""

    def __init__(self, definitions: dict[str, yaml.Node], found: Facts, line: int | None) -> None:
        self.definitions = definitions
        self.found = found
        self.line = line

    def tell(self, place: str, kind: str, value: object, node: yaml.Node) -> None:
        self.found[Key(place, kind)] = Fact(value, self.line or _line(node))

    def object(self, schema: yaml.Node | None, prefix: str, above: frozenset[str]) -> None:
        reference = _text(schema, "$ref").rpartition("/")[2]
        if reference:
            if reference in above:
                return
            above |= {reference}
            schema = self.definitions.get(reference)
        required = {node.value for node in _items(_get(schema, "required"))}
        for holder in _holders(schema):
            for name, key, value in _pairs(_get(holder, "properties")):
                place = f"{prefix}{name}"
                self.tell(place, "field", True, key)
                if name in required:
                    self.tell(place, "required", True, key)
                self.value(value, place, "", key)
                self.object(_element(value), f"{place}.", above)
        for members, node in _groups(schema):
            self.tell(prefix, f"one_of {' '.join(sorted(members))}", True, node)

    def value(self, schema: yaml.Node, place: str, inner: str, key: yaml.Node) -> None:
        kind = _type(schema)
        self.tell(place, f"{inner}type", kind, key)
        if form := _text(schema, "format"):
            self.tell(place, f"{inner}format", SPELLINGS.get(form, form), key)
        if values := [node.value for node in _items(_get(schema, "enum"))]:
            self.tell(place, f"{inner}enum", values, key)
        if (pattern := _get(schema, "pattern")) is not None:
            self.tell(place, f"{inner}pattern", _scalar(pattern), key)
        for name, fact in NUMBERS.items():
            if (number := _text(schema, name)) != "":
                value = float(number)
                self.tell(place, inner + fact, int(value) if value.is_integer() else value, key)
        if _text(schema, "uniqueItems") == "true":
            self.tell(place, f"{inner}unique", True, key)
        parts = {"items": "items", "values": "additionalProperties", "keys": "propertyNames"}
        for name, keyword in parts.items():
            part = _get(schema, keyword)
            if isinstance(part, yaml.MappingNode):
                self.value(part, place, f"{inner}{name}.", key)


def _type(schema: yaml.Node) -> str:
    if _get(schema, "enum") is not None:
        return "enum"
    if isinstance(_get(schema, "additionalProperties"), yaml.MappingNode):
        return "map"
    return _text(schema, "type") or "object"


def _element(schema: yaml.Node) -> yaml.Node:
    """What an array or a map holds, however deep."""
    for keyword in ("items", "additionalProperties"):
        part = _get(schema, keyword)
        if isinstance(part, yaml.MappingNode):
            return _element(part)
    return schema


def _holders(schema: yaml.Node | None) -> Iterator[yaml.Node]:
    """The schema and the alternatives of its groups: all may have properties."""
    if schema is not None:
        yield schema
    for keyword in ("allOf", "oneOf"):
        for part in _items(_get(schema, keyword)):
            yield from _holders(part)


def _groups(schema: yaml.Node | None) -> Iterator[tuple[set[str], yaml.Node]]:
    for part in _items(_get(schema, "allOf")):
        yield from _groups(part)
    choices = _get(schema, "oneOf")
    members: set[str] = set()
    for choice in _items(choices):
        asked = {node.value for node in _items(_get(choice, "required"))}
        members |= asked or {name for name, _, _ in _pairs(_get(choice, "properties"))}
    if members and choices is not None:
        yield members, choices


# --- nodes ----------------------------------------------------------------------------------------


def _pairs(node: yaml.Node | None) -> Iterator[tuple[str, yaml.Node, yaml.Node]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield key.value, key, value


def _items(node: yaml.Node | None) -> list[yaml.Node]:
    return node.value if isinstance(node, yaml.SequenceNode) else []


def _get(node: yaml.Node | None, name: str) -> yaml.Node | None:
    return next((value for key, _, value in _pairs(node) if key == name), None)


def _text(node: yaml.Node | None, name: str) -> str:
    found = _get(node, name)
    return found.value if isinstance(found, yaml.ScalarNode) else ""


def _scalar(node: yaml.Node) -> str:
    return node.value if isinstance(node, yaml.ScalarNode) else ""


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1
