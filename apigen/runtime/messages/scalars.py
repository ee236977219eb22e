"""Types whose JSON differs from their Python form: int64, bytes, field masks, times.

A `Codec` in an annotation defines which Python values a field accepts and how they are encoded. It
serves pydantic, which decodes responses, and the checks and the encoding of requests.
"""

from __future__ import annotations

import base64
import binascii
import math
import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated, Any, TypeAlias

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

from .durations import Duration
from .timestamps import Timestamp

JsonObject: TypeAlias = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Codec:
    """`expected`: what is accepted, for messages. `accepts` tests a value given by a caller.
    `encode` gives its JSON. `decode` takes JSON or a Python value and raises ValueError."""

    expected: str
    accepts: Callable[[Any], bool]
    encode: Callable[[Any], Any]
    decode: Callable[[Any], Any]

    def __get_pydantic_core_schema__(
        self, source: Any, handler: GetCoreSchemaHandler
    ) -> CoreSchema:
        serialization = core_schema.plain_serializer_function_ser_schema(
            self.encode, when_used="json"
        )
        return core_schema.no_info_plain_validator_function(
            self.decode, serialization=serialization
        )


def _is_int64(value: object) -> bool:
    # The pages call uint64 int64 too, so its upper half is accepted.
    return (
        isinstance(value, int) and not isinstance(value, bool) and -(1 << 63) <= value < (1 << 64)
    )


_DIGITS = re.compile(r"-?[0-9]{1,20}")


def _decode_int64(value: object) -> int:
    if isinstance(value, str) and _DIGITS.fullmatch(value):
        return int(value)
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    raise ValueError("expected a whole number or its digits in a string")


def _is_bytes(value: object) -> bool:
    return isinstance(value, (bytes, bytearray, memoryview))


def _encode_bytes(value: bytes) -> str:
    return base64.b64encode(value).decode("ascii")


def _decode_bytes(value: object) -> bytes:
    """Decodes the standard and the URL-safe alphabet, padded or not: proto3 JSON allows all
    four."""
    if isinstance(value, bytes):
        return value
    if not isinstance(value, str):
        raise ValueError("expected base64 text")
    plain = value.rstrip("=").translate(str.maketrans("-_", "+/"))
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except (binascii.Error, ValueError) as error:
        raise ValueError(f"not base64: {error}") from None


def json_name(path: str) -> str:
    """`hardware_generation.legacy_features` → `hardwareGeneration.legacyFeatures`, as in
    proto3's JSON form of a field mask. A name in JSON form stays as it is."""
    return re.sub(r"_([a-z0-9])", lambda found: found[1].upper(), path)


def _is_field_mask(value: object) -> bool:
    if isinstance(value, str):
        return True
    return isinstance(value, (list, tuple, set, frozenset)) and all(
        isinstance(name, str) for name in value
    )


def _encode_field_mask(value: str | Iterable[str]) -> str:
    if isinstance(value, str):
        return value
    names = sorted(value) if isinstance(value, (set, frozenset)) else value
    return ",".join(json_name(name) for name in names)


def _decode_field_mask(value: object) -> str:
    if not _is_field_mask(value):
        raise ValueError("expected comma-separated field names")
    return _encode_field_mask(value)  # type: ignore[arg-type]


def _encode_timestamp(value: datetime) -> str:
    return Timestamp.of(value).rfc3339()


def _is_timestamp(value: object) -> bool:
    return isinstance(value, datetime) and value.tzinfo is not None


def _is_duration(value: object) -> bool:
    return isinstance(value, timedelta)


def _encode_duration(value: timedelta) -> str:
    return str(Duration.of(value))


def encode_float(value: float) -> float | str:
    """NaN and infinities are strings in proto3 JSON."""
    if math.isfinite(value):
        return value
    return "NaN" if math.isnan(value) else ("Infinity" if value > 0 else "-Infinity")


INT64 = Codec("a whole number of 64 bits", _is_int64, str, _decode_int64)
BYTES = Codec("bytes", _is_bytes, _encode_bytes, _decode_bytes)
FIELD_MASK = Codec("field names", _is_field_mask, _encode_field_mask, _decode_field_mask)
TIMESTAMP = Codec("a datetime with a timezone", _is_timestamp, _encode_timestamp, Timestamp.decode)
DURATION = Codec("a timedelta", _is_duration, _encode_duration, Duration.decode)

Int64: TypeAlias = Annotated[int, INT64]
Bytes: TypeAlias = Annotated[bytes, BYTES]
FieldMask: TypeAlias = Annotated[str, FIELD_MASK]
TimestampLike: TypeAlias = Annotated[datetime, TIMESTAMP]
DurationLike: TypeAlias = Annotated[timedelta, DURATION]
