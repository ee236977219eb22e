"""Jinja as templates see it: undefined names are errors, no code of a page is ever compiled."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import jinja2

from apigen.findings.diagnostics import Diagnostics
from apigen.render.filters import OURS, offered
from apigen.render.loader import template_loader
from apigen.render.undefined import Undefined


def environment(
    folders: Sequence[Path] = (), diagnostics: Diagnostics | None = None
) -> jinja2.Environment:
    """Filters: Jinja's, `indent_lines` (lines at a depth), `json` (a value as JSON text), `shell` (a
    text as one word of a shell), and those of installed packages."""
    made = jinja2.Environment(
        loader=template_loader(folders),
        undefined=Undefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    made.filters.update(OURS)
    found = Diagnostics() if diagnostics is None else diagnostics
    made.filters.update(offered(tuple(made.filters), found))
    return made
