"""Settings of a client, shared by its sync and async form."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, field

from .calls import CallOptions

VERSION = "0.1.0"

DEFAULTS = CallOptions(timeout=60.0, total_timeout=600.0, retries=4, validation="error")


@dataclass(frozen=True, kw_only=True)
class Settings:
    """`options`: every one given. `now`: monotonic seconds. `random`: 0 ≤ x < 1."""

    options: CallOptions = DEFAULTS
    user_agent: str = f"ycloud/{VERSION}"
    now: Callable[[], float]
    random: Callable[[], float] = field(default=random.random)
