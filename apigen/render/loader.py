"""Finds templates: in the user's folders, then among the built-in ones."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import jinja2

_PACKAGE = Path(__file__).resolve().parent.parent


def builtin_templates() -> Path:
    """The folder of the templates that come with apigen: in an installed wheel or in the checkout."""
    installed = _PACKAGE / "builtin_templates"
    return installed if installed.is_dir() else _PACKAGE.parent / "templates"


def template_loader(folders: Sequence[Path]) -> jinja2.BaseLoader:
    """A loader where a user's template hides the built-in one of the same path; that one and its
    blocks stay reachable by `{% extends "builtin:…" %}`."""
    # Most runs only need the folder, and Jinja takes a while to load.
    import jinja2

    builtin = jinja2.FileSystemLoader(builtin_templates())
    return jinja2.ChoiceLoader(
        [
            *(jinja2.FileSystemLoader(folder) for folder in folders),
            builtin,
            jinja2.PrefixLoader({"builtin": builtin}, delimiter=":"),
        ]
    )
