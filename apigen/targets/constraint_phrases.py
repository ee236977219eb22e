"""Constraints in words, one phrase each, the same in every language of the docs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from apigen.ir.api import Field
from apigen.ir.constraints import Constraint, Limit, is_exclusive, kind_of, limit_of
from apigen.ir.types import Duration, Type
from apigen.ir.walk import Role, parts

PARTS: dict[Role, str] = {"items": "Each value", "keys": "Each key", "values": "Each value"}
UNITS = {"length": "character", "items": "item"}
"""The units of sizes, by the rule."""
PHRASES: dict[str, Callable[[Limit], str]] = {
    "pattern": lambda regex: f"Matches `{regex}`",
    "allowed": lambda values: f"One of {', '.join(f'`{value}`' for value in _listed(values))}",
    "unique": lambda _: "No value twice",
}
"""The phrases of constraints that are no end of a range, by their rule."""


def field_phrases(field: Field, required: bool) -> str:
    """`Required. At most 50 characters.` or nothing."""
    phrases = ["Required"] if required else []
    phrases += value_phrases(field.type, field.constraints)
    for lead, inner in part_phrases(field.type):
        phrases.append(f"{lead}: " + ", ".join(text[:1].lower() + text[1:] for text in inner))
    if field.default is not None:
        phrases.append(f"Default `{field.default}`")
    return " ".join(f"{phrase}." for phrase in phrases)


def value_phrases(type_: Type, constraints: Iterable[Constraint]) -> list[str]:
    """The phrases of a value's own constraints."""
    return [_phrase(constraint, type_) for constraint in constraints]


def part_phrases(type_: Type) -> Iterator[tuple[str, list[str]]]:
    """For each part of a type that has constraints, what introduces them, and their phrases."""
    for role, part in parts(type_):
        if part.constraints:
            yield PARTS[role], value_phrases(part.type, part.constraints)


def _phrase(constraint: Constraint, type_: Type) -> str:
    kind, limit = kind_of(constraint), limit_of(constraint)
    if kind.end is None:
        return PHRASES[kind.rule](limit)
    least, most = ("Greater than", "Less than") if is_exclusive(constraint) else _INCLUSIVE
    amount = f"{limit} seconds" if isinstance(type_, Duration) else str(limit)
    if kind.sized:
        amount = f"{limit} {UNITS[kind.rule]}" + ("" if limit == 1 else "s")
    return f"{least if kind.end == 'minimum' else most} {amount}"


_INCLUSIVE = ("At least", "At most")


def _listed(limit: Limit) -> tuple[object, ...]:
    return limit if isinstance(limit, tuple) else (limit,)
