"""A plain reading of constraints: which of them a value breaks.

Written apart from the SDK's runtime and by other means, so that the tests emitted from it check the
runtime, not themselves.
"""

from __future__ import annotations

from typing import Any

from apigen.ir import constraints as c
from apigen.ir.types import Enum, Type
from apigen.targets.regex_samples import matches

# The runtime's word for each rule.
Rule = str


def broken(type_: Type, constraints: tuple[c.Constraint, ...], value: Any) -> frozenset[Rule]:
    """The rules that a bare value (no container) breaks."""
    rules = {rule for constraint in constraints if (rule := _breaks(constraint, value))}
    if isinstance(type_, Enum) and value not in {item.name for item in type_.values}:
        rules = {"allowed"}
    return frozenset(rules)


def _breaks(constraint: c.Constraint, value: Any) -> Rule:
    match constraint:
        case c.MinLength(least):
            return "length" if len(value) < least else ""
        case c.MaxLength(most):
            return "length" if len(value) > most else ""
        case c.Pattern(regex):
            return "" if matches(regex, value) else "pattern"
        case c.Minimum(least, _, exclusive):
            return "range" if value < least or (exclusive and value == least) else ""
        case c.Maximum(most, _, exclusive):
            return "range" if value > most or (exclusive and value == most) else ""
        case c.Allowed(values):
            return "" if value in values else "allowed"
        case c.MinItems(least):
            return "items" if len(value) < least else ""
        case c.MaxItems(most):
            return "items" if len(value) > most else ""
        case c.Unique():
            distinct = {repr(item) for item in value}
            return "unique" if len(distinct) < len(value) else ""
