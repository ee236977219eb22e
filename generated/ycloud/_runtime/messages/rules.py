"""Limits documented by a page, as metadata of annotations.

Each rule has a test of a value and a text that says what is required. Pydantic ignores them:
responses are never refused for a limit, and requests are checked by `http.checks`.
"""

from __future__ import annotations

import json
import operator
from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, ClassVar

from .patterns import whole_match

Test = Callable[[Any], object]


class Rule:
    """Base of all rules. `name`: name of the rule in a violation."""

    __slots__ = ()
    name: ClassVar[str]

    def test(self) -> Test:
        """A function that is true for values that satisfy the rule."""
        raise NotImplementedError

    @property
    def requirement(self) -> str:
        """What is required: text to be read after "must"."""
        raise NotImplementedError


def _bounds(minimum: object, maximum: object) -> str:
    if minimum is None:
        return f"at most {maximum}"
    if maximum is None:
        return f"at least {minimum}"
    return f"exactly {minimum}" if minimum == maximum else f"{minimum} to {maximum}"


def _size_test(minimum: int | None, maximum: int | None) -> Test:
    low = minimum or 0
    if maximum is None:
        return lambda value: len(value) >= low
    high = maximum
    if not low:
        return lambda value: len(value) <= high
    return lambda value: low <= len(value) <= high


@dataclass(frozen=True, slots=True)
class Length(Rule):
    """Length of a string in Unicode code points, or of a bytes value in bytes."""

    minimum: int | None = None
    maximum: int | None = None
    name: ClassVar[str] = "length"

    def test(self) -> Test:
        return _size_test(self.minimum, self.maximum)

    @property
    def requirement(self) -> str:
        return f"be {_bounds(self.minimum, self.maximum)} characters long"


@dataclass(frozen=True, slots=True)
class Items(Rule):
    """Number of elements of a list or of entries of a map."""

    minimum: int | None = None
    maximum: int | None = None
    name: ClassVar[str] = "items"

    def test(self) -> Test:
        return _size_test(self.minimum, self.maximum)

    @property
    def requirement(self) -> str:
        return f"have {_bounds(self.minimum, self.maximum)} items"


@dataclass(frozen=True, slots=True)
class Pattern(Rule):
    """An RE2 pattern that the whole string must match: an empty alternative (`|[a-z]+`) admits
    the empty string. A pattern that is not supported accepts everything: the service decides."""

    pattern: str
    name: ClassVar[str] = "pattern"

    def test(self) -> Test:
        return whole_match(self.pattern)

    @property
    def requirement(self) -> str:
        return f"match {self.pattern}"


@dataclass(frozen=True, slots=True)
class Range(Rule):
    """A range of numbers, or of seconds for a duration."""

    minimum: float | None = None
    maximum: float | None = None
    exclusive_minimum: bool = False
    exclusive_maximum: bool = False
    name: ClassVar[str] = "range"

    def test(self) -> Test:
        above = operator.gt if self.exclusive_minimum else operator.ge
        below = operator.lt if self.exclusive_maximum else operator.le
        exact = (self.minimum, self.maximum)
        rounded = (_double(self.minimum), _double(self.maximum))

        def within(value: Any) -> bool:
            number = _seconds(value) if isinstance(value, timedelta) else value
            # A double rounds 2**63 - 1 to 2**63; a limit compared with it must be rounded likewise.
            low, high = rounded if isinstance(value, float) else exact
            # Comparisons with NaN are false, so NaN is within no range.
            return (low is None or above(number, low)) and (high is None or below(number, high))

        return within

    @property
    def requirement(self) -> str:
        if not (self.exclusive_minimum or self.exclusive_maximum):
            return f"be {_bounds(self.minimum, self.maximum)}"
        low = f"{'greater than' if self.exclusive_minimum else 'at least'} {self.minimum}"
        high = f"{'less than' if self.exclusive_maximum else 'at most'} {self.maximum}"
        given = [(self.minimum, low), (self.maximum, high)]
        return "be " + " and ".join(text for limit, text in given if limit is not None)


def _double(limit: float | None) -> float | None:
    """A limit rounded to a double, unless it is too large for one."""
    try:
        return None if limit is None else float(limit)
    except OverflowError:
        return limit


def _seconds(value: timedelta) -> float:
    """Seconds with their nanoseconds: a limit of 300 s must refuse 300.000000001 s."""
    nanoseconds = getattr(value, "total_nanoseconds", None)
    if nanoseconds is None:
        return value.total_seconds()
    whole, rest = divmod(int(nanoseconds), 1_000_000_000)
    return whole + rest / 1_000_000_000 if rest else whole


@dataclass(frozen=True, slots=True, init=False, repr=False)
class Allowed(Rule):
    """The allowed values of a field."""

    values: tuple[object, ...]
    name: ClassVar[str] = "allowed"

    def __init__(self, *values: object) -> None:
        object.__setattr__(self, "values", values)

    def __repr__(self) -> str:
        return f"Allowed({', '.join(map(repr, self.values))})"

    def test(self) -> Test:
        # 1 == True and 1 == 1.0: the check of the type has already told them apart.
        return self.values.__contains__

    @property
    def requirement(self) -> str:
        return f"be one of {listed(self.values)}"


@dataclass(frozen=True, slots=True)
class Unique(Rule):
    """The elements of a list must differ."""

    name: ClassVar[str] = "unique"

    def test(self) -> Test:
        return _all_differ

    @property
    def requirement(self) -> str:
        return "have no repeated items"


def _all_differ(values: Iterable[Any]) -> bool:
    items = list(values)
    if all(isinstance(item, Hashable) for item in items):
        return len(set(items)) == len(items)
    return all(item not in items[:position] for position, item in enumerate(items))


@dataclass(frozen=True, slots=True)
class Required(Rule):
    """The field must be given: not `None`, and not an empty string, list or map."""

    name: ClassVar[str] = "required"

    def test(self) -> Test:
        return _present

    @property
    def requirement(self) -> str:
        return "be given and not empty"


@dataclass(frozen=True, slots=True)
class Deprecated:
    """The page deprecates the field; giving it warns. `note`: what the page says to use."""

    note: str = ""


def _present(value: object) -> bool:
    if isinstance(value, (str, bytes, list, tuple, dict)):
        return len(value) > 0
    return value is not None


@dataclass(frozen=True, slots=True, init=False, repr=False)
class OneOf:
    """A group of fields (Python names) of which at most one may be given, or exactly one with
    `exactly_one`. A field given as `None` does not count."""

    members: tuple[str, ...]
    exactly_one: bool

    def __init__(self, *members: str, exactly_one: bool = False) -> None:
        object.__setattr__(self, "members", members)
        object.__setattr__(self, "exactly_one", exactly_one)

    def __repr__(self) -> str:
        end = ", exactly_one=True" if self.exactly_one else ""
        return f"OneOf({', '.join(map(repr, self.members))}{end})"


def listed(values: Iterable[object], most: int = 20) -> str:
    """`LINUX, WINDOWS`: values separated by commas, at most `most` of them."""
    shown = [v if isinstance(v, str) else json.dumps(v, default=str) for v in values]
    rest = len(shown) - most
    return ", ".join(shown[:most]) + (f" and {rest} more" if rest > 0 else "")
