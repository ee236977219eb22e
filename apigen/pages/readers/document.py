"""YAML and JSON documents as trees of mappings, sequences and strings, with the place of each key."""

from __future__ import annotations

import json
from collections.abc import Iterator

import yaml

from apigen.findings.source import Span

# libyaml's parser, if PyYAML was built with it, is ten times as fast.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
MAX_DEPTH = 100


class DocumentError(Exception):
    """Text that is no YAML or JSON, or that is refused: aliases, too deep nesting."""

    def __init__(self, message: str, span: Span) -> None:
        super().__init__(message)
        self.span = span


class MappingNode(dict[str, "Node"]):
    """A mapping; `spans` are the places of its keys."""

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.spans: dict[str, Span] = {}


class SequenceNode(list["Node"]):
    """A sequence; `spans` are the places of its elements."""

    def __init__(self, span: Span) -> None:
        super().__init__()
        self.span = span
        self.spans: list[Span] = []


Node = MappingNode | SequenceNode | str | None


def parse_yaml(text: str, *, first_line: int) -> Node:
    """Parse a YAML document whose first line is line `first_line` of the page.

    Built from the parser's events with an explicit stack: PyYAML's composer is recursive, and deeply
    nested text would exhaust the C stack.

    Raises:
        DocumentError: the text is not YAML, has aliases or is nested too deep.
    """
    try:
        return _parse_yaml(text, first_line)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        span = Span(mark.line + first_line, mark.column + 1) if mark else Span(1, 1)
        problem = str(getattr(error, "problem", None) or "not YAML")
        raise DocumentError(problem, span) from error


def _parse_yaml(text: str, first_line: int) -> Node:
    stack: list[_OpenNode] = []
    for event in _events(text):
        if isinstance(event, yaml.ScalarEvent):
            value: Node = str(event.value)
            if value in _NULLS and event.implicit[0] and not event.style:
                value = None
        elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
            span = _span(event, first_line)
            if len(stack) >= MAX_DEPTH:
                raise DocumentError("nested too deep", span)
            is_mapping = isinstance(event, yaml.MappingStartEvent)
            stack.append(_OpenNode(MappingNode(span) if is_mapping else SequenceNode(span)))
            continue
        elif isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
            value = stack.pop().node
        elif isinstance(event, yaml.AliasEvent):
            raise DocumentError("aliases are not taken", _span(event, first_line))
        else:
            continue  # the beginning or the end of the document
        if not stack:
            return value
        opened = stack[-1]
        if opened.key is not None:
            opened.set_value(value)
        elif isinstance(value, (MappingNode, SequenceNode)):
            opened.add(value, value.span)
        else:
            opened.add(value, _span(event, first_line))
    return None


def _events(text: str) -> Iterator[yaml.Event]:
    loader = _LOADER(text)
    try:
        while not isinstance(event := loader.get_event(), yaml.StreamEndEvent):
            yield event
    finally:
        loader.dispose()


_NULLS = {"", "~", "null", "Null", "NULL"}


class _OpenNode:
    """A mapping or sequence that is not closed yet; `key` is the one whose value comes next."""

    __slots__ = ("_place", "key", "node")

    def __init__(self, node: MappingNode | SequenceNode) -> None:
        self.node = node
        self.key: str | None = None
        self._place = node.span

    def add(self, value: Node, span: Span) -> None:
        """Add an element, or a key."""
        if isinstance(self.node, SequenceNode):
            self.node.append(value)
            self.node.spans.append(span)
        else:
            self.key, self._place = value if isinstance(value, str) else "", span

    def set_value(self, value: Node) -> None:
        """Set the value of the key."""
        if isinstance(self.node, MappingNode) and self.key is not None:
            self.node[self.key] = value
            self.node.spans[self.key] = self._place
            self.key = None


def _span(event: yaml.Event, first_line: int) -> Span:
    mark = event.start_mark
    return Span(mark.line + first_line, mark.column + 1) if mark else Span(first_line, 1)


def parse_json(text: str, span: Span) -> Node:
    """Parse a JSON document; all of its nodes get the place `span`.

    Raises:
        DocumentError: the text is not JSON or is nested too deep.
    """
    try:
        return _node(json.loads(text), span)
    except (ValueError, RecursionError) as error:
        raise DocumentError(f"not JSON: {error}", span) from error


def _node(value: object, span: Span) -> Node:
    if isinstance(value, dict):
        mapping = MappingNode(span)
        for key, item in value.items():
            mapping[key] = _node(item, span)
            mapping.spans[key] = span
        return mapping
    if isinstance(value, list):
        sequence = SequenceNode(span)
        for item in value:
            sequence.append(_node(item, span))
            sequence.spans.append(span)
        return sequence
    if value is None:
        return None
    return str(value).lower() if isinstance(value, bool) else str(value)
