"""Steps: what a call asks of the outside. The logic is generators that yield them, so that the
sync and the async client share it and tests run it without I/O."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any, TypeAlias, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Send:
    """One HTTP attempt; answered with an `Answer`, or a ConnectionFailed or CallTimeout is
    thrown in. `timeout`: seconds for the whole attempt."""

    method: str
    verb: str
    url: str
    headers: Mapping[str, str] = field(repr=False)
    content: bytes | None = field(repr=False)
    timeout: float


@dataclass(frozen=True, slots=True)
class Pause:
    """Wait for `seconds`."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Authorize:
    """Asks for the Authorization header; `rejected` is one that the service refused."""

    rejected: str | None = field(default=None, repr=False)


Step: TypeAlias = Send | Pause | Authorize
Steps: TypeAlias = Generator[Step, Any, T]
