"""Steps: the effects of a call. The logic consists of generators that yield steps, so the sync and
the async client share it, and tests run it without I/O."""

from __future__ import annotations

from collections.abc import Generator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeAlias, TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Send:
    """Makes one HTTP attempt. Resumed with an `HttpResponse`; ConnectionFailed or CallTimeout is
    thrown in. `method`: name of the call. `timeout`: seconds for the whole attempt."""

    method: str
    verb: str
    url: str
    headers: Mapping[str, str] = field(repr=False)
    content: bytes | None = field(repr=False)
    timeout: float


@dataclass(frozen=True, slots=True)
class Pause:
    """Waits for `seconds`."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Authorize:
    """Obtains the Authorization header. Resumed with an `ActiveToken`; CredentialsError is thrown
    in. `rejected`: a header that the service refused."""

    rejected: str | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class ActiveToken:
    """A token in use. `header`: value of the Authorization header. The times are those of the
    client's clock. `renew_at`: when to obtain a new one (None: never). `ends_at`: when it expires
    (None: unknown)."""

    header: str = field(repr=False)
    renew_at: float | None
    ends_at: float | None
    renewable: bool

    def is_due(self, now: float) -> bool:
        """Whether it should be renewed."""
        return self.renew_at is not None and now >= self.renew_at

    def has_expired(self, now: float) -> bool:
        return self.ends_at is not None and now >= self.ends_at


Step: TypeAlias = Send | Pause | Authorize
Steps: TypeAlias = Generator[Step, Any, T]


class StepRunner(Protocol):
    """Performs steps, and returns or raises what they end with."""

    def run(self, steps: Steps[T]) -> T: ...


class AsyncStepRunner(Protocol):
    """As `StepRunner`, for tasks."""

    async def run(self, steps: Steps[T]) -> T: ...
