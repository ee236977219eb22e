"""Long-running operations: which answers are operations, and what their results are.

https://yandex.cloud/docs/api-design-guide/concepts/operation, AIP-151
"""

from __future__ import annotations

import msgspec

from apigen.ir.api import Message, Method, OperationResult
from apigen.ir.types import Anything, MessageRef

_MARKS = {"id", "done", "error"}
_FIELDS = _MARKS | {"description", "createdAt", "createdBy", "modifiedAt", "metadata", "response"}
OPERATION = "operation.Operation"
"""The id of the operation on pages without full names."""


def is_operation(message: Message) -> bool:
    """Whether the fields of a message are those of an operation."""
    if not len(_MARKS) <= len(message.fields) <= len(_FIELDS):
        return False
    names = {field.name for field in message.fields}
    return names >= _MARKS and names <= _FIELDS


def without_result_types(message: Message) -> Message:
    """The operation without the types of one method's result and metadata: equal for all methods."""
    fields = tuple(
        (
            msgspec.structs.replace(field, type=Anything())
            if field.name in ("metadata", "response")
            else field
        )
        for field in message.fields
    )
    return msgspec.structs.replace(message, name="Operation", fields=fields)


def operation_result(
    method: Method, operation: Message, representation: str | None
) -> OperationResult:
    """The result of a method's operation.

    Pages since 2024 give its type. On older pages the docs of the operation say that a standard create
    or update returns the resource and a delete returns nothing; of other methods they say nothing.

    Args:
        operation: the page's own operation, with references resolved.
        representation: the id of the resource's representation, if known.
    """
    kinds = {field.name: field.type for field in operation.fields}
    metadata = kinds.get("metadata")
    result = kinds.get("response")
    metadata_id = metadata.id if isinstance(metadata, MessageRef) else None
    if isinstance(result, MessageRef):
        return OperationResult(result.id, metadata_id)
    if method.name == "delete":
        return OperationResult(None, metadata_id, empty=True)
    if method.name in ("create", "update"):
        return OperationResult(representation, metadata_id)
    return OperationResult(None, metadata_id)
