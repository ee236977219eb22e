"""Jinja as templates see it: undefined names are errors, no code of a page is ever compiled."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import jinja2

from apigen.render.loader import template_loader


def environment(folders: Sequence[Path] = ()) -> jinja2.Environment:
    """Filters: `indent_lines` (lines at a depth), `json` (a value as JSON text)."""
    made = jinja2.Environment(
        loader=template_loader(folders),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    made.filters["indent_lines"] = indent_lines
    made.filters["json"] = as_json
    return made


def indent_lines(lines: Iterable[str], depth: int) -> str:
    """Lines joined, all but the first moved right by `depth` spaces; empty lines stay empty."""
    space = " " * depth
    return "\n".join(f"{space}{line}" if i and line else line for i, line in enumerate(lines))


def as_json(value: Any, indent: int | None = None) -> str:
    return json.dumps(value, ensure_ascii=False, indent=indent)
