"""HTTP responses."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from .calls import BaseCall

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class HttpResponse:
    """A response of any status. The names of `headers` are in lower case."""

    status: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)

    @property
    def is_success(self) -> bool:
        return 200 <= self.status < 300


@dataclass(frozen=True, slots=True)
class RawResponse(Generic[T]):
    """A successful response as received. `parse()` decodes it as the method would."""

    call: BaseCall[T] = field(repr=False)
    status_code: int
    headers: Mapping[str, str] = field(repr=False)
    content: bytes = field(repr=False)

    @property
    def request_id(self) -> str | None:
        return self.headers.get("x-request-id")

    @property
    def trace_id(self) -> str | None:
        return self.headers.get("x-server-trace-id")

    def json(self) -> Any:
        """The body as JSON. Raises ValueError if it is not JSON."""
        return json.loads(self.content)

    def parse(self) -> T:
        """The result of the method. Raises DecodeError."""
        return self.call.decode(self.content)
