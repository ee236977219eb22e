"""Codes of findings about templates."""

from __future__ import annotations

from apigen.findings.diagnostics import Code, Severity

TEMPLATE_FAILED = Code(
    "T101",
    Severity.ERROR,
    "A template could not be rendered: a name that its view does not have, or a syntax error.",
    "Correct the template at the line shown; templates/README.md lists what each view holds.",
)
NOT_PYTHON = Code(
    "T102",
    Severity.ERROR,
    "A template whose output is formatted as Python printed something that does not parse.",
    'Correct the template; render it with `format = "none"` to see what it prints.',
)
FILTER_FAILED = Code(
    "T103",
    Severity.ERROR,
    "A filter that an installed package offers cannot be used.",
    "Repair or uninstall the package; its entry points are in the group apigen.filters.",
)
BUILTIN_CHANGED = Code(
    "T104",
    Severity.WARNING,
    "A built-in template changed since one of your templates was copied from it.",
    "Compare the two, adopt the changes you want, and put the new copy's first line into yours.",
)
