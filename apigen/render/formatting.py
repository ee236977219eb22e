"""Generated Python through black: what is written looks as if a careful person had typed it."""

from __future__ import annotations

import black
from black.mode import TargetVersion
from black.report import NothingChanged

MODE = black.Mode(line_length=100, target_versions={TargetVersion.PY311})


def format_python(text: str) -> str:
    """Formatted source.

    Raises:
        black.InvalidInput: the text is no Python; a template printed something wrong.
    """
    try:
        return black.format_file_contents(text, fast=True, mode=MODE)
    except NothingChanged:
        return text
