"""Options of a call."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any, Literal, TypeAlias

Validation: TypeAlias = Literal["error", "warn", "off"]


@dataclass(frozen=True, kw_only=True)
class CallOptions:
    """How a call is made. `None` leaves an option to the client.

    `timeout`: seconds for one attempt. `total_timeout`: seconds for the call with its retries.
    `retries`: attempts after the first. `validation`: whether a violated limit raises (`error`),
    warns (`warn`) or is not checked (`off`). `headers` and `extra_body` are added to the request,
    for what the pages do not document yet. `idempotency_key` replaces the generated one.
    """

    timeout: float | None = None
    total_timeout: float | None = None
    retries: int | None = None
    validation: Validation | None = None
    headers: Mapping[str, str] | None = None
    extra_body: Mapping[str, Any] | None = None
    idempotency_key: str | None = None

    def over(self, base: CallOptions) -> CallOptions:
        """These options, and those of `base` where they are None. Headers are merged."""
        given = {
            field.name: value
            for field in fields(self)
            if (value := getattr(self, field.name)) is not None
        }
        if self.headers is not None and base.headers is not None:
            given["headers"] = {**base.headers, **self.headers}
        return replace(base, **given)
