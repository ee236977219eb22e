"""Constraints in words, for docstrings: one phrase a rule, the same in every language of the docs."""

from __future__ import annotations

from apigen.ir import constraints as c
from apigen.ir.api import Field
from apigen.ir.types import Duration, List, Map, Type


def limits(field: Field, required: bool) -> str:
    """`Required. At most 50 characters.` or nothing."""
    phrases = ["Required"] if required else []
    phrases += phrases_of(field.type, field.constraints)
    if isinstance(field.type, List):
        phrases += _inner("Each value: ", field.type.item.type, field.type.item.constraints)
    if isinstance(field.type, Map):
        phrases += _inner("Each key: ", field.type.key.type, field.type.key.constraints)
        phrases += _inner("Each value: ", field.type.value.type, field.type.value.constraints)
    if field.default is not None:
        phrases.append(f"Default `{field.default}`")
    return " ".join(f"{phrase}." for phrase in phrases)


def phrases_of(type_: Type, constraints: tuple[c.Constraint, ...]) -> list[str]:
    unit = " seconds" if isinstance(type_, Duration) else ""
    return [_phrase(constraint, unit) for constraint in constraints]


def _inner(lead: str, type_: Type, constraints: tuple[c.Constraint, ...]) -> list[str]:
    phrases = phrases_of(type_, constraints)
    lowered = [phrase[:1].lower() + phrase[1:] for phrase in phrases]
    return [lead + ", ".join(lowered)] if phrases else []


def _phrase(constraint: c.Constraint, unit: str) -> str:
    match constraint:
        case c.MinLength(value):
            return f"At least {_count(value, 'character')}"
        case c.MaxLength(value):
            return f"At most {_count(value, 'character')}"
        case c.Pattern(regex):
            return f"Matches `{regex}`"
        case c.Minimum(value, _, exclusive):
            return f"{'Greater than' if exclusive else 'At least'} {value}{unit}"
        case c.Maximum(value, _, exclusive):
            return f"{'Less than' if exclusive else 'At most'} {value}{unit}"
        case c.Allowed(values):
            return f"One of {', '.join(f'`{value}`' for value in values)}"
        case c.MinItems(value):
            return f"At least {_count(value, 'item')}"
        case c.MaxItems(value):
            return f"At most {_count(value, 'item')}"
        case c.Unique():
            return "No value twice"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
