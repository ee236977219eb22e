"""Every finding that apigen reports, for `apigen explain`."""

from __future__ import annotations

from apigen.findings.codes import (
    analysis,
    changes,
    drift,
    folders,
    pages,
    sentences,
    targets,
    templates,
)
from apigen.findings.diagnostics import Code

_MODULES = (folders, pages, analysis, sentences, targets, templates, changes, drift)


def all_codes() -> tuple[Code, ...]:
    """Sorted by code; each once."""
    found = (
        value for module in _MODULES for value in vars(module).values() if isinstance(value, Code)
    )
    return tuple(sorted(found, key=lambda code: code.code))
