"""Codes of changes that are printed as findings, such as annotations on a pull request."""

from __future__ import annotations

from apigen.findings.diagnostics import Code, Severity

BREAKING = Code(
    "C001",
    Severity.WARNING,
    "A breaking change: a call that was valid is refused, or a response has a different meaning.",
    "Raise the version as `apigen diff` proposes, and announce the change.",
)
COMPATIBLE = Code(
    "C002",
    Severity.NOTE,
    "A compatible change: existing callers are not affected.",
    "Nothing to do; it is listed for the changelog.",
)
DOCS_ONLY = Code(
    "C003",
    Severity.NOTE,
    "Descriptions changed, but no facts.",
    "Nothing to do; it is listed for the changelog.",
)
