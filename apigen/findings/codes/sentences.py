"""Findings in sentences."""

from __future__ import annotations

from apigen.findings.diagnostics import Code, Severity

DAMAGED_EXPRESSION = Code(
    "A101",
    Severity.WARNING,
    "A regular expression was mangled before the page was published; no pattern is taken from it.",
    "Restore the expression on the page: put it into double backticks, and write | as \\|.",
)
SECOND_DEFAULT = Code(
    "A102",
    Severity.WARNING,
    "A description gives two different defaults; the first is used.",
    "Remove one of the sentences.",
)
ENUM_VALUE_TWICE = Code(
    "A103",
    Severity.WARNING,
    "A list of values has one value twice; the first is used.",
    "Remove one of the items.",
)

CODES: tuple[Code, ...] = (DAMAGED_EXPRESSION, SECOND_DEFAULT, ENUM_VALUE_TWICE)
