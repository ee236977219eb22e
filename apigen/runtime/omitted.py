"""`OMITTED`: the default of an argument. `None` is a value of its own: JSON `null`."""

from __future__ import annotations

from enum import Enum
from typing import Final, Literal, TypeAlias, TypeVar

T = TypeVar("T")


class _Omitted(Enum):
    OMITTED = "OMITTED"

    def __repr__(self) -> str:
        return "OMITTED"

    def __bool__(self) -> bool:
        return False


Omitted: TypeAlias = Literal[_Omitted.OMITTED]
OMITTED: Final = _Omitted.OMITTED
Omittable: TypeAlias = T | Omitted | None
"""The type of an optional argument: a value, `None` (JSON `null`), or `OMITTED`."""
