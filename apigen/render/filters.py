"""Filters of templates: a few of ours, and those that installed packages offer.

A package offers one by an entry point of the group `apigen.filters`: name = module:function.
"""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable, Iterable
from importlib.metadata import entry_points
from typing import Any

from apigen.findings.codes.templates import FILTER_FAILED
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Origin

GROUP = "apigen.filters"
Filter = Callable[..., Any]


def indent_lines(lines: Iterable[str], depth: int) -> str:
    """Lines joined, all but the first moved right by `depth` spaces; empty lines stay empty."""
    space = " " * depth
    return "\n".join(f"{space}{line}" if i and line else line for i, line in enumerate(lines))


def as_json(value: Any, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)


OURS: dict[str, Filter] = {"indent_lines": indent_lines, "json": as_json, "shell": shlex.quote}


def has_foreign_filters() -> bool:
    """Whether installed packages offer filters."""
    return bool(entry_points(group=GROUP))


def offered(taken: Iterable[str], diagnostics: Diagnostics) -> dict[str, Filter]:
    """The filters of installed packages; one that cannot be loaded, or whose name is taken, is told
    and left out. Loading runs the package's code: it was installed to be run."""
    found: dict[str, Filter] = {}
    names = set(taken)
    for point in sorted(entry_points(group=GROUP), key=lambda point: (point.name, point.value)):
        where = Origin(point.value, 1, 1)
        if point.name in names:
            diagnostics.add(FILTER_FAILED, where, f"the filter `{point.name}` is there already")
            continue
        try:
            loaded = point.load()
        except Exception as error:  # whatever a package's import raises
            words = f"the filter `{point.name}`: {type(error).__name__}: {error}"
            diagnostics.add(FILTER_FAILED, where, words)
            continue
        if not callable(loaded):
            diagnostics.add(FILTER_FAILED, where, f"the filter `{point.name}` is no function")
            continue
        names.add(point.name)
        found[point.name] = loaded
    return found
