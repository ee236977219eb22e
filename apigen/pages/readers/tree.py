"""YAML and JSON as one tree of mappings, sequences and strings, each key with its place."""

from __future__ import annotations

import json

import yaml

from apigen.source import Span

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

    Raises:
        TreeError: an alias, or nesting without end.
        yaml.YAMLError: it is not YAML.
    """
    depth = 0
    for line in text.split("\n"):  # deep flow nesting would exhaust the parser's own stack
        depth = max(depth, line.count("[") + line.count("{"))
    if depth > 50 * DEEPEST and _flow_depth(text) > DEEPEST:
        raise TreeError("nested too deep", Span(first_line, 1))
    root = yaml.compose(text, Loader=_LOADER)
    return None if root is None else _from_node(root, first_line, 0, set())


def _flow_depth(text: str) -> int:
    depth = deepest = 0
    for character in text:
        if character in "[{":
            depth += 1
            deepest = max(deepest, depth)
        elif character in "]}":
            depth -= 1
    return deepest


def _from_node(node: yaml.Node, first_line: int, depth: int, seen: set[int]) -> Tree:
    if isinstance(node, yaml.ScalarNode):
        if node.tag == "tag:yaml.org,2002:null":
            return None
        return str(node.value)
    span = _span(node, first_line)
    if id(node) in seen:
        raise TreeError("aliases are not taken", span)
    if depth > DEEPEST:
        raise TreeError("nested too deep", span)
    seen.add(id(node))
    if isinstance(node, yaml.SequenceNode):
        sequence = Sequence(span)
        for item in node.value:
            sequence.append(_from_node(item, first_line, depth + 1, seen))
            sequence.spans.append(_span(item, first_line))
        return sequence
    mapping = Mapping(span)
    for key, value in node.value:
        if isinstance(key, yaml.ScalarNode):
            mapping[key.value] = _from_node(value, first_line, depth + 1, seen)
            mapping.spans[key.value] = _span(key, first_line)
    return mapping


def _span(node: yaml.Node, first_line: int) -> Span:
    mark = node.start_mark
    return Span(mark.line + first_line, mark.column + 1)


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
