"""Findings of targets."""

from __future__ import annotations

from apigen.findings.diagnostics import Code, Severity

PACK_DAMAGED = Code(
    "T001",
    Severity.ERROR,
    "A target's target.toml is missing or cannot be read.",
    "Compare it with templates/python/target.toml: [[file]] needs template, for_each, output.",
)
NO_SUCH_VIEW = Code(
    "T002",
    Severity.ERROR,
    "A target.toml asks for views that nobody computes.",
    "Use one of the names listed; templates/README.md says what each holds.",
)
