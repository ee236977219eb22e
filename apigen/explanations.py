"""Every finding that apigen can make, for `apigen explain`."""

from __future__ import annotations

import apigen.analysis.codes
import apigen.analysis.sentence_codes
import apigen.drift.codes
import apigen.pages.codes
import apigen.pages.folder_codes
import apigen.render.codes
import apigen.report.codes
import apigen.targets.codes
from apigen.diagnostics import Code

_MODULES = (
    apigen.pages.folder_codes,
    apigen.pages.codes,
    apigen.analysis.codes,
    apigen.analysis.sentence_codes,
    apigen.targets.codes,
    apigen.render.codes,
    apigen.report.codes,
    apigen.drift.codes,
)


def all_codes() -> tuple[Code, ...]:
    """Sorted by code; each once."""
    found = (
        value for module in _MODULES for value in vars(module).values() if isinstance(value, Code)
    )
    return tuple(sorted(found, key=lambda code: code.code))
