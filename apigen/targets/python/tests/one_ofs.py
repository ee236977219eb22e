"""Cases of a one-of group: each member alone, each pair, none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from itertools import combinations

from apigen.ir.api import OneOf
from apigen.targets.python.literals import literal
from apigen.targets.python.tests.samples import Sample
from apigen.targets.python.tests.view_types import ValueCase

Print = Callable[[dict[str, str]], str]
"""Prints arguments, by name, as an expression."""


def group_cases(
    group: OneOf,
    call: Print,
    base: dict[str, str],
    samples: dict[str, Sample | None],
    names: dict[str, str],
    without: tuple[str, str] | None = None,
) -> Iterator[ValueCase]:
    """Each member alone, each pair, none. `without` is what else is wrong where none is given."""
    members = [name for name in group.members if samples.get(name) is not None]
    rest = {key: value for key, value in base.items() if key not in {names[m] for m in members}}
    given = {name: sample.python for name, sample in samples.items() if sample is not None}
    path = " | ".join(group.members)
    wrong = f"{{{literal((path, 'one-of'))}}}"
    for name in members:
        arguments = call({**rest, names[name]: given[name]})
        yield ValueCase(id=f"only-{names[name]}", arguments=arguments, violations="set()")
    for one, other in combinations(members, 2):
        arguments = call({**rest, names[one]: given[one], names[other]: given[other]})
        yield ValueCase(
            id=f"{names[one]}-and-{names[other]}", arguments=arguments, violations=wrong
        )
    if rest or group.exactly_one is not None:
        broken = [(path, "one-of")] if group.exactly_one else []
        broken += [without] if without else []
        yield ValueCase(
            id=f"none-of-{names[group.members[0]]}",
            arguments=call(rest),
            violations=f"{{{', '.join(map(literal, broken))}}}" if broken else "set()",
        )


def without_rivals(
    base: dict[str, str], own: str, groups: tuple[OneOf, ...], names: dict[str, str]
) -> dict[str, str]:
    """The arguments without those that may not stand beside one of them."""
    rivals = {
        names[member]
        for group in groups
        if own in {names[member] for member in group.members}
        for member in group.members
    }
    return {key: value for key, value in base.items() if key not in rivals}


def print_arguments(given: dict[str, str]) -> str:
    """Arguments as a dict of names and expressions."""
    return "{" + ", ".join(f"{literal(name)}: {text}" for name, text in given.items()) + "}"
