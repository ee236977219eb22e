"""Types whose JSON differs from their Python form."""

from __future__ import annotations

from typing import Annotated, Any

import pytest

from apigen.runtime import errors
from apigen.runtime.http.calls import Call
from apigen.runtime.http.request import Request
from apigen.runtime.messages.models import (
    Bytes,
    FieldMask,
    Int64,
    Json,
    Message,
    Required,
)
from tests.unit.runtime.sample_api import (
    Image,
)


class TestScalars:
    class Carrier(Message):
        data: Annotated[Bytes, Json("data")] = b""
        size: Annotated[Int64, Json("size")] = 0
        mask: Annotated[FieldMask, Json("mask")] = ""
        needed: Annotated[str, Json("needed"), Required()] = ""

    @pytest.mark.parametrize(
        ("wire", "value"),
        [("YWI=", b"ab"), ("YWI", b"ab"), ("-_8", b"\xfb\xff"), ("+/8=", b"\xfb\xff"), ("", b"")],
    )
    def test_base64(self, wire: str, value: bytes) -> None:
        assert self.Carrier.from_json({"data": wire}).data == value

    @pytest.mark.parametrize(
        "wire",
        [
            {"data": "a"},
            {"data": "é"},
            {"data": 5},
            {"size": "x"},
            {"size": "1.5"},
            {"size": 1.5},
            {"size": True},
            {"size": []},
            {"mask": 5},
        ],
    )
    def test_undecodable_values(self, wire: dict[str, Any]) -> None:
        call: Call[TestScalars.Carrier] = Call(
            name="a.b", verb="GET", host="h", path="/", request=Request.given(), answer=self.Carrier
        )
        with pytest.raises(errors.DecodeError, match=next(iter(wire))):
            call.decode(str(wire).replace("'", '"').replace("True", "true").encode())

    def test_constructed_from_python(self) -> None:
        made = self.Carrier(data=b"x", size=5, mask="a,b")
        assert made.to_json() == {"data": "eA==", "size": "5", "mask": "a,b"}
        names: Any = ["a_b", "c"]
        assert self.Carrier(mask=names).mask == "aB,c"

    def test_pydantic_dumps_the_same(self) -> None:
        made = Image(min_disk_size=5, digest=b"x", status=Image().status, labels={"a": "b"})
        dumped = made.model_dump(mode="json", by_alias=True, exclude_unset=True)
        assert dumped == made.to_json()
        assert Image.model_validate(dumped) == made
