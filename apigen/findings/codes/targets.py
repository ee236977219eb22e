"""Findings about targets."""

from __future__ import annotations

from apigen.findings.diagnostics import Code, Severity

PACK_DAMAGED = Code(
    "T001",
    Severity.ERROR,
    "The target.toml of a target is missing or invalid.",
    "Compare it with templates/python/target.toml: [[file]] needs template, for_each, output.",
)
NO_SUCH_VIEW = Code(
    "T002",
    Severity.ERROR,
    "A target.toml names views that do not exist.",
    "Use one of the names listed; templates/README.md describes them.",
)
