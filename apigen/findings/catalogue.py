"""All codes of findings, for `apigen explain`."""

from __future__ import annotations

from apigen.findings.codes import (
    analysis,
    changes,
    drift,
    folders,
    pages,
    targets,
    templates,
)
from apigen.findings.diagnostics import Code

_MODULES = (folders, pages, analysis, targets, templates, changes, drift)


def all_codes() -> tuple[Code, ...]:
    """All codes, sorted."""
    found = (
        value for module in _MODULES for value in vars(module).values() if isinstance(value, Code)
    )
    return tuple(sorted(found, key=lambda code: code.code))
