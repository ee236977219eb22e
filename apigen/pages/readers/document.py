"""YAML and JSON as one tree of mappings, sequences and strings, each key with its place."""

from __future__ import annotations

import json
from collections.abc import Iterator

import yaml

from apigen.findings.source import Span

# libyaml's own parser where PyYAML was built with it: ten times as fast.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
DEEPEST = 100


class TreeError(Exception):
    """Text that makes no tree, or one that is not taken."""

    def __init__(self, message: str, span: Span) -> None:
        super().__init__(message)
        self.span = span


class Mapping(dict[str, "Tree"]):
    """A mapping; `spans` are the places of its keys."""

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.spans: dict[str, Span] = {}


class Sequence(list["Tree"]):
    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.spans: list[Span] = []


Tree = Mapping | Sequence | str | None


def yaml_tree(text: str, *, first_line: int) -> Tree:
    """The tree of a YAML document whose first line is line `first_line` of the page.

    It is made from the parser's events, with a stack of its own: PyYAML's composer recurses, and
    text nested deep enough would end the process.

    Raises:
        TreeError: an alias, or nesting without end.
        yaml.YAMLError: it is not YAML.
    """
    stack: list[_Open] = []
    for event in _events(text):
        if isinstance(event, yaml.ScalarEvent):
            value: Tree = str(event.value)
            if value in _NULLS and event.implicit[0] and not event.style:
                value = None
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            span = _span(event, first_line)
            if len(stack) >= DEEPEST:
                raise TreeError("nested too deep", span)
            tree = Mapping(span) if isinstance(event, yaml.MappingStartEvent) else Sequence(span)
            stack.append(_Open(tree))
            continue
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            value = stack.pop().tree
        elif isinstance(event, yaml.AliasEvent):
            raise TreeError("aliases are not taken", _span(event, first_line))
        else:
            continue  # the beginning and the end of the document
        if not stack:
            return value
        opened = stack[-1]
        if opened.key is not None:
            opened.put(value)
        elif isinstance(value, (Mapping, Sequence)):
            opened.take(value, value.span)
        else:
            opened.take(value, _span(event, first_line))
    return None


def _events(text: str) -> Iterator[yaml.Event]:
    loader = _LOADER(text)
    try:
        while not isinstance(event := loader.get_event(), yaml.StreamEndEvent):
            yield event
    finally:
        loader.dispose()


_NULLS = {"", "~", "null", "Null", "NULL"}


class _Open:
    """A mapping or a sequence that is being read; `key` is the one whose value comes next."""

    __slots__ = ("_place", "key", "tree")

    def __init__(self, tree: Mapping | Sequence) -> None:
        self.tree = tree
        self.key: str | None = None
        self._place = tree.span

    def take(self, value: Tree, span: Span) -> None:
        """Take an element, or a key."""
        if isinstance(self.tree, Sequence):
            self.tree.append(value)
            self.tree.spans.append(span)
        else:
            self.key, self._place = value if isinstance(value, str) else "", span

    def put(self, value: Tree) -> None:
        """Take the value of the key."""
        if isinstance(self.tree, Mapping) and self.key is not None:
            self.tree[self.key] = value
            self.tree.spans[self.key] = self._place
            self.key = None


def _span(event: yaml.Event, first_line: int) -> Span:
    mark = event.start_mark
    return Span(mark.line + first_line, mark.column + 1) if mark else Span(first_line, 1)


def json_tree(text: str, span: Span) -> Tree:
    """The tree of a JSON document that stands at one place of the page.

    Raises:
        TreeError: it is not JSON, or it is nested without end.
    """
    try:
        return _from_json(json.loads(text), span)
    except (ValueError, RecursionError) as error:
        raise TreeError(f"not JSON: {error}", span) from error


def _from_json(value: object, span: Span) -> Tree:
    if isinstance(value, dict):
        mapping = Mapping(span)
        for key, item in value.items():
            mapping[key] = _from_json(item, span)
            mapping.spans[key] = span
        return mapping
    if isinstance(value, list):
        sequence = Sequence(span)
        for item in value:
            sequence.append(_from_json(item, span))
            sequence.spans.append(span)
        return sequence
    if value is None:
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)
