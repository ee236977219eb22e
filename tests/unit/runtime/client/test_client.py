"""Calls through the sync and the async client: requests, results, errors, operations, pages."""

from __future__ import annotations

import asyncio
import pickle
from typing import Any

import httpx2
import pytest

from apigen.runtime import errors
from apigen.runtime.http.options import CallOptions
from apigen.runtime.operations.service import OperationEndpoints
from tests.unit.runtime.sample_api import (
    AsyncClient,
    Client,
    Image,
    create_call,
    get_call,
)
from tests.unit.runtime.server import (
    TOKEN,
    AsyncFakeClock,
    FakeClock,
    Script,
    failure,
    operation,
    reply,
    script,
)

GRPC = [
    (1, 499, errors.Cancelled),
    (2, 500, errors.Unknown),
    (3, 400, errors.InvalidArgument),
    (4, 504, errors.DeadlineExceeded),
    (5, 404, errors.NotFound),
    (6, 409, errors.AlreadyExists),
    (7, 403, errors.PermissionDenied),
    (8, 429, errors.ResourceExhausted),
    (9, 400, errors.FailedPrecondition),
    (10, 409, errors.Aborted),
    (11, 400, errors.OutOfRange),
    (12, 501, errors.Unimplemented),
    (13, 500, errors.Internal),
    (14, 503, errors.Unavailable),
    (15, 500, errors.DataLoss),
    (16, 401, errors.Unauthenticated),
]


def client(service: Script, **options: Any) -> Client:
    options = {"iam_token": TOKEN, "retries": 0, "clock": FakeClock(), **options}
    return Client(transport=service.transport, **options)


def async_client(service: Script, **options: Any) -> AsyncClient:
    options = {"iam_token": TOKEN, "retries": 0, "clock": AsyncFakeClock(), **options}
    return AsyncClient(transport=service.transport, **options)


class TestCalls:
    def test_request_as_sent(self) -> None:
        service = script(reply(operation()))
        with client(service) as ycloud:
            ycloud.compute.images.create(folder_id="b1g", name="golden")
        sent = service.last
        assert (sent.method, str(sent.url)) == (
            "POST",
            "https://compute.api.cloud.yandex.net/compute/v1/images",
        )
        assert service.body() == {"folderId": "b1g", "name": "golden"}
        assert sent.headers["authorization"] == f"Bearer {TOKEN}"
        assert sent.headers["content-type"] == "application/json"

    def test_response_is_decoded(self) -> None:
        service = script(reply({"id": "fd8"}))
        image = client(service).compute.images.get("fd8")
        assert isinstance(image, Image)
        assert image.id == "fd8"
        assert service.last.content == b""
        assert "content-type" not in service.last.headers

    def test_encoded_path_is_sent_unchanged(self) -> None:
        service = script(reply({}))
        client(service).compute.images.get("a/../b%")
        assert service.last.url.raw_path == b"/compute/v1/images/a%2F..%2Fb%25"

    def test_method_without_a_response_returns_none(self) -> None:
        service = script(httpx2.Response(200, content=b""))
        assert client(service).compute.images.ping() is None  # type: ignore[func-returns-value]

    def test_async(self) -> None:
        service = script(reply({"id": "fd8"}))

        async def main() -> Image:
            async with async_client(service) as ycloud:
                return await ycloud.compute.images.get("fd8")

        assert asyncio.run(main()).id == "fd8"
        assert service.last.headers["authorization"] == f"Bearer {TOKEN}"

    def test_invalid_request_is_not_sent(self) -> None:
        service = script(reply({}))
        with pytest.raises(errors.ValidationFailed) as caught:
            client(service).compute.images.create(folder_id="f", disk_id="d", image_id="i")
        assert not service.requests
        assert "imageId and diskId" in str(caught.value)
        assert 'validation="warn"' in str(caught.value)

    def test_raw(self) -> None:
        service = script(reply({"id": "fd8"}, x_request_id="r1", x_server_trace_id="t1"))
        raw = client(service).raw(get_call(image_id="fd8"))
        assert (raw.status_code, raw.request_id, raw.trace_id) == (200, "r1", "t1")
        assert raw.json() == {"id": "fd8"}
        assert raw.parse() == Image(id="fd8")
        assert raw.headers["x-request-id"] == "r1"
        started = script(reply(operation()))
        assert client(started).raw(create_call(folder_id="f")).parse().id == "op1"

    def test_options_layer(self) -> None:
        service = script(reply({}))
        base = client(service, headers={"a": "client", "b": "client"})
        view = base.with_options(headers={"b": "view"}).compute.images
        view.get("x", options=CallOptions(headers={"c": "call"}))
        sent = service.last.headers
        assert (sent["a"], sent["b"], sent["c"]) == ("client", "view", "call")
        base.compute.images.with_options(headers={"b": "resource"}).get("x")
        assert service.last.headers["b"] == "resource"
        base.compute.with_options(headers={"b": "service"}).images.get("x")
        assert service.last.headers["b"] == "service"
        base.compute.images.get("x")
        assert service.last.headers["b"] == "client"

    def test_fields_newer_than_the_page(self) -> None:
        service = script(reply(operation()))
        options = CallOptions(extra_body={"newField": 1})
        client(service).compute.images.create(folder_id="f", options=options)
        assert service.body() == {"folderId": "f", "newField": 1}

    def test_close_leaves_a_given_http_client_open(self) -> None:
        given = httpx2.Client(transport=script(reply({})).transport)
        with Client(iam_token=TOKEN, http_client=given) as ycloud:
            ycloud.compute.images.get("x")
        assert not given.is_closed
        given.close()
        own = client(script(reply({})))
        own.compute.images.get("x")
        own.close()
        with pytest.raises(errors.YCloudError, match="closed"):
            own.compute.images.get("x")


