"""Checks and encoding of values, by the type of their field."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, ClassVar, Literal

import pytest

from apigen.runtime import errors
from apigen.runtime.http.calls import Call
from apigen.runtime.http.checks import check
from apigen.runtime.http.request import Body, Query, Request
from apigen.runtime.messages.models import (
    Allowed,
    Bytes,
    FieldMask,
    Int64,
    JsonObject,
    Length,
    Range,
    Timestamp,
)
from apigen.runtime.messages.omitted import OMITTED
from tests.unit.runtime.sample_api import (
    Os,
    OsType,
    Schedule,
    create_call,
)


class Wide(Request):
    """Every kind of field."""

    PAGE: ClassVar[str] = "wide.md"
    flag: Annotated[bool | None, Body("flag", 1)] = None
    small: Annotated[int | None, Body("small", 2), Range(0, 10)] = None
    share: Annotated[float | None, Body("share", 3), Range(0, 1, exclusive_maximum=True)] = None
    kind: Annotated[Literal["a", "b"] | None, Body("kind", 4)] = None
    only: Annotated[OsType | None, Body("only", 5), Allowed("LINUX")] = None
    at: Annotated[Timestamp | None, Body("at", 6)] = None
    span: Annotated[timedelta | None, Body("span", 7), Range(1, 60)] = None
    data: Annotated[Bytes | None, Body("data", 8), Length(1, 3)] = None
    mask: Annotated[FieldMask | None, Body("mask", 9)] = None
    free: Annotated[JsonObject | None, Body("free", 10)] = None
    anything: Annotated[Any, Body("anything", 11)] = None
    either: Annotated[int | str | None, Body("either", 12)] = None
    by_number: Annotated[dict[Int64, str] | None, Body("byNumber", 13)] = None
    by_flag: Annotated[dict[bool, int] | None, Body("byFlag", 14)] = None
    grid: Annotated[list[list[Annotated[int, Range(0)]]] | None, Body("grid", 15)] = None
    by_name: Annotated[dict[str, list[Os]] | None, Body("byName", 16)] = None
    times: Annotated[list[Timestamp] | None, Body("times", 17)] = None
    marked: Annotated[Annotated[str, Length(1)] | None, Body("marked", 19)] = None
    shown: Annotated[list[str] | None, Query("shown", 18)] = None
    plain: int = 0


def problems(**given: Any) -> list[tuple[str, str]]:
    return [(v.path, v.rule) for v in check(Wide.given(**given))]


class TestEveryKind:
    @pytest.mark.parametrize(
        ("given", "wire"),
        [
            ({"flag": False}, False),
            ({"small": 10}, 10),
            ({"share": 0.5}, 0.5),
            ({"share": 0}, 0),
            ({"kind": "a"}, "a"),
            ({"only": OsType.LINUX}, "LINUX"),
            ({"only": "LINUX"}, "LINUX"),
            ({"at": datetime(2024, 1, 2, tzinfo=UTC)}, "2024-01-02T00:00:00Z"),
            ({"span": timedelta(seconds=60)}, "60s"),
            ({"data": b"abc"}, "YWJj"),
            ({"data": bytearray(b"a")}, "YQ=="),
            ({"mask": "a,b"}, "a,b"),
            ({"mask": ["a_b.c_d", "e"]}, "aB.cD,e"),
            ({"mask": {"b", "a"}}, "a,b"),
            ({"free": {"a": [1, None, {"b": 0.5, "c": True}]}}, None),
            ({"anything": [1, "x"]}, None),
            ({"either": 5}, None),
            ({"by_number": {5: "x"}}, {"5": "x"}),
            ({"by_flag": {True: 1}}, {"true": 1}),
            ({"grid": ((1, 2), [3])}, [[1, 2], [3]]),
            ({"by_name": {"n": (Os(type="LINUX"),)}}, {"n": [{"type": "LINUX"}]}),
            ({"times": [datetime(2024, 1, 2, tzinfo=UTC)]}, ["2024-01-02T00:00:00Z"]),
            ({"plain": 7}, 7),
        ],
    )
    def test_good(self, given: dict[str, Any], wire: Any) -> None:
        assert problems(**given) == []
        call: Call[None] = Call(
            name="a", verb="POST", host="h", path="/", request=Wide.given(**given)
        )
        body = call.body()
        assert body is not None
        ((_, written),) = body.items()
        expected = next(iter(given.values())) if wire is None else wire
        assert written == expected
        assert type(written) is type(expected)
        assert call.content()

    @pytest.mark.parametrize(
        ("given", "found"),
        [
            ({"flag": 1}, [("flag", "type")]),
            ({"small": True}, [("small", "type")]),
            ({"small": 11}, [("small", "range")]),
            ({"share": "0"}, [("share", "type")]),
            ({"share": True}, [("share", "type")]),
            ({"share": 1.0}, [("share", "range")]),
            ({"share": float("nan")}, [("share", "range")]),
            ({"kind": "c"}, [("kind", "allowed")]),
            ({"kind": 5}, [("kind", "type")]),
            ({"only": "WINDOWS"}, [("only", "allowed")]),
            ({"only": "BEOS"}, [("only", "allowed")]),
            ({"only": OsType("")}, [("only", "allowed")]),
            ({"at": "2024-01-02T00:00:00Z"}, [("at", "type")]),
            ({"span": 5}, [("span", "type")]),
            ({"span": timedelta(seconds=61)}, [("span", "range")]),
            ({"data": "abc"}, [("data", "type")]),
            ({"data": b"abcd"}, [("data", "length")]),
            ({"mask": ["a", 5]}, [("mask", "type")]),
            ({"free": [1]}, [("free", "type")]),
            ({"free": {"a": {1, 2}}}, [('free["a"]', "type")]),
            ({"free": {"a": [object()]}}, [('free["a"][0]', "type")]),
            ({"free": {"a": float("inf")}}, [('free["a"]', "type")]),
            ({"anything": "\ud800"}, [("anything", "type")]),
            ({"anything": b"x"}, [("anything", "type")]),
            ({"by_number": {"5": "x"}}, [('byNumber["5"]', "type")]),
            ({"grid": [[1], [-1, "x"]]}, [("grid[1][0]", "range"), ("grid[1][1]", "type")]),
            ({"by_name": {'a"\\': [5]}}, [('byName["a\\"\\\\"][0]', "type")]),
            ({"times": [None]}, [("times[0]", "type")]),
            ({"marked": 5}, [("marked", "type")]),
        ],
    )
    def test_bad(self, given: dict[str, Any], found: list[tuple[str, str]]) -> None:
        assert problems(**given) == found
        assert all(v.page == "wide.md" and v.line for v in check(Wide.given(**given)))

    def test_floats_that_json_has_no_number_for(self) -> None:
        for value, text in [
            (float("nan"), "NaN"),
            (float("inf"), "Infinity"),
            (-1e999, "-Infinity"),
        ]:
            assert Wide.given(share=value).to_json() == {"share": text}

    def test_unchecked_values_pass_through(self) -> None:
        given = {"by_name": {"n": [{"type": "X"}]}, "mask": "x"}
        assert Wide.given(**given).to_json() == {"byName": {"n": [{"type": "X"}]}, "mask": "x"}

    def test_omitted_are_dropped_and_defaults_readable(self) -> None:
        request = Wide.given(flag=OMITTED, small=None)
        assert request.to_json() == {"small": None}
        assert (request.flag, request.small) == (None, None)
        assert repr(request) == "Wide(small=None)"

    def test_lists_in_a_query(self) -> None:
        call: Call[None] = Call(
            name="a", verb="GET", host="h", path="/p", request=Wide.given(shown=["a", "b"])
        )
        assert call.url() == "/p?shown=a&shown=b"


def test_any_sequence_and_mapping_is_accepted() -> None:
    """What the signatures promise: any sequence, any mapping."""

    class Names(Sequence[str]):
        def __getitem__(self, index: Any) -> Any:
            return ["a", "b"][index]

        def __len__(self) -> int:
            return 2

    class Labels(Mapping[str, str]):
        def __getitem__(self, key: str) -> str:
            return "v"

        def __iter__(self) -> Any:
            return iter(["k"])

        def __len__(self) -> int:
            return 1

    call = create_call(folder_id="f", product_ids=Names(), labels=Labels())
    assert not check(call.request)
    assert call.body() == {"folderId": "f", "productIds": ["a", "b"], "labels": {"k": "v"}}


def test_values_that_contain_themselves() -> None:
    loop: dict[str, Any] = {}
    loop["again"] = loop
    assert problems(free=loop) == [("Wide", "depth")]
    schedule = Schedule(count=1)
    schedule.children = [schedule]
    call = create_call(folder_id="f", schedules=[schedule])
    assert [v.rule for v in check(call.request)] == ["depth"]
    with pytest.raises(errors.ValidationFailed):
        call.content()
