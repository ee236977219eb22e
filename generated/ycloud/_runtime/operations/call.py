"""Calls that start an operation."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Generic, TypeVar

from ..http.calls import BaseCall
from ..http.decoding import parse
from .state import OperationState

R = TypeVar("R")
M = TypeVar("M")


@dataclass(frozen=True, kw_only=True)
class OperationCall(BaseCall[OperationState], Generic[R, M]):
    """A method that starts an operation. `result`: class of its result; None if it has none.
    `metadata`: class of its metadata; None leaves it a dict."""

    result: type[R] | None = None
    metadata: type[M] | None = None
    # The response is an operation, whatever the method.
    answer: ClassVar[None] = None

    def decode(self, content: bytes) -> OperationState:
        return OperationState.from_json(parse(content, self.name), self.name)
