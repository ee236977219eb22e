"""Changes as findings, for annotations on a pull request."""

from __future__ import annotations

from apigen.findings.diagnostics import Code, Severity

BREAKING = Code(
    "C001",
    Severity.WARNING,
    "A change that breaks callers: a call that was right is refused, or an answer reads otherwise.",
    "Raise the version as `apigen diff` proposes, and tell callers.",
)
COMPATIBLE = Code(
    "C002",
    Severity.NOTE,
    "A change that callers may use and need not notice.",
    "Nothing: it is listed for the changelog.",
)
DOCS_ONLY = Code(
    "C003",
    Severity.NOTE,
    "Descriptions that say the same facts in other words.",
    "Nothing: it is listed for the changelog.",
)

CODES = (BREAKING, COMPATIBLE, DOCS_ONLY)
