"""The request that reads or cancels an operation."""

from __future__ import annotations

from typing import Annotated, ClassVar

from .request import Path, Request
from .rules import Required


class OperationRequest(Request):
    """`operation_id`: as the operation gives it."""

    PAGE: ClassVar[str] = "operation/api-ref/Operation"
    operation_id: Annotated[str, Path("operationId"), Required()]
