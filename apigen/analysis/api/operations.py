"""Long-running operations: answers that are one, and what they give when they are done.

https://yandex.cloud/docs/api-design-guide/concepts/operation, AIP-151
"""

from __future__ import annotations

import msgspec

from apigen.ir.api import Message, Method, OperationResult
from apigen.ir.types import Anything, MessageRef

_MARKS = {"id", "done", "error"}
_FIELDS = _MARKS | {"description", "createdAt", "createdBy", "modifiedAt", "metadata", "response"}
OPERATION = "operation.Operation"
"""The id of the operation of pages that give no full names."""


def is_operation(message: Message) -> bool:
    """Whether a message is an operation, by its fields."""
    if not len(_MARKS) <= len(message.fields) <= len(_FIELDS):
        return False
    names = {field.name for field in message.fields}
    return names >= _MARKS and names <= _FIELDS


def plain(message: Message) -> Message:
    """The operation without the types of one method's result: one message for all methods."""
    fields = tuple(
        (
            msgspec.structs.replace(field, type=Anything())
            if field.name in ("metadata", "response")
            else field
        )
        for field in message.fields
    )
    return msgspec.structs.replace(message, name="Operation", fields=fields)


def result_of(method: Method, operation: Message, representation: str | None) -> OperationResult:
    """What the operation of a method gives.

    The page's own types where it has them (2024 on). Before that the docs of every operation say:
    a standard create or update gives the resource, delete gives nothing; of others they say nothing.

    Args:
        operation: the page's own operation, its references led to merged messages.
        representation: the id of what the method's resource looks like, where known.
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
