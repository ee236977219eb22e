"""Messages of ycloud.shared.operation: JSON in both directions, and the limits of messages in requests."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, datetime
from typing import Any

from ycloud.shared.operation import Error, OperationMessage


def test_error_reads(plain: Any) -> None:
    wire: dict[str, Any] = {"code": 1, "message": "a", "details": [{"key": "value"}]}
    read = Error.from_json({**wire, "notYetDocumented": [1]})
    assert plain(read.code) == 1
    assert plain(read.message) == "a"
    assert plain(read.details) == [{"key": "value"}]
    assert read.to_json() == {**wire, "notYetDocumented": [1]}
    assert pickle.loads(pickle.dumps(read)) == read == copy.deepcopy(read)


def test_error_reads_nothing() -> None:
    assert Error.from_json({}).to_json() == {}


def test_operation_message_reads(plain: Any) -> None:
    wire: dict[str, Any] = {
        "id": "a",
        "description": "a",
        "createdAt": "2024-02-29T12:30:45Z",
        "createdBy": "a",
        "modifiedAt": "2024-02-29T12:30:45Z",
        "done": True,
        "metadata": {"key": "value"},
        "error": {},
        "response": {"key": "value"},
    }
    read = OperationMessage.from_json({**wire, "notYetDocumented": [1]})
    assert plain(read.id) == "a"
    assert plain(read.description) == "a"
    assert plain(read.created_at) == datetime(2024, 2, 29, 12, 30, 45, tzinfo=UTC)
    assert plain(read.created_by) == "a"
    assert plain(read.modified_at) == datetime(2024, 2, 29, 12, 30, 45, tzinfo=UTC)
    assert plain(read.done) is True
    assert plain(read.metadata) == {"key": "value"}
    assert plain(read.error) == {}
    assert plain(read.response) == {"key": "value"}
    assert read.to_json() == {**wire, "notYetDocumented": [1]}
    assert pickle.loads(pickle.dumps(read)) == read == copy.deepcopy(read)


def test_operation_message_reads_nothing() -> None:
    assert OperationMessage.from_json({}).to_json() == {}
