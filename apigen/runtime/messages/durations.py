"""Durations that keep nanoseconds, as their JSON text does.

Text: seconds with a suffix (`3.500s`), the JSON form of google.protobuf.Duration.
"""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from .timestamps import fraction_text

if TYPE_CHECKING:
    from typing import Self

    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

_SECONDS = re.compile(r"(-?)(\d{1,12})(?:\.(\d{1,9}))?s", re.ASCII)


class Duration(timedelta):
    """A `timedelta` that keeps nanoseconds. `str()` gives the JSON text, `3.500s`.

    Sums, differences, negation, copying and pickling keep the nanoseconds. Products and quotients
    are plain timedeltas.
    """

    _below_micro: int

    def __new__(
        cls,
        days: float = 0,
        seconds: float = 0,
        microseconds: float = 0,
        milliseconds: float = 0,
        minutes: float = 0,
        hours: float = 0,
        weeks: float = 0,
        *,
        nanoseconds: int = 0,
    ) -> Self:
        micro, below = divmod(nanoseconds, 1000)
        span = timedelta(days, seconds, microseconds, milliseconds, minutes, hours, weeks)
        span += timedelta(microseconds=micro)
        self = super().__new__(cls, span.days, span.seconds, span.microseconds)
        self._below_micro = below
        return self

    @classmethod
    def parse(cls, text: str) -> Self:
        """Parses `3.500s` or `-0.000000001s`. Raises ValueError for anything else."""
        found = _SECONDS.fullmatch(text)
        if found is None:
            raise ValueError(f"not a duration in seconds such as '3.5s': {text[:60]!r}")
        nanoseconds = int(found[2]) * 1_000_000_000 + int((found[3] or "").ljust(9, "0"))
        return cls(nanoseconds=-nanoseconds if found[1] else nanoseconds)

    @classmethod
    def of(cls, value: timedelta) -> Duration:
        """The same span as a Duration."""
        return (
            value if isinstance(value, cls) else cls(value.days, value.seconds, value.microseconds)
        )

    @property
    def total_nanoseconds(self) -> int:
        """The exact span in nanoseconds."""
        micro = (self.days * 86_400 + self.seconds) * 1_000_000 + self.microseconds
        return micro * 1000 + self._below_micro

    def __str__(self) -> str:
        nanoseconds = self.total_nanoseconds
        whole, rest = divmod(abs(nanoseconds), 1_000_000_000)
        return f"{'-' if nanoseconds < 0 else ''}{whole}{fraction_text(rest)}s"

    def __repr__(self) -> str:
        return f"Duration({str(self)!r})"

    def __neg__(self) -> Duration:
        return Duration(nanoseconds=-self.total_nanoseconds)

    def __abs__(self) -> Duration:
        return Duration(nanoseconds=abs(self.total_nanoseconds))

    def __add__(self, other: timedelta) -> Duration:
        if not isinstance(other, timedelta):
            return NotImplemented
        return Duration(nanoseconds=self.total_nanoseconds + Duration.of(other).total_nanoseconds)

    __radd__ = __add__

    def __sub__(self, other: timedelta) -> Duration:
        if not isinstance(other, timedelta):
            return NotImplemented
        return self + -Duration.of(other)

    def __rsub__(self, other: timedelta) -> Duration:
        return -self + other

    def _nanoseconds_of(self, other: object) -> int | None:
        return Duration.of(other).total_nanoseconds if isinstance(other, timedelta) else None

    def __eq__(self, other: object) -> bool:
        others = self._nanoseconds_of(other)
        return NotImplemented if others is None else self.total_nanoseconds == others

    def __ne__(self, other: object) -> bool:
        # timedelta defines its own, which does not call __eq__.
        return not self == other

    def __lt__(self, other: timedelta) -> bool:
        others = self._nanoseconds_of(other)
        return NotImplemented if others is None else self.total_nanoseconds < others

    def __le__(self, other: timedelta) -> bool:
        others = self._nanoseconds_of(other)
        return NotImplemented if others is None else self.total_nanoseconds <= others

    def __gt__(self, other: timedelta) -> bool:
        others = self._nanoseconds_of(other)
        return NotImplemented if others is None else self.total_nanoseconds > others

    def __ge__(self, other: timedelta) -> bool:
        others = self._nanoseconds_of(other)
        return NotImplemented if others is None else self.total_nanoseconds >= others

    def __hash__(self) -> int:
        of_timedelta = super().__hash__()
        return hash((of_timedelta, self._below_micro)) if self._below_micro else of_timedelta

    def __bool__(self) -> bool:
        return self.total_nanoseconds != 0

    def __reduce__(self) -> tuple[Any, ...]:
        return (_rebuild_duration, (self.total_nanoseconds,))

    @classmethod
    def decode(cls, value: object) -> Duration:
        """A duration from JSON text or a `timedelta`. Raises ValueError."""
        if isinstance(value, str):
            return cls.parse(value)
        if isinstance(value, timedelta):
            return cls.of(value)
        raise ValueError(f"expected a duration, not {type(value).__name__}")

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(
            cls.decode, serialization=core_schema.to_string_ser_schema()
        )


def _rebuild_duration(nanoseconds: int) -> Duration:
    return Duration(nanoseconds=nanoseconds)
