"""The error tree."""

from __future__ import annotations

from typing import Any

import pytest

from apigen.runtime import errors
from apigen.runtime.http.calls import BaseCall
from apigen.runtime.http.connections import ConnectionOptions, _LazyClient
from apigen.runtime.http.request import Request
from apigen.runtime.messages.rules import Rule
from tests.unit.runtime.sample_api import (
    Client,
)
from tests.unit.runtime.secrets import IAM
from tests.unit.runtime.server import reply, script


class TestErrorsTree:
    def test_every_code_has_both_classes(self) -> None:
        assert set(errors.BY_CODE) == set(errors.OPERATION_BY_CODE) == set(range(1, 17))
        for code, cls in errors.OPERATION_BY_CODE.items():
            assert issubclass(cls, errors.BY_CODE[code])
            assert (cls.code, cls.code_name) == (code, errors.BY_CODE[code].code_name)

    def test_violations_without_a_place(self) -> None:
        plain = errors.Violation("a", "rule", "be good", "")
        assert str(plain) == "a: must be good"
        assert plain.place == ""
        assert errors.Violation("a", "r", "be", "1", "p.md").place == "p.md"
        two = errors.ValidationFailed("m", [plain, plain], "hint")
        assert str(two).startswith("m: 2 violations\n  a: must be good\n")
        assert str(two).endswith("\nhint")

    def test_abstract_parts(self) -> None:
        bare: BaseCall[None] = BaseCall(
            name="a", verb="POST", host="h", path="/", request=Request.given()
        )
        with pytest.raises(NotImplementedError):
            bare.decode(b"")
        with pytest.raises(NotImplementedError):
            Rule().test()
        with pytest.raises(NotImplementedError):
            _ = Rule().requirement
        with pytest.raises(NotImplementedError):
            _LazyClient[Any](None, ConnectionOptions()).get()

    def test_wrapped_errors_of_a_gateway(self) -> None:
        wrapped = {"error": {"code": 5, "message": "gone"}}
        client = Client(iam_token=IAM, transport=script(reply(wrapped, 404)).transport)
        with pytest.raises(errors.NotFound, match="gone"):
            client.compute.images.get("x")
