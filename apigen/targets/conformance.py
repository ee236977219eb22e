"""A second implementation of constraints: which of them a value breaks.

It shares nothing with the SDK's runtime, so that the tests emitted from it check the runtime.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from apigen.ir.constraints import Constraint, is_exclusive, kind_of, limit_of
from apigen.ir.types import Enum, Type
from apigen.targets.regex_samples import matches

# The runtime's word for each rule.
Rule = str


def broken(type_: Type, constraints: Iterable[Constraint], value: Any) -> frozenset[Rule]:
    """The rules that a value breaks by itself, not by what is in it."""
    rules = {kind_of(each).rule for each in constraints if not _keeps(each, value)}
    if isinstance(type_, Enum) and value not in {item.name for item in type_.values}:
        rules = {"allowed"}
    return frozenset(rules)


def _keeps(constraint: Constraint, value: Any) -> bool:
    kind, limit = kind_of(constraint), limit_of(constraint)
    if kind.end is None:
        return CHECKS[kind.rule](limit, value)
    measured: Any = len(value) if kind.sized else value
    if measured == limit:
        return not is_exclusive(constraint)
    return bool(measured > limit if kind.end == "minimum" else measured < limit)


CHECKS: dict[str, Callable[[Any, Any], bool]] = {
    "pattern": matches,
    "allowed": lambda values, value: value in values,
    "unique": lambda _, value: len({repr(item) for item in value}) == len(value),
}
"""Whether a limit admits a value, by the rule, for constraints that are no end of a range."""
