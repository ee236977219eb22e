"""Messages: decoding, construction, copies."""

from __future__ import annotations

import copy
import pickle
from datetime import timedelta
from typing import Annotated, Any, ClassVar

import pytest
from pydantic import Field

from apigen.runtime.errors import ValidationFailed
from apigen.runtime.http.checks import check
from apigen.runtime.http.request import Body, Request
from apigen.runtime.messages.models import (
    Duration,
    Json,
    Length,
    Message,
    OneOf,
    Timestamp,
)
from tests.unit.runtime.sample_api import (
    Image,
    ImageStatus,
    Os,
    OsType,
    Schedule,
)

WIRE: dict[str, Any] = {
    "id": "fd8",
    "createdAt": "2024-01-02T03:04:05.123456789Z",
    "labels": {"a": "b"},
    "minDiskSize": "9007199254740993",
    "status": "BAKING",
    "os": {"type": "HAIKU", "kernel": {"version": 6}},
    "ratio": 0.5,
    "lifetime": "3.000000001s",
    "digest": "_-8",
    "newField": [1, {"x": None}],
}


class TestDecoding:
    def test_values(self) -> None:
        image = Image.from_json(WIRE)
        assert image.created_at is not None
        assert image.created_at.nanosecond == 123456789
        assert image.min_disk_size == 9007199254740993
        assert image.status == "BAKING"
        assert isinstance(image.status, ImageStatus)
        assert not image.status.known
        assert image.os is not None
        assert image.os.type == "HAIKU"
        assert isinstance(image.os.type, OsType)
        assert image.digest == b"\xff\xef"
        assert image.lifetime == Duration(seconds=3, nanoseconds=1)

    def test_nothing_is_lost_on_a_round_trip(self) -> None:
        assert Image.from_json(WIRE).to_json() == {**WIRE, "digest": "/+8="}

    def test_null_and_missing_are_defaults(self) -> None:
        nulls = dict.fromkeys(
            ["id", "createdAt", "labels", "minDiskSize", "productIds", "status", "os", "pooled"]
        )
        for wire in (nulls, {}):
            image = Image.from_json(wire)
            assert (image.id, image.created_at, image.labels, image.min_disk_size) == (
                "",
                None,
                {},
                0,
            )
            assert (image.product_ids, image.status, image.os, image.pooled) == (
                [],
                "",
                None,
                False,
            )

    def test_an_int64_may_come_as_a_number(self) -> None:
        assert Image.from_json({"minDiskSize": 5}).min_disk_size == 5
        assert Image.from_json({"minDiskSize": 5.0}).min_disk_size == 5

    def test_limits_are_not_checked(self) -> None:
        decoded = Schedule.from_json({"cron": "", "period": "0s", "count": "-5", "weight": 7})
        assert decoded.count == -5


class TestConstruction:
    def test_names_of_enums_become_members(self) -> None:
        assert Os(type="LINUX").type is OsType.LINUX

    def test_omitted_differs_from_null(self) -> None:
        assert Os().to_json() == {}
        assert Os(type=None).to_json() == {"type": None}

    def test_json_names_work_too(self) -> None:
        wire: Any = {"createdAt": "2024-01-02T03:04:05Z"}
        assert Image(**wire).to_json() == wire

    def test_unknown_name_is_refused(self) -> None:
        wrong: Any = {"tipe": "LINUX"}
        with pytest.raises(TypeError, match="'tipe'; did you mean 'type'"):
            Os(**wrong)

    def test_wrong_type_is_reported_with_its_place(self) -> None:
        wrong: Any = {"cron": 5, "children": [5], "enabled": 1}
        with pytest.raises(ValidationFailed) as caught:
            Schedule(**wrong)
        assert [(v.path, v.line) for v in caught.value.violations] == [
            ("cron", 10),
            ("children[0]", 16),
            ("enabled", 19),
        ]

    def test_short_repr(self) -> None:
        assert repr(Image(id="x", status=ImageStatus.READY)) == (
            "Image(id='x', status=ImageStatus.READY)"
        )

    @pytest.mark.parametrize(
        "make", [copy.copy, copy.deepcopy, lambda m: pickle.loads(pickle.dumps(m))]
    )
    def test_copies_are_equal_and_whole(self, make: Any) -> None:
        image = Image.from_json(WIRE)
        again = make(image)
        assert again == image
        assert again.to_json() == image.to_json()
        assert again.status is image.status


class TestOpenEnum:
    def test_unknown_values(self) -> None:
        new = OsType("HAIKU")
        assert new is OsType("HAIKU")
        assert pickle.loads(pickle.dumps(new)) is new
        assert copy.deepcopy(new) is new
        assert copy.copy(new) is new
        assert (str(new), f"{new:>6}", hash(new), new == "HAIKU") == (
            "HAIKU",
            " HAIKU",
            hash("HAIKU"),
            True,
        )
        assert not new.known
        assert OsType.LINUX.known
        assert list(OsType) == [OsType.LINUX, OsType.WINDOWS]
        assert (repr(new), repr(OsType.LINUX)) == ("OsType('HAIKU')", "OsType.LINUX")

    def test_unknown_value_named_like_a_member(self) -> None:
        assert OsType("LINUX") is OsType.LINUX
        assert ImageStatus("READY") != OsType.LINUX

    def test_only_strings(self) -> None:
        with pytest.raises(ValueError, match="5"):
            OsType(5)  # type: ignore[arg-type]


def test_times_through_a_message() -> None:
    schedule = Schedule(
        period=timedelta(seconds=1), start_at=Timestamp.parse("9999-12-31T23:59:59.999999999Z")
    )
    assert schedule.to_json() == {"period": "1s", "startAt": "9999-12-31T23:59:59.999999999Z"}


class Early(Request):
    """Names a message that is defined after it."""

    late: Annotated[Late | None, Body("late", 1)] = None


class Late(Message):
    name: Annotated[str | None, Json("name", 2), Length(maximum=1)] = None


def test_forward_references() -> None:
    assert [v.path for v in check(Early.given(late=Late(name="xx")))] == ["late.name"]


def test_one_of_with_an_unknown_member() -> None:
    class Wrong(Message):
        ONE_OFS: ClassVar[tuple[OneOf, ...]] = (OneOf("a", "gone"),)
        a: Annotated[str | None, Json("a")] = Field(default=None)

    with pytest.raises(KeyError, match="gone"):
        Wrong(a="x")
