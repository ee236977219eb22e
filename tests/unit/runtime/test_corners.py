"""Corners of the models, the checks and the lazy package."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, ClassVar, Literal

import pytest
from pydantic import Field

from apigen.runtime import errors
from apigen.runtime.auth.credentials import Credentials, Token
from apigen.runtime.auth.tokens import TokenCache
from apigen.runtime.http.calls import BaseCall, Call
from apigen.runtime.http.checks import check
from apigen.runtime.http.client_options import ClientOptions
from apigen.runtime.http.connections import ConnectionOptions, _LazyClient
from apigen.runtime.http.options import CallOptions
from apigen.runtime.http.request import Body, Query, Request
from apigen.runtime.http.steps import Steps
from apigen.runtime.messages.models import (
    Allowed,
    Bytes,
    FieldMask,
    Int64,
    Json,
    JsonObject,
    Length,
    Message,
    OneOf,
    Range,
    Required,
    Timestamp,
)
from apigen.runtime.messages.omitted import OMITTED
from apigen.runtime.messages.rules import Rule
from tests.unit.runtime.sample_api import (
    AsyncClient,
    Client,
    Image,
    Os,
    OsType,
    Schedule,
    create_call,
)
from tests.unit.runtime.secrets import EXCHANGED, IAM
from tests.unit.runtime.server import FakeClock, reply, script


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


class Early(Request):
    """Names a message that is defined after it."""

    late: Annotated[Late | None, Body("late", 1)] = None


class Late(Message):
    name: Annotated[str | None, Json("name", 2), Length(maximum=1)] = None


def test_a_request_may_name_what_comes_later() -> None:
    assert [v.path for v in check(Early.given(late=Late(name="xx")))] == ["late.name"]


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
    def test_what_cannot_be_read(self, wire: dict[str, Any]) -> None:
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

    def test_pydantic_writes_the_same(self) -> None:
        made = Image(min_disk_size=5, digest=b"x", status=Image().status, labels={"a": "b"})
        dumped = made.model_dump(mode="json", by_alias=True, exclude_unset=True)
        assert dumped == made.to_json()
        assert Image.model_validate(dumped) == made


class TestConstruction:
    def test_keywords_only(self) -> None:
        wrong: Any = Os
        with pytest.raises(TypeError, match="keyword arguments only"):
            wrong("LINUX")
        with pytest.raises(TypeError, match=r"'zzz'$"):
            wrong(zzz=1)

    def test_json_null_for_a_scalar_is_its_default(self) -> None:
        nothing: Any = None
        assert Image(id=nothing).id == ""

    def test_many_threads_build_the_same_models(self) -> None:
        """Models that refer to each other are built on first use, by whoever comes first."""
        code = (
            "import threading\n"
            "from tests.unit.runtime.sample_api import *\n"
            "wire = {'images': [{'os': {'type': 'LINUX'}}]}\n"
            "failed, start = [], threading.Barrier(16)\n"
            "def work(number):\n"
            "    start.wait()\n"
            "    try:\n"
            "        if number % 2: ListImagesResponse.from_json(wire)\n"
            "        else: Schedule(children=[Schedule(count=1)]).to_json()\n"
            "    except BaseException as error: failed.append(error)\n"
            "threads = [threading.Thread(target=work, args=(n,)) for n in range(16)]\n"
            "[t.start() for t in threads]; [t.join() for t in threads]\n"
            "assert not failed, failed\n"
        )
        subprocess.run([sys.executable, "-c", code], check=True, timeout=60)


def test_omitted() -> None:
    assert repr(OMITTED) == "OMITTED"
    assert not OMITTED
    assert OMITTED is not None


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


class TestViews:
    def test_async_views(self) -> None:
        async def main() -> None:
            service = script(reply({}))
            async with AsyncClient(iam_token=IAM, transport=service.transport) as client:
                await client.compute.with_options(headers={"a": "1"}).images.get("x")
                assert service.last.headers["a"] == "1"
                await client.compute.images.with_options(headers={"a": "2"}).get("x")
                assert service.last.headers["a"] == "2"
                assert repr(client) == "<AsyncClient>"
                raw = await client.raw(
                    Call[JsonObject](
                        name="a",
                        verb="GET",
                        host="h",
                        path="/",
                        request=Request.given(),
                        answer=dict[str, Any],
                    )
                )
                assert raw.parse() == {}

        asyncio.run(main())

    def test_options_over_options(self) -> None:
        base = CallOptions(timeout=1, headers={"a": "1"}, retries=3)
        assert CallOptions(retries=0).over(base) == CallOptions(
            timeout=1, headers={"a": "1"}, retries=0
        )
        assert CallOptions(headers={"b": "2"}).over(CallOptions()).headers == {"b": "2"}

    def test_extra_fields_of_a_method_without_a_body(self) -> None:
        call: Call[None] = Call(name="a", verb="POST", host="h", path="/", request=Request.given())
        assert call.content() is None
        assert call.body() is None
        assert call.content({"x": 1}) == b'{"x":1}'
        no_body: Call[None] = Call(
            name="a", verb="POST", host="h", path="/", request=Wide.given(), has_body=False
        )
        assert no_body.content() is None


class TestTokenKeeper:
    def keeper(self, clock: FakeClock, *lives: float | Exception | None) -> TokenCache:
        numbers = iter(lives)

        def fetch(settings: ClientOptions) -> Steps[Token]:
            yield from ()
            life = next(numbers)
            if isinstance(life, Exception):
                raise life
            return Token(f"Bearer {EXCHANGED}{life}", life)

        return TokenCache(Credentials("test", fetch), ClientOptions(now=clock.now))

    def renew(self, keeper: TokenCache, rejected: str | None = None) -> Any:
        steps = keeper.renew(rejected)
        with pytest.raises(StopIteration) as end:
            next(steps)
        return end.value.value

    @pytest.mark.parametrize(
        ("life", "renewed"), [(100.0, 80.0), (43200.0, 3600.0), (None, 3600.0)]
    )
    def test_renewed_at_an_hour_or_80_percent(self, life: float | None, renewed: float) -> None:
        clock = FakeClock()
        keeper = self.keeper(clock, life)
        grant = self.renew(keeper)
        header: str = grant.header
        assert grant.renew_at == clock.time + renewed
        clock.time += renewed - 1
        assert keeper.fresh(None) is grant
        clock.time += 1
        assert keeper.fresh(None) is None
        assert keeper.usable(None) is grant
        clock.time += 1e6
        assert (keeper.usable(None) is None) == (life is not None)
        assert keeper.usable(header) is None

    def test_no_time_is_left_once_the_token_has_come(self) -> None:
        clock = FakeClock()

        def fetch(settings: ClientOptions) -> Steps[Token]:
            yield from ()
            clock.time += 50
            return Token(f"Bearer {EXCHANGED}", 100.0)

        service = script(reply({}))
        client = Client(
            credentials=Credentials("slow", fetch),
            transport=service.transport,
            clock=clock,
            total_timeout=40,
        )
        with pytest.raises(errors.CallTimeout, match="no time left of the 40 s"):
            client.compute.images.get("x")
        assert not service.requests

    def test_a_failed_renewal_keeps_the_old_one_while_it_works(
        self, caplog: pytest.LogCaptureFixture
    ) -> None:
        clock = FakeClock()
        failed = errors.CredentialsError("the token exchange failed")
        keeper = self.keeper(clock, 100.0, failed, failed, 100.0)
        first = self.renew(keeper)
        clock.time += 85
        kept = self.renew(keeper)
        assert kept.header == first.header
        assert "token not renewed, the old one is kept" in caplog.text
        assert keeper.fresh(None) is kept
        clock.time += 20
        with pytest.raises(errors.CredentialsError):
            self.renew(keeper)
        assert self.renew(keeper).ends_at == clock.time + 100

    def test_a_rejected_token_is_not_kept(self) -> None:
        keeper = self.keeper(FakeClock(), 100.0, errors.CredentialsError("no"))
        first = self.renew(keeper)
        with pytest.raises(errors.CredentialsError):
            self.renew(keeper, first.header)

    def test_others_go_on_with_the_old_one(self) -> None:
        """While one thread or task renews, a token that still works is used by the rest."""
        clock = FakeClock()
        client = Client(credentials=None, iam_token=IAM, transport=script(reply({})).transport)
        client._runner.tokens = self.keeper(clock, 100.0, 100.0)
        first = self.renew(client._runner.tokens)
        clock.time += 85
        held: Any = client._runner.tokens.usable(None)
        assert held is first
        with client._runner.renewal_lock:
            worked = threading.Thread(target=lambda: client.compute.images.get("x"))
            worked.start()
            worked.join(5)
            assert not worked.is_alive()
        assert client._runner.tokens.usable(None) is first

        async def main() -> None:
            service = script(reply({}))
            other = AsyncClient(iam_token=IAM, transport=service.transport)
            other._runner.tokens = client._runner.tokens
            async with other, other._runner.renewal_lock:
                await other.compute.images.get("x")
            assert service.last.headers["authorization"] == held.header

        asyncio.run(main())


def test_types_of_arguments_are_wide() -> None:
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


def test_a_group_needs_its_members() -> None:
    class Wrong(Message):
        ONE_OFS: ClassVar[tuple[OneOf, ...]] = (OneOf("a", "gone"),)
        a: Annotated[str | None, Json("a")] = Field(default=None)

    with pytest.raises(KeyError, match="gone"):
        Wrong(a="x")


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
