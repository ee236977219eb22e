"""Where templates are found: the user's folders first, then ours. `builtin:` names ours outright."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import jinja2


_PACKAGE = Path(__file__).resolve().parent.parent


def builtin_templates() -> Path:
    """The templates that come with apigen: inside an installed wheel, or beside the checkout."""
    installed = _PACKAGE / "builtin_templates"
    return installed if installed.is_dir() else _PACKAGE.parent / "templates"


def template_loader(folders: Sequence[Path]) -> jinja2.BaseLoader:
    """A template of a user's folder hides ours of the same path; `{% extends "builtin:…" %}`
    reaches the hidden one and its blocks."""
    import jinja2

    builtin = jinja2.FileSystemLoader(builtin_templates())
    return jinja2.ChoiceLoader(
        [
            *(jinja2.FileSystemLoader(folder) for folder in folders),
            builtin,
            jinja2.PrefixLoader({"builtin": builtin}, delimiter=":"),
        ]
    )