class TestErrors:
    @pytest.mark.parametrize(("code", "status", "cls"), GRPC)
    def test_by_code(self, code: int, status: int, cls: type[errors.APIError]) -> None:
        service = script(failure(code, status, "because", x_request_id="r", x_server_trace_id="t"))
        with pytest.raises(cls) as caught:
            client(service).compute.images.get("x")
        error = caught.value
        assert type(error) is cls
        assert (error.code, error.status, error.message) == (code, status, "because")
        assert (error.request_id, error.trace_id) == ("r", "t")
        assert error.method == "compute.images.get"
        for part in ("compute.images.get", cls.code_name, "because", "r", "t"):
            assert part in str(error)

    @pytest.mark.parametrize(
        ("status", "cls"),
        [
            (400, errors.InvalidArgument),
            (401, errors.Unauthenticated),
            (413, errors.FailedPrecondition),
            (302, errors.Unknown),
            (502, errors.Unavailable),
            (503, errors.Unavailable),
            (520, errors.Internal),
        ],
    )
    def test_a_gateway_without_json(self, status: int, cls: type[errors.APIError]) -> None:
        service = script(httpx2.Response(status, content=b"<h1>Bad\n gateway</h1>\xff"))
        with pytest.raises(cls, match="<h1>Bad gateway</h1>"):
            client(service).compute.images.get("x")

    @pytest.mark.parametrize("body", [b"[1]", b'"x"', b"{}", b'{"code": true, "details": 5}', b""])
    def test_error_bodies_of_other_shapes(self, body: bytes) -> None:
        service = script(httpx2.Response(404, content=body))
        with pytest.raises(errors.NotFound):
            client(service).compute.images.get("x")

    def test_unknown_code(self) -> None:
        with pytest.raises(errors.Unknown, match="code 77") as caught:
            client(script(failure(77, 400))).compute.images.get("x")
        assert caught.value.code == 77

    def test_details(self) -> None:
        details = [
            {"@type": "type.googleapis.com/google.rpc.RequestInfo", "requestId": "r9"},
            {
                "@type": "type.googleapis.com/google.rpc.BadRequest",
                "fieldViolations": [{"field": "name", "description": "too long"}, 5],
            },
            "?",
        ]
        service = script(reply({"code": 3, "message": "bad", "details": details}, 400))
        with pytest.raises(errors.InvalidArgument) as caught:
            client(service).compute.images.get("x")
        assert caught.value.request_id == "r9"
        assert caught.value.field_violations == (("name", "too long"),)
        assert str(caught.value) == (
            "compute.images.get: INVALID_ARGUMENT (HTTP 400): bad; name: too long; request id r9"
        )
        again = pickle.loads(pickle.dumps(caught.value))
        assert type(again) is errors.InvalidArgument
        assert str(again) == str(caught.value)
        assert again.details == caught.value.details

    @pytest.mark.parametrize("content", [b"", b"oops", b"[]", b'{"id": 5}', b'{"id": "x"'])
    def test_success_with_an_undecodable_body(self, content: bytes) -> None:
        service = script(httpx2.Response(200, content=content))
        with pytest.raises(errors.DecodeError, match=r"compute\.images\.get"):
            client(service).compute.images.get("x")

    def test_no_connection(self) -> None:
        service = script(httpx2.ConnectError("refused"))
        with pytest.raises(errors.ConnectionFailed, match="refused"):
            client(service).compute.images.get("x")

    def test_timeout(self) -> None:
        service = script(httpx2.ReadTimeout("slow"))
        with pytest.raises(errors.CallTimeout) as caught:
            client(service).compute.images.get("x")
        assert isinstance(caught.value, TimeoutError)

    def test_async_errors_are_the_same(self) -> None:
        async def main(*replies: Any) -> None:
            async with async_client(script(*replies)) as ycloud:
                await ycloud.compute.images.get("x")

        with pytest.raises(errors.NotFound):
            asyncio.run(main(failure(5, 404)))
        with pytest.raises(errors.ConnectionFailed):
            asyncio.run(main(httpx2.ReadError("reset")))
        with pytest.raises(errors.CallTimeout):
            asyncio.run(main(httpx2.ConnectTimeout("slow")))


