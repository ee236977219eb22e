"""Timestamps that keep nanoseconds, as their JSON text does.

Text: RFC 3339 (`2024-01-31T10:20:30.123456789Z`), the JSON form of google.protobuf.Timestamp.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from typing import TYPE_CHECKING, Any, SupportsIndex, overload

if TYPE_CHECKING:
    from typing import Self

    from pydantic import GetCoreSchemaHandler
    from pydantic_core import CoreSchema

_RFC_3339 = re.compile(
    r"(\d{4})-(\d\d)-(\d\d)[Tt ](\d\d):(\d\d):(\d\d)(?:\.(\d{1,9})\d*)?"
    r"(?:([Zz])|([+-])(\d\d):(\d\d))",
    re.ASCII,
)


def fraction_text(nanoseconds: int) -> str:
    """`.500` for half a second: protobuf writes 0, 3, 6 or 9 digits."""
    if not nanoseconds:
        return ""
    digits = f"{nanoseconds:09d}"
    return "." + (
        digits[:3] if digits[3:] == "000000" else digits[:6] if digits[6:] == "000" else digits
    )


class Timestamp(datetime):
    """A `datetime` that keeps nanoseconds.

    `nanosecond` is the whole fraction of the second, 0 to 999 999 999, so `microsecond` is
    `nanosecond // 1000`. `str()` gives the RFC 3339 text. Adding a timedelta, `astimezone`,
    copying and pickling keep the nanoseconds; the difference of two timestamps has microseconds.
    """

    _below_micro: int

    def __new__(
        cls,
        year: SupportsIndex,
        month: SupportsIndex,
        day: SupportsIndex,
        hour: SupportsIndex = 0,
        minute: SupportsIndex = 0,
        second: SupportsIndex = 0,
        microsecond: SupportsIndex = 0,
        tzinfo: tzinfo | None = None,
        *,
        fold: int = 0,
        nanosecond: int | None = None,
    ) -> Self:
        if nanosecond is not None:
            if not 0 <= nanosecond <= 999_999_999:
                raise ValueError("nanosecond must be in 0..999999999")
            microsecond = nanosecond // 1000
        self = super().__new__(
            cls, year, month, day, hour, minute, second, microsecond, tzinfo, fold=fold
        )
        self._below_micro = (nanosecond or 0) % 1000
        return self

    @classmethod
    def parse(cls, text: str) -> Self:
        """Parses RFC 3339 text with 0 to 9 fractional digits (further ones are dropped). Raises
        ValueError for anything else, also for a missing offset."""
        found = _RFC_3339.fullmatch(text)
        if found is None:
            raise ValueError(f"not an RFC 3339 timestamp: {text[:60]!r}")
        year, month, day, hour, minute, second = (int(part) for part in found.groups()[:6])
        zone: tzinfo = UTC
        if found[8] is None and (found[10], found[11]) != ("00", "00"):
            offset = timedelta(hours=int(found[10]), minutes=int(found[11]))
            zone = timezone(-offset if found[9] == "-" else offset)
        nanosecond = int((found[7] or "").ljust(9, "0"))
        return cls(year, month, day, hour, minute, second, tzinfo=zone, nanosecond=nanosecond)

    @classmethod
    def of(cls, value: datetime) -> Timestamp:
        """The same moment as a Timestamp. A naive datetime is taken as UTC."""
        if isinstance(value, cls) and value.tzinfo is not None:
            return value
        zone = value.tzinfo or UTC
        nanosecond = value.microsecond * 1000 + getattr(value, "_below_micro", 0)
        return cls(
            value.year,
            value.month,
            value.day,
            value.hour,
            value.minute,
            value.second,
            tzinfo=zone,
            fold=value.fold,
            nanosecond=nanosecond,
        )

    @property
    def nanosecond(self) -> int:
        """The fraction of the second in nanoseconds, 0 to 999 999 999."""
        return self.microsecond * 1000 + self._below_micro

    def rfc3339(self) -> str:
        """`2024-01-31T10:20:30.500Z`; an offset from UTC is kept."""
        head = (
            f"{self.year:04d}-{self.month:02d}-{self.day:02d}"
            f"T{self.hour:02d}:{self.minute:02d}:{self.second:02d}{fraction_text(self.nanosecond)}"
        )
        offset = self.utcoffset()
        if not offset:
            return head + "Z"
        minutes = round(offset.total_seconds() / 60)
        sign = "-" if minutes < 0 else "+"
        return f"{head}{sign}{abs(minutes) // 60:02d}:{abs(minutes) % 60:02d}"

    def __str__(self) -> str:
        return self.rfc3339()

    def __repr__(self) -> str:
        return f"Timestamp({self.rfc3339()!r})"

    def isoformat(self, sep: str = "T", timespec: str = "auto") -> str:
        if timespec != "auto" or not self._below_micro:
            return super().isoformat(sep, timespec)
        text = super().isoformat(sep, "microseconds")
        return f"{text[:26]}{self._below_micro:03d}{text[26:]}"

    def _with(self, below_micro: int) -> Self:
        self._below_micro = below_micro
        return self

    def astimezone(self, tz: tzinfo | None = None) -> Self:
        return type(self).of(super().astimezone(tz))._with(self._below_micro)  # type: ignore[return-value]

    def replace(self, *args: Any, **changes: Any) -> Self:
        nanosecond = changes.pop("nanosecond", None)
        below_micro = 0 if "microsecond" in changes or len(args) > 6 else self._below_micro
        if nanosecond is not None:
            changes["microsecond"], below_micro = divmod(nanosecond, 1000)
        return super().replace(*args, **changes)._with(below_micro)

    def __add__(self, other: timedelta) -> Self:
        moved = super().__add__(other)
        if moved is NotImplemented:
            return moved
        extra = self._below_micro + getattr(other, "_below_micro", 0)
        if extra >= 1000:
            moved = super(Timestamp, moved).__add__(timedelta(microseconds=1))
        return moved._with(extra % 1000)

    __radd__ = __add__

    @overload  # type: ignore[override]
    def __sub__(self, other: datetime) -> timedelta: ...
    @overload
    def __sub__(self, other: timedelta) -> Self: ...
    def __sub__(self, other: datetime | timedelta) -> timedelta | Self:
        if isinstance(other, timedelta):
            return self + -other
        return datetime.__sub__(self, other)

    def _below_micros(self, other: datetime) -> tuple[int, int]:
        return self._below_micro, getattr(other, "_below_micro", 0)

    def __eq__(self, other: object) -> bool:
        same = super().__eq__(other)
        if same is True and isinstance(other, datetime):
            own, others = self._below_micros(other)
            return own == others
        return same

    def __ne__(self, other: object) -> bool:
        # datetime defines its own, which does not call __eq__.
        return not self == other

    def __lt__(self, other: datetime) -> bool:  # type: ignore[override]
        if super().__eq__(other) is True:
            own, others = self._below_micros(other)
            return own < others
        return super().__lt__(other)

    def __le__(self, other: datetime) -> bool:  # type: ignore[override]
        return self < other or self == other

    def __gt__(self, other: datetime) -> bool:  # type: ignore[override]
        if super().__eq__(other) is True:
            own, others = self._below_micros(other)
            return own > others
        return super().__gt__(other)

    def __ge__(self, other: datetime) -> bool:  # type: ignore[override]
        return self > other or self == other

    def __hash__(self) -> int:
        of_datetime = super().__hash__()
        return hash((of_datetime, self._below_micro)) if self._below_micro else of_datetime

    def __reduce_ex__(self, protocol: SupportsIndex) -> tuple[Any, ...]:
        date_part = (self.year, self.month, self.day)
        time_part = (self.hour, self.minute, self.second)
        parts = (*date_part, *time_part, self.tzinfo, self.fold, self.nanosecond)
        return (_rebuild_timestamp, (type(self), parts))

    @classmethod
    def combine(cls, date: date, time: time, tzinfo: Any = True) -> Self:
        zone = time.tzinfo if tzinfo is True else tzinfo
        return super().combine(date, time, zone)._with(0)

    @classmethod
    def decode(cls, value: object) -> Timestamp:
        """A timestamp from JSON text or a `datetime` with an offset. Raises ValueError."""
        if isinstance(value, str):
            return cls.parse(value)
        if not isinstance(value, datetime):
            raise ValueError(f"expected a timestamp, not {type(value).__name__}")
        if value.tzinfo is None:
            raise ValueError("a timestamp needs a timezone: datetime(…, tzinfo=UTC)")
        return cls.of(value)

    @classmethod
    def __get_pydantic_core_schema__(cls, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        from pydantic_core import core_schema

        return core_schema.no_info_plain_validator_function(
            cls.decode, serialization=core_schema.to_string_ser_schema()
        )


def _rebuild_timestamp(cls: type[Timestamp], parts: tuple[Any, ...]) -> Timestamp:
    year, month, day, hour, minute, second, zone, fold, nanosecond = parts
    return cls(year, month, day, hour, minute, second, 0, zone, fold=fold, nanosecond=nanosecond)
