"""Replaces variables of the docs (`{{ api-host }}`) by their values in the settings."""

from __future__ import annotations

import re
from collections.abc import Mapping

from apigen.findings.codes.pages import UNKNOWN_VARIABLE
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Origin

_VARIABLE = re.compile(r"\{\{\s*([A-Za-z0-9_.-]{1,100})\s*\}\}")


def resolve(
    text: str,
    variables: Mapping[str, str],
    origin: Origin,
    diagnostics: Diagnostics,
    unknown: set[str],
) -> str:
    """The text with its variables replaced. An unknown variable stays; it is reported unless it is in
    `unknown`, and added there."""
    if "{{" not in text:
        return text

    def value(match: re.Match[str]) -> str:
        known = variables.get(match[1])
        if known is not None:
            return known
        if match[1] not in unknown:
            unknown.add(match[1])
            diagnostics.add(
                UNKNOWN_VARIABLE,
                origin,
                f"the variable {match[1]} has no value",
                text=match[0],
                hint=f'[tool.apigen.variables] {match[1]} = "…"',
            )
        return match[0]

    return _VARIABLE.sub(value, text)
