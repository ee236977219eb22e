"""The state of an operation, as decoded from JSON.

Pages: operation/api-ref/Operation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from ..errors import OPERATION_BY_CODE, DecodeError, OperationError, OperationUnknown

if TYPE_CHECKING:
    from ..messages.timestamps import Timestamp


@dataclass(frozen=True, slots=True)
class Status:
    """google.rpc.Status. `code`: a google.rpc code."""

    code: int
    message: str
    details: tuple[Mapping[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class OperationState:
    """An operation as last read. `raw`: its whole JSON."""

    id: str
    description: str
    created_at: Timestamp | None
    created_by: str
    modified_at: Timestamp | None
    done: bool
    metadata: dict[str, Any]
    error: Status | None
    response: dict[str, Any] | None
    raw: dict[str, Any]

    @classmethod
    def from_json(cls, data: Any, method: str) -> OperationState:
        """Raises DecodeError for JSON that is not an operation. `method`: name of the call."""
        if not isinstance(data, dict) or not isinstance(data.get("id"), str) or not data["id"]:
            raise DecodeError("the response is not an operation: it has no id", method=method)
        response = data.get("response")
        metadata = data.get("metadata")
        return cls(
            id=data["id"],
            description=str(data.get("description") or ""),
            created_at=_timestamp(data.get("createdAt")),
            created_by=str(data.get("createdBy") or ""),
            modified_at=_timestamp(data.get("modifiedAt")),
            done=data.get("done") is True,
            metadata=metadata if isinstance(metadata, dict) else {},
            error=_status(data.get("error")),
            response=response if isinstance(response, dict) else None,
            raw=data,
        )


def operation_error(state: OperationState, method: str) -> OperationError:
    """The error of a failed operation, of the class of its google.rpc code."""
    status = state.error or Status(2, "")
    cls = OPERATION_BY_CODE.get(status.code, OperationUnknown)
    error = cls(
        status.message,
        method=f"{method} (operation {state.id})",
        details=status.details,
        code=status.code if status.code not in OPERATION_BY_CODE else None,
    )
    error.operation_id = state.id
    return error


def _timestamp(value: object) -> Timestamp | None:
    """None also for invalid text, which must not make the whole operation undecodable."""
    from ..messages.timestamps import Timestamp

    try:
        return Timestamp.parse(value) if isinstance(value, str) else None
    except ValueError:
        return None


def _status(value: object) -> Status | None:
    if not isinstance(value, dict):
        return None
    code, details = value.get("code"), value.get("details")
    return Status(
        code=code if isinstance(code, int) else 2,
        message=str(value.get("message") or ""),
        details=(
            tuple(d for d in details if isinstance(d, dict)) if isinstance(details, list) else ()
        ),
    )
