"""Error responses by google.rpc code, of calls of `compute.images.create`."""

from __future__ import annotations

from typing import Any

import pytest

from ycloud import errors

# google.rpc.Code → HTTP status of the gateway, exception
CODES = {
    1: (499, errors.Cancelled),
    2: (500, errors.Unknown),
    3: (400, errors.InvalidArgument),
    4: (504, errors.DeadlineExceeded),
    5: (404, errors.NotFound),
    6: (409, errors.AlreadyExists),
    7: (403, errors.PermissionDenied),
    8: (429, errors.ResourceExhausted),
    9: (400, errors.FailedPrecondition),
    10: (409, errors.Aborted),
    11: (400, errors.OutOfRange),
    12: (501, errors.Unimplemented),
    13: (500, errors.Internal),
    14: (503, errors.Unavailable),
    15: (500, errors.DataLoss),
    16: (401, errors.Unauthenticated),
}


@pytest.mark.parametrize("code", CODES)
def test_error_of_each_code(driver: Any, code: int) -> None:
    status, error = CODES[code]
    request = {"@type": "type.googleapis.com/google.rpc.RequestInfo", "requestId": "r-1"}
    driver.answer({"code": code, "message": "why it failed", "details": [request]}, status=status)
    with pytest.raises(error) as caught:
        driver.call("compute.images.create", {"folder_id": "a"})
    assert type(caught.value) is error
    assert caught.value.code == code
    assert caught.value.status == status
    assert "why it failed" in str(caught.value)
    assert caught.value.request_id == "r-1"
