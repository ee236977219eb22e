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
MAX_DEPTH = 64


class FieldNode:
    """A field with its inner fields. `row` is `None` if only the inner fields have rows; `arrays` is
    the number of `[]` after the name."""

    __slots__ = ("arrays", "children", "name", "row")

    def __init__(self, name: str, arrays: int, row: Row | None) -> None:
        self.name = name
        self.arrays = arrays
        self.row = row
        self.children: dict[str, FieldNode] = {}

    def first_row(self) -> Row:
        """The node's own row, else the first within it; every node but an empty root has one."""
        return self.row or next(iter(self.children.values())).first_row()


def field_tree(
    rows: Iterable[Row], source: Source, diagnostics: Diagnostics, *, flat: bool = False
) -> FieldNode:
    """The root of the tree. Rows with an invalid name and second rows of a field are reported and
    dropped.

    `flat`: dots are part of the name, as in the path parameter `{user.name}`.
    """
    root = FieldNode("", 0, None)
    for row in rows:
        path = row.path.rstrip(".")
        if flat:
            segments = [_FLAT.fullmatch(path)]
        else:
            segments = [_SEGMENT.fullmatch(part) for part in path.split(".")]
        if len(segments) > MAX_DEPTH or not all(segments):
            diagnostics.add(
                BAD_NAME,
                source.origin(row.span),
                "a row has a name that is no name of a field",
                text=row.path[:200],
                hint="images[].os.type",
            )
            continue
        _insert(root, [match for match in segments if match], row, source, diagnostics)
    return root


def _insert(
    root: FieldNode,
    segments: list[re.Match[str]],
    row: Row,
    source: Source,
    diagnostics: Diagnostics,
) -> None:
    node = root
    for segment in segments[:-1]:
        child = node.children.get(segment[1])
        if child is None:
            child = node.children[segment[1]] = FieldNode(segment[1], len(segment[2]) // 2, None)
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
        node.children[name] = FieldNode(name, arrays, row)
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
