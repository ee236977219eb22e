"""The rows of a table as a tree of fields: `bootDiskSpec.diskSpec.size`, `images[].os.type`."""

from __future__ import annotations

import re
from collections.abc import Iterable

from apigen.findings.codes.analysis import BAD_NAME, DUPLICATE_FIELD, MISSING_PARENT
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Source
from apigen.pages.model import Row

NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,127}")
_SEGMENT = re.compile(rf"({NAME.pattern})((?:\[\])*)")
_FLAT = re.compile(rf"({NAME.pattern}(?:\.{NAME.pattern})*)()")
DEEPEST = 64


class Node:
    """A field: its row, and the fields within it. Without a row where only those have rows."""

    __slots__ = ("arrays", "children", "name", "row")

    def __init__(self, name: str, arrays: int, row: Row | None) -> None:
        self.name = name
        self.arrays = arrays
        self.row = row
        self.children: dict[str, Node] = {}

    def some_row(self) -> Row | None:
        """The node's own row, else the first within it."""
        if self.row is not None:
            return self.row
        return next((row for child in self.children.values() if (row := child.some_row())), None)


def tree(
    rows: Iterable[Row], source: Source, diagnostics: Diagnostics, *, flat: bool = False
) -> Node:
    """The root of the rows' tree. Rows with bad names or twice the same are told and left out.

    `flat`: a dot is part of the name, as in the path parameter `{user.name}`.
    """
    root = Node("", 0, None)
    for row in rows:
        path = row.path.rstrip(".")
        if flat:
            segments = [_FLAT.fullmatch(path)]
        else:
            segments = [_SEGMENT.fullmatch(part) for part in path.split(".")]
        if len(segments) > DEEPEST or not all(segments):
            diagnostics.add(
                BAD_NAME,
                source.origin(row.span),
                "a row has a name that is no name of a field",
                text=row.path[:200],
                hint="images[].os.type",
            )
            continue
        _place(root, [match for match in segments if match], row, source, diagnostics)
    return root


def _place(
    root: Node, segments: list[re.Match[str]], row: Row, source: Source, diagnostics: Diagnostics
) -> None:
    node = root
    for segment in segments[:-1]:
        child = node.children.get(segment[1])
        if child is None:
            child = node.children[segment[1]] = Node(segment[1], len(segment[2]) // 2, None)
            diagnostics.add(
                MISSING_PARENT,
                source.origin(row.span),
                f"{row.path} lies within {segment[1]}, which has no row",
                text=row.path,
            )
        node = child
    name, arrays = segments[-1][1], len(segments[-1][2]) // 2
    there = node.children.get(name)
    if there is None:
        node.children[name] = Node(name, arrays, row)
    elif there.row is None:
        there.row, there.arrays = row, max(arrays, there.arrays)
    else:
        diagnostics.add(
            DUPLICATE_FIELD,
            source.origin(row.span),
            f"the field {row.path} has two rows",
            text=row.path,
            other=source.origin(there.row.span),
        )
