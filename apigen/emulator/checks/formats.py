"""Tests of the `format` keyword as the service applies it."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Callable
from datetime import datetime
from typing import Any

_TIMESTAMP = re.compile(
    r"(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}:\d{2})(?:\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})", re.ASCII
)
_DURATION = re.compile(r"(-?[0-9]{1,12})(?:\.([0-9]{1,9}))?s")
_MASK = re.compile(r"(?:[A-Za-z_][A-Za-z0-9_]*(?:\.[A-Za-z_][A-Za-z0-9_]*)*(?:,(?=.)|$))*")
_MAX_SECONDS = 315_576_000_000  # of google.protobuf.Duration: 10,000 years


def _of_strings(test: Callable[[str], bool]) -> Callable[[Any], bool]:
    return lambda value: not isinstance(value, str) or test(value)


def _date_time(text: str) -> bool:
    found = _TIMESTAMP.fullmatch(text)
    if found is None:
        return False
    try:
        datetime.fromisoformat(f"{found[1]}T{found[2]}{found[3].upper().replace('Z', '+00:00')}")
    except ValueError:
        return False
    return True


def duration_seconds(text: str) -> float | None:
    """The seconds of a duration (`3.5s`); `None` if the text is not a duration."""
    found = _DURATION.fullmatch(text)
    return float(text[:-1]) if found is not None else None


def decode_base64(text: str) -> bytes | None:
    """The bytes of base64 in either alphabet, padded or not; `None` if the text is not base64."""
    plain = text.rstrip("=").translate(str.maketrans("-_", "+/"))
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError):
        return None


def _duration(text: str) -> bool:
    found = duration_seconds(text)
    return found is not None and abs(found) <= _MAX_SECONDS


def _int64(value: str | int) -> bool:
    """int64 and uint64: the pages call both int64."""
    if isinstance(value, str) and not re.fullmatch("-?[0-9]{1,20}", value):
        return True  # left to the keyword `pattern`
    return -(2**63) <= int(value) < 2**64


def _int32(value: str | int) -> bool:
    """int32 and uint32: the pages call both int32."""
    return isinstance(value, str) or -(2**31) <= value < 2**32


FORMATS: dict[str, Callable[[Any], bool]] = {
    "date-time": _of_strings(_date_time),
    "google-duration": _of_strings(_duration),
    "byte": _of_strings(lambda text: decode_base64(text) is not None),
    "field-mask": _of_strings(lambda text: _MASK.fullmatch(text) is not None),
    "int32": _int32,
    "int64": _int64,
}
"""Tests of strings and integers by format."""
