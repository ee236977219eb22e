"""Operation of operation: requests on the wire, refused arguments, responses."""

from __future__ import annotations

from typing import Any

import pytest

from ycloud import errors

RUNNING = {
    "id": "op1",
    "description": "running",
    "createdAt": "2024-02-29T12:30:45Z",
    "done": False,
}

CANCEL = "operation.operations.cancel"
# Arguments; then the URL, query and body of their request.
CANCEL_CALLS: dict[str, tuple[dict[str, Any], str, list[tuple[str, str]], Any]] = {
    "least": (
        {"operation_id": "a"},
        "https://operation.api.cloud.yandex.net/operations/a:cancel",
        [],
        None,
    ),
}
# Arguments, and the rules that they violate.
CANCEL_REFUSED: dict[str, tuple[dict[str, Any], set[tuple[str, str]]]] = {
    "operation_id-null": ({"operation_id": None}, {("operationId", "required")}),
}


@pytest.mark.parametrize("case", CANCEL_CALLS)
def test_cancel_sends(driver: Any, case: str) -> None:
    arguments, url, query, body = CANCEL_CALLS[case]
    driver.answer(RUNNING)
    driver.call(CANCEL, arguments)
    assert driver.sent == [("GET", url, query, body)]


@pytest.mark.parametrize("case", CANCEL_REFUSED)
def test_cancel_refuses(driver: Any, case: str) -> None:
    arguments, broken = CANCEL_REFUSED[case]
    with pytest.raises(errors.ValidationFailed) as caught:
        driver.call(CANCEL, arguments)
    assert {(v.path, v.rule) for v in caught.value.violations} == broken
    assert all(".md:" in v.place for v in caught.value.violations)
    assert driver.sent == []


def test_cancel_is_waited_for(driver: Any, plain: Any) -> None:
    response: dict[str, Any] = {}
    driver.answer(RUNNING, RUNNING, {**RUNNING, "done": True, "response": response})
    operation = driver.call(CANCEL, {"operation_id": "a"})
    assert not operation.done
    result = driver.run(operation.wait(timeout=600))
    assert operation.done
    assert len(driver.sent) == 3
    assert not result


@pytest.mark.parametrize(("code", "error"), [(5, errors.NotFound), (1, errors.Cancelled)])
def test_cancel_fails(driver: Any, code: int, error: type[Exception]) -> None:
    failure = {"code": code, "message": "no", "details": []}
    driver.answer(
        RUNNING, {**RUNNING, "error": failure}, {**RUNNING, "done": True, "error": failure}
    )
    operation = driver.call(CANCEL, {"operation_id": "a"})
    with pytest.raises(error) as caught:
        driver.run(operation.wait(timeout=600))
    assert isinstance(caught.value, errors.OperationError)
    assert len(driver.sent) == 3


def test_cancel_wait_times_out(driver: Any) -> None:
    driver.answer(RUNNING)
    operation = driver.call(CANCEL, {"operation_id": "a"})
    with pytest.raises(errors.OperationTimeout) as caught:
        driver.run(operation.wait(timeout=5))
    assert caught.value.operation == operation
    sent = len(driver.sent)
    driver.run(operation.refresh())
    driver.run(operation.cancel())
    assert len(driver.sent) == sent + 2


def test_cancel_agrees_with_the_service(contract: Any) -> None:
    taken = contract.arguments(CANCEL_CALLS)
    refused = CANCEL_REFUSED.values()
    found = contract.differences(CANCEL, taken, refused)
    assert found == []


GET = "operation.operations.get"
# Arguments; then the URL, query and body of their request.
GET_CALLS: dict[str, tuple[dict[str, Any], str, list[tuple[str, str]], Any]] = {
    "least": (
        {"operation_id": "a"},
        "https://operation.api.cloud.yandex.net/operations/a",
        [],
        None,
    ),
}
# Arguments, and the rules that they violate.
GET_REFUSED: dict[str, tuple[dict[str, Any], set[tuple[str, str]]]] = {
    "operation_id-null": ({"operation_id": None}, {("operationId", "required")}),
}


@pytest.mark.parametrize("case", GET_CALLS)
def test_get_sends(driver: Any, case: str) -> None:
    arguments, url, query, body = GET_CALLS[case]
    driver.answer(RUNNING)
    driver.call(GET, arguments)
    assert driver.sent == [("GET", url, query, body)]


@pytest.mark.parametrize("case", GET_REFUSED)
def test_get_refuses(driver: Any, case: str) -> None:
    arguments, broken = GET_REFUSED[case]
    with pytest.raises(errors.ValidationFailed) as caught:
        driver.call(GET, arguments)
    assert {(v.path, v.rule) for v in caught.value.violations} == broken
    assert all(".md:" in v.place for v in caught.value.violations)
    assert driver.sent == []


def test_get_is_waited_for(driver: Any, plain: Any) -> None:
    response: dict[str, Any] = {}
    driver.answer(RUNNING, RUNNING, {**RUNNING, "done": True, "response": response})
    operation = driver.call(GET, {"operation_id": "a"})
    assert not operation.done
    result = driver.run(operation.wait(timeout=600))
    assert operation.done
    assert len(driver.sent) == 3
    assert not result


@pytest.mark.parametrize(("code", "error"), [(5, errors.NotFound), (1, errors.Cancelled)])
def test_get_fails(driver: Any, code: int, error: type[Exception]) -> None:
    failure = {"code": code, "message": "no", "details": []}
    driver.answer(
        RUNNING, {**RUNNING, "error": failure}, {**RUNNING, "done": True, "error": failure}
    )
    operation = driver.call(GET, {"operation_id": "a"})
    with pytest.raises(error) as caught:
        driver.run(operation.wait(timeout=600))
    assert isinstance(caught.value, errors.OperationError)
    assert len(driver.sent) == 3


def test_get_wait_times_out(driver: Any) -> None:
    driver.answer(RUNNING)
    operation = driver.call(GET, {"operation_id": "a"})
    with pytest.raises(errors.OperationTimeout) as caught:
        driver.run(operation.wait(timeout=5))
    assert caught.value.operation == operation
    sent = len(driver.sent)
    driver.run(operation.refresh())
    driver.run(operation.cancel())
    assert len(driver.sent) == sent + 2


def test_get_agrees_with_the_service(contract: Any) -> None:
    taken = contract.arguments(GET_CALLS)
    refused = GET_REFUSED.values()
    found = contract.differences(GET, taken, refused)
    assert found == []
