"""The filters of templates: our own, and those that installed packages offer.

A package offers a filter by an entry point of the group `apigen.filters`: name = module:function.
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
    """Joins lines, all but the first indented by `depth` spaces; empty lines stay empty."""
    space = " " * depth
    return "\n".join(f"{space}{line}" if i and line else line for i, line in enumerate(lines))


def as_json(value: Any, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)


BUILTIN_FILTERS: dict[str, Filter] = {
    "indent_lines": indent_lines,
    "json": as_json,
    "shell": shlex.quote,
}


def has_package_filters() -> bool:
    """Whether installed packages offer filters."""
    return bool(entry_points(group=GROUP))


def package_filters(taken: Iterable[str], diagnostics: Diagnostics) -> dict[str, Filter]:
    """The filters of installed packages, by name.

    Loading one runs code of its package. One that cannot be loaded, or whose name is in `taken`, is
    reported and left out.
    """
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
            message = f"the filter `{point.name}`: {type(error).__name__}: {error}"
            diagnostics.add(FILTER_FAILED, where, message)
            continue
        if not callable(loaded):
            diagnostics.add(FILTER_FAILED, where, f"the filter `{point.name}` is no function")
            continue
        names.add(point.name)
        found[point.name] = loaded
    return found
