"""Constraints on values, and the table of their kinds.

Each constraint is one atomic statement of a page, with its own origin: "from 1 to 63 characters" is a
`MinLength` and a `MaxLength`. Atomic statements can be checked, dropped and compared one by one.

A new kind is a struct, a member of `Constraint` and a row of `KINDS`. The analysis, the facts, the
comparison of revisions, the targets and the mutants derive what they need from the row. Where a room
needs more, such as a phrase, it has a table of its own; `tests/unit/ir/test_constraint_kinds.py` fails
for every kind without an entry.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Literal

import msgspec

from apigen.findings.source import Origin

Number = int | float
Limit = Number | str | tuple[str | int | float, ...]
"""What a constraint states; `True` for one without an argument (`Unique`)."""


class MinLength(msgspec.Struct, frozen=True, tag="min_length"):
    """Least number of Unicode code points of a string, or of bytes."""

    value: int
    origin: Origin


class MaxLength(msgspec.Struct, frozen=True, tag="max_length"):
    """Greatest number of Unicode code points of a string, or of bytes."""

    value: int
    origin: Origin


class Pattern(msgspec.Struct, frozen=True, tag="pattern"):
    """An RE2 expression that the whole value must match; `|[a-z]` admits the empty string."""

    regex: str
    origin: Origin


class Minimum(msgspec.Struct, frozen=True, tag="minimum"):
    """Least value of a number; of a duration in seconds."""

    value: Number
    origin: Origin
    exclusive: bool = False


class Maximum(msgspec.Struct, frozen=True, tag="maximum"):
    """Greatest value of a number; of a duration in seconds."""

    value: Number
    origin: Origin
    exclusive: bool = False


class Allowed(msgspec.Struct, frozen=True, tag="allowed"):
    """The only values admitted."""

    values: tuple[str | int | float, ...]
    origin: Origin


class MinItems(msgspec.Struct, frozen=True, tag="min_items"):
    """Least number of elements of a list or entries of a map."""

    value: int
    origin: Origin


class MaxItems(msgspec.Struct, frozen=True, tag="max_items"):
    """Greatest number of elements of a list or entries of a map."""

    value: int
    origin: Origin


class Unique(msgspec.Struct, frozen=True, tag="unique"):
    """The elements of a list differ from each other."""

    origin: Origin


Constraint = (
    MinLength | MaxLength | Pattern | Minimum | Maximum | Allowed | MinItems | MaxItems | Unique
)

End = Literal["minimum", "maximum"]


class ConstraintKind(msgspec.Struct, frozen=True, kw_only=True):
    """A kind of constraint.

    `rule` is the name of the check that a violation reports; both ends of a range share one. `argument`
    is the attribute with the limit, empty where there is none. `sized`: the limit applies to the value's
    size, a whole number from 0. `keywords` has an entry for each type that the kind applies to: the
    type's tag, and the JSON Schema keyword with the same meaning. The keyword is empty for types whose
    JSON is a string that JSON Schema cannot measure (base64, seconds).
    """

    constraint: type[Constraint]
    rule: str
    keywords: Mapping[str, str]
    argument: str = "value"
    end: End | None = None
    sized: bool = False

    @property
    def name(self) -> str:
        """The tag: `min_length`."""
        return str(self.constraint.__struct_config__.tag)

    @property
    def label(self) -> str:
        """The name for people: `min length`."""
        return self.name.replace("_", " ")

    def at(self, origin: Origin, limit: Limit) -> Constraint:
        """A constraint of this kind."""
        make: Callable[..., Constraint] = self.constraint
        return make(limit, origin) if self.argument else make(origin)

    @property
    def has_exclusive_form(self) -> bool:
        """Whether constraints of this kind can exclude the limit itself."""
        return "exclusive" in self.constraint.__struct_fields__

    @property
    def keyword(self) -> str:
        """The JSON Schema keyword, for types that JSON Schema can measure."""
        return next(keyword for keyword in self.keywords.values() if keyword)


KINDS = (
    ConstraintKind(
        constraint=MinLength,
        rule="length",
        end="minimum",
        sized=True,
        keywords={"string": "minLength", "bytes": ""},
    ),
    ConstraintKind(
        constraint=MaxLength,
        rule="length",
        end="maximum",
        sized=True,
        keywords={"string": "maxLength", "bytes": ""},
    ),
    ConstraintKind(
        constraint=Pattern, rule="pattern", argument="regex", keywords={"string": "pattern"}
    ),
    ConstraintKind(
        constraint=Minimum,
        rule="range",
        end="minimum",
        keywords={"integer": "minimum", "float": "minimum", "duration": ""},
    ),
    ConstraintKind(
        constraint=Maximum,
        rule="range",
        end="maximum",
        keywords={"integer": "maximum", "float": "maximum", "duration": ""},
    ),
    ConstraintKind(
        constraint=Allowed,
        rule="allowed",
        argument="values",
        keywords={"string": "enum", "integer": "enum", "float": "enum", "duration": ""},
    ),
    ConstraintKind(
        constraint=MinItems,
        rule="items",
        end="minimum",
        sized=True,
        keywords={"list": "minItems", "map": "minProperties"},
    ),
    ConstraintKind(
        constraint=MaxItems,
        rule="items",
        end="maximum",
        sized=True,
        keywords={"list": "maxItems", "map": "maxProperties"},
    ),
    ConstraintKind(constraint=Unique, rule="unique", argument="", keywords={"list": "uniqueItems"}),
)

_KIND_OF = {kind.constraint: kind for kind in KINDS}

RANGES = tuple(
    (low.constraint, high.constraint)
    for low in KINDS
    for high in KINDS
    if low.rule == high.rule and low.end == "minimum" and high.end == "maximum"
)
"""Pairs of kinds that are the two ends of one range."""


def kind_of(constraint: Constraint) -> ConstraintKind:
    return _KIND_OF[type(constraint)]


def limit_of(constraint: Constraint) -> Limit:
    """What a constraint states, without its origin."""
    argument = kind_of(constraint).argument
    limit: Limit = getattr(constraint, argument) if argument else True
    return limit


def is_exclusive(constraint: Constraint) -> bool:
    """Whether the limit itself is not admitted."""
    return bool(getattr(constraint, "exclusive", False))


def limit_text(constraint: Constraint) -> str:
    """The limit for people: `63`, `LINUX, WINDOWS`, nothing for `Unique`."""
    limit = limit_of(constraint)
    if isinstance(limit, tuple):
        return ", ".join(map(str, limit))
    return "" if limit is True else str(limit)


def constraint_fact(constraint: Constraint) -> tuple[str, Limit]:
    """The key of a constraint in the facts, `max_length` or `exclusive_minimum`, and its value."""
    name = kind_of(constraint).name
    return (f"exclusive_{name}" if is_exclusive(constraint) else name), limit_of(constraint)
