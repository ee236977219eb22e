"""The request that reads or cancels an operation."""

from __future__ import annotations

from typing import Annotated, ClassVar

from ..http.request import Path, Request
from ..messages.rules import Required


class OperationRequest(Request):
    """`operation_id`: id of the operation."""

    PAGE: ClassVar[str] = "operation/api-ref/Operation"
    operation_id: Annotated[str, Path("operationId"), Required()]
