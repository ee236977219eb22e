"""What limits a value. Each constraint is one atomic statement of a page, with its own origin.

Atomic statements keep every rule separately checkable, droppable and comparable: "from 1 to 63
characters" is a `MinLength` and a `MaxLength`.
"""

from __future__ import annotations

import msgspec

from apigen.findings.source import Origin

Number = int | float


class MinLength(msgspec.Struct, frozen=True, gc=False, tag="min_length"):
    """Least number of Unicode code points of a string."""

    value: int
    origin: Origin


class MaxLength(msgspec.Struct, frozen=True, gc=False, tag="max_length"):
    """Greatest number of Unicode code points of a string."""

    value: int
    origin: Origin


class Pattern(msgspec.Struct, frozen=True, gc=False, tag="pattern"):
    """An RE2 expression that the whole value must match; `|[a-z]` admits the empty string."""

    regex: str
    origin: Origin


class Minimum(msgspec.Struct, frozen=True, gc=False, tag="minimum"):
    """Least value of a number; of a duration in seconds."""

    value: Number
    origin: Origin
    exclusive: bool = False


class Maximum(msgspec.Struct, frozen=True, gc=False, tag="maximum"):
    """Greatest value of a number; of a duration in seconds."""

    value: Number
    origin: Origin
    exclusive: bool = False


class Allowed(msgspec.Struct, frozen=True, gc=False, tag="allowed"):
    """The only values admitted."""

    values: tuple[str | int | float, ...]
    origin: Origin


class MinItems(msgspec.Struct, frozen=True, gc=False, tag="min_items"):
    """Least number of elements of a list or entries of a map."""

    value: int
    origin: Origin


class MaxItems(msgspec.Struct, frozen=True, gc=False, tag="max_items"):
    """Greatest number of elements of a list or entries of a map."""

    value: int
    origin: Origin


class Unique(msgspec.Struct, frozen=True, gc=False, tag="unique"):
    """The elements of a list differ from each other."""

    origin: Origin


Constraint = (
    MinLength | MaxLength | Pattern | Minimum | Maximum | Allowed | MinItems | MaxItems | Unique
)
