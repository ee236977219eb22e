"""Responses that cannot be decoded."""

from __future__ import annotations

import pytest

from apigen.runtime import errors
from tests.unit.runtime.sample_api import Client, get_call
from tests.unit.runtime.secrets import IAM
from tests.unit.runtime.server import reply, script


def test_decoding_says_where() -> None:
    wire = {"id": "x", "os": {"type": 5}, "productIds": ["a", 7]}
    client = Client(iam_token=IAM, transport=script(reply(wire)).transport)
    with pytest.raises(
        errors.DecodeError, match=r"not a valid Image: os\.type: .*; productIds\[1\]: "
    ) as caught:
        client.compute.images.get("x")
    assert "client.raw(call)" in str(caught.value)
    assert client.raw(get_call(image_id="x")).json() == wire
