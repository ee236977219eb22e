"""Options of a client, the same for its sync and its async form."""

from __future__ import annotations

import random
import sys
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from .endpoints import Endpoints
from .hooks import Hooks
from .options import CallOptions
from .retry import RetryBudget

if TYPE_CHECKING:
    from ..messages.models import Message

DEFAULTS = CallOptions(timeout=60.0, total_timeout=600.0, retries=4, validation="error")


@dataclass(frozen=True, kw_only=True)
class ClientOptions:
    """`call`: options of every call, none of them None. `now`: monotonic seconds. `wall`: seconds
    since the epoch. `random`: 0 ≤ x < 1. `types`: messages by the type name of an Any."""

    now: Callable[[], float]
    call: CallOptions = DEFAULTS
    endpoints: Endpoints = field(default_factory=Endpoints)
    user_agent: str = "ycloud"
    hooks: Hooks = field(default_factory=Hooks)
    types: Mapping[str, type[Message]] = field(default_factory=dict)
    budget: RetryBudget = field(default_factory=RetryBudget)
    wall: Callable[[], float] = time.time
    random: Callable[[], float] = random.random

    def for_call(self, options: CallOptions | None) -> CallOptions:
        """The options of one call: its own over those of the client."""
        return options.over(self.call) if options else self.call


def user_agent_header(product: str, prefix: str | None) -> str:
    """`mine/2.0 ycloud/0.1.0 python/3.12.1`: the caller's prefix comes first."""
    python = f"python/{sys.version.partition(' ')[0]}"
    return " ".join(filter(None, [prefix, product, python]))
