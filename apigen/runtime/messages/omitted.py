"""`OMITTED`: an argument that was not given, as opposed to `None`, which is JSON `null`."""

from __future__ import annotations

from enum import Enum
from typing import Final, Literal, TypeAlias


class _Omitted(Enum):
    OMITTED = "OMITTED"

    def __repr__(self) -> str:
        return "OMITTED"

    def __bool__(self) -> bool:
        return False


Omitted: TypeAlias = Literal[_Omitted.OMITTED]
OMITTED: Final = _Omitted.OMITTED