class TestOperations:
    DONE = operation(True, response={"@type": "x/Image", "id": "fd8"})

    def test_wait_returns_the_result(self) -> None:
        clock = FakeClock()
        service = script(reply(operation()), reply(operation()), reply(self.DONE))
        started = client(service, clock=clock).compute.images.create(folder_id="f")
        assert not started.done
        assert started.metadata == {"imageId": "fd8"}
        image = started.wait()
        assert image == Image(id="fd8")
        assert image.to_json() == {"id": "fd8"}
        assert [str(r.url) for r in service.requests[1:]] == [
            "https://operation.api.cloud.yandex.net/operations/op1"
        ] * 2
        assert len(clock.slept) == 2
        assert 0.75 <= clock.slept[0] <= 1.25
        assert started.wait() == image
        assert started.result() == image
        assert len(service.requests) == 3

    def test_delays_grow_to_ten_seconds(self) -> None:
        clock = FakeClock()
        service = script(*[reply(operation())] * 20, reply(self.DONE))
        client(service, clock=clock).compute.images.create(folder_id="f").wait(poll=2)
        assert 1.5 <= clock.slept[0] <= 2.5
        assert 7.5 <= clock.slept[-1] <= 12.5

    def test_on_poll(self) -> None:
        service = script(reply(operation()), reply(operation()), reply(self.DONE))
        seen: list[bool] = []
        started = client(service).compute.images.create(folder_id="f")
        started.wait(on_poll=lambda current: seen.append(current.done))
        assert seen == [False, True]

    def test_delete_returns_none(self) -> None:
        empty = {"@type": "type.googleapis.com/google.protobuf.Empty"}
        service = script(reply(operation(True, response=empty)))
        assert client(service).compute.images.delete("x").wait() is None

    @pytest.mark.parametrize(("code", "status", "cls"), GRPC)
    def test_failure_raises_the_error_of_its_code(
        self, code: int, status: int, cls: type[errors.APIError]
    ) -> None:
        error = {"code": code, "message": "broken", "details": [{"a": 1}]}
        service = script(reply(operation(True, error=error)))
        with pytest.raises(errors.OperationError) as caught:
            client(service).compute.images.create(folder_id="f").wait()
        assert isinstance(caught.value, cls)
        assert (caught.value.code, caught.value.message) == (code, "broken")
        assert caught.value.details == ({"a": 1},)
        assert caught.value.operation_id == "op1"
        again = pickle.loads(pickle.dumps(caught.value))
        assert (type(again), str(again)) == (type(caught.value), str(caught.value))

    def test_error_before_done_does_not_end_the_wait(self) -> None:
        error = {"code": 13, "message": "rolling back"}
        service = script(
            reply(operation()),
            reply(operation(error=error)),
            reply(operation(True, error=error)),
        )
        started = client(service).compute.images.create(folder_id="f")
        seen: list[str] = []
        with pytest.raises(errors.Internal):
            started.wait(on_poll=lambda op: seen.append(op.error.message if op.error else ""))
        assert seen == ["rolling back"] * 2

    def test_timeout_leaves_the_operation_usable(self) -> None:
        clock = FakeClock()
        service = script(*[reply(operation())] * 4, reply(self.DONE))
        started = client(service, clock=clock).compute.images.create(folder_id="f")
        with pytest.raises(errors.OperationTimeout) as caught:
            started.wait(timeout=3)
        assert sum(clock.slept) == pytest.approx(3)
        assert caught.value.operation is started
        assert isinstance(caught.value, TimeoutError)
        assert caught.value.operation.wait() == Image(id="fd8")
        again = pickle.loads(pickle.dumps(caught.value))
        assert (again.operation, again.operation_id) == (None, "op1")

    def test_cancel_is_one_call(self) -> None:
        cancelled = operation(True, error={"code": 1, "message": "cancelled"})
        service = script(reply(operation()), reply(cancelled))
        started = client(service).compute.images.create(folder_id="f").cancel()
        sent = service.last
        assert (sent.method, str(sent.url)) == (
            "GET",
            "https://operation.api.cloud.yandex.net/operations/op1:cancel",
        )
        with pytest.raises(errors.Cancelled):
            started.wait()
        assert len(service.requests) == 2

    def test_endpoints_of_the_pages(self) -> None:
        class Elsewhere(Client):
            OPERATIONS = OperationEndpoints(
                host="ops.example", cancel_verb="POST", cancel_path="/o/{operationId}/cancel"
            )

        service = script(reply(operation()))
        with Elsewhere(iam_token=TOKEN, transport=service.transport) as ycloud:
            ycloud.compute.images.create(folder_id="f").cancel()
        assert service.last.method == "POST"
        assert str(service.last.url) == "https://ops.example/o/op1/cancel"

    def test_refresh(self) -> None:
        service = script(reply(operation()), reply(self.DONE))
        started = client(service).compute.images.create(folder_id="f")
        assert started.refresh() is started
        assert started.done
        assert started.response == self.DONE["response"]

    def test_done_without_a_response(self) -> None:
        service = script(reply(operation(True)))
        with pytest.raises(errors.DecodeError, match="no response"):
            client(service).compute.images.create(folder_id="f").wait()

    @pytest.mark.parametrize("body", [{}, [], {"id": 5}, None])
    def test_response_that_is_not_an_operation(self, body: Any) -> None:
        with pytest.raises(errors.DecodeError):
            client(script(reply(body))).compute.images.create(folder_id="f")

    def test_times_and_repr(self) -> None:
        wire = operation(
            createdAt="2024-01-02T03:04:05.000000001Z",
            modifiedAt="?",
            createdBy="a",
            description="d",
        )
        started = client(script(reply(wire))).compute.images.create(folder_id="f")
        assert started.created_at is not None
        assert started.created_at.nanosecond == 1
        assert (started.modified_at, started.created_by, started.description) == (None, "a", "d")
        assert repr(started) == "<Operation op1 of compute.images.create: running>"
        assert started.state.raw == wire

    def test_async(self) -> None:
        clock = AsyncFakeClock()
        service = script(reply(operation()), reply(operation()), reply(self.DONE), reply(self.DONE))

        async def main() -> Image:
            async with async_client(service, clock=clock) as ycloud:
                started = await ycloud.compute.images.create(folder_id="f")
                image = await started.wait(timeout=60)
                assert await started.result() == image
                await started.cancel()
                await started.refresh()
                assert await (await ycloud.compute.images.create(folder_id="f")).wait() == image
                return image

        assert asyncio.run(main()) == Image(id="fd8")
        assert len(clock.slept) == 2
        assert str(service.requests[3].url).endswith("/operations/op1:cancel")
        assert str(service.requests[4].url).endswith("/operations/op1")


