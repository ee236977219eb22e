"""Findings of rendering."""

from __future__ import annotations

from apigen.diagnostics import Code, Severity

TEMPLATE_FAILED = Code(
    "T101",
    Severity.ERROR,
    "A template could not be rendered: a name that its view does not have, or a syntax error.",
    "Mend the template at the line shown; templates/README.md lists what each view holds.",
)
NOT_PYTHON = Code(
    "T102",
    Severity.ERROR,
    "A template that is to print Python printed something that does not parse.",
    'Mend the template; render it with `format = "none"` to see what it prints.',
)