class TestPages:
    def pages(self) -> Script:
        return script(
            reply({"images": [{"id": "a"}, {"id": "b"}], "nextPageToken": "2"}),
            reply({"images": [], "nextPageToken": "3"}),
            reply({"images": [{"id": "c"}]}),
        )

    def test_items_of_all_pages(self) -> None:
        service = self.pages()
        page = client(service).compute.images.list(folder_id="f")
        assert len(service.requests) == 1
        assert [image.id for image in page.items] == ["a", "b"]
        assert page.has_next
        assert page.next_page_token == "2"
        assert [image.id for image in page] == ["a", "b", "c"]
        assert [dict(r.url.params) for r in service.requests] == [
            {"folderId": "f"},
            {"folderId": "f", "pageToken": "2"},
            {"folderId": "f", "pageToken": "3"},
        ]

    def test_page_by_page(self) -> None:
        pages = list(client(self.pages()).compute.images.list(folder_id="f").pages())
        assert [len(page) for page in pages] == [2, 0, 1]
        assert all(pages)
        assert not pages[-1].has_next
        assert pages[0].response.next_page_token == "2"
        assert repr(pages[0]) == "<Page of compute.images.list: 2 items, more follow>"
        with pytest.raises(errors.PagingError, match="last page"):
            pages[-1].next_page()

    @pytest.mark.parametrize("tokens", [["1", "1"], ["1", "2", "1"]])
    def test_a_repeated_token_is_an_error(self, tokens: list[str]) -> None:
        service = script(*[reply({"nextPageToken": token}) for token in tokens])
        with pytest.raises(errors.PagingError, match="given before"):
            list(client(service).compute.images.list(folder_id="f"))
        assert len(service.requests) == len(tokens)

    def test_token_equal_to_the_requested_one_is_an_error(self) -> None:
        service = script(reply({"nextPageToken": "1"}))
        page = client(service).compute.images.list(folder_id="f", page_token="1")
        with pytest.raises(errors.PagingError):
            page.next_page()

    def test_async(self) -> None:
        async def main() -> tuple[list[str], list[int]]:
            async with async_client(self.pages()) as ycloud:
                ids = [image.id async for image in ycloud.compute.images.list(folder_id="f")]
            async with async_client(self.pages()) as ycloud:
                first = await ycloud.compute.images.list(folder_id="f")
                assert first.has_next
                sizes = [len(page) async for page in first.pages()]
                ids += [image.id async for image in first]
                return ids, sizes

        assert asyncio.run(main()) == (["a", "b", "c", "a", "b", "c"], [2, 0, 1])

    def test_async_pager_is_lazy(self) -> None:
        service = self.pages()
        pager = async_client(service).compute.images.list(folder_id="f")
        assert repr(pager) == "<AsyncPager of compute.images.list>"
        assert not service.requests


class TestCredentials:
    def test_from_the_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("YC_IAM_TOKEN", "t1.env")
        service = script(reply({}))
        Client(transport=service.transport).compute.images.get("x")
        assert service.last.headers["authorization"] == "Bearer t1.env"
