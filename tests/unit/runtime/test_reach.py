"""Endpoints, proxies, modes of validation, deprecations, discovery, resumed operations."""

from __future__ import annotations

import asyncio
import warnings
from typing import Annotated, Any, ClassVar

import httpx2
import pytest

from apigen.runtime import errors
from apigen.runtime.errors.warnings import ValidationWarning
from apigen.runtime.http.calls import Call
from apigen.runtime.http.options import CallOptions
from apigen.runtime.http.request import Body, Request
from apigen.runtime.messages.models import Deprecated, Json, Message
from tests.unit.runtime.sample_api import AsyncClient, Client, Image, get_call
from tests.unit.runtime.secrets import IAM
from tests.unit.runtime.server import FakeClock, Script, failure, operation, reply, script
from tests.unit.runtime.sockets import LocalServer, Received, Sent


def url(monkeypatch: pytest.MonkeyPatch | None = None, **options: Any) -> str:
    service = script(reply({}))
    Client(iam_token=IAM, transport=service.transport, **options).compute.images.get("x")
    return str(service.last.url)


PATH = "/compute/v1/images/x"


class TestEndpoints:
    @pytest.mark.parametrize(
        ("options", "base"),
        [
            ({}, "https://compute.api.cloud.yandex.net"),
            ({"endpoint": "http://127.0.0.1:8080/"}, "http://127.0.0.1:8080"),
            ({"root": "api.yandexcloud.kz"}, "https://compute.api.yandexcloud.kz"),
            ({"endpoint": "api.yandexcloud.kz:443"}, "https://compute.api.yandexcloud.kz"),
            ({"endpoints": {"compute": "c.example:443"}}, "https://c.example"),
            ({"endpoints": {"compute": "http://c.example:81"}}, "http://c.example:81"),
            ({"endpoints": {"compute.api.cloud.yandex.net": "c.example"}}, "https://c.example"),
            ({"endpoints": {"iam": "c.example"}}, "https://compute.api.cloud.yandex.net"),
        ],
    )
    def test_arguments(self, options: dict[str, Any], base: str) -> None:
        assert url(**options) == base + PATH

    def test_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("YC_ENDPOINT", "http://127.0.0.1:1")
        assert url() == "http://127.0.0.1:1" + PATH
        assert url(endpoint="https://a.example") == "https://a.example" + PATH
        monkeypatch.setenv("YC_ENDPOINT", "api.yandexcloud.kz:443")
        assert url() == "https://compute.api.yandexcloud.kz" + PATH
        monkeypatch.setenv("YC_ENDPOINTS", "iam=i.example, compute=c.example,")
        assert url() == "https://c.example" + PATH
        assert url(endpoints={"compute": "d.example"}) == "https://d.example" + PATH

    def test_a_broken_variable(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("YC_ENDPOINTS", "compute")
        with pytest.raises(ValueError, match="YC_ENDPOINTS: expected service=host, got 'compute'"):
            url()

    def test_services_named_with_a_hyphen(self) -> None:
        from apigen.runtime.http.endpoints import endpoints_of

        found = endpoints_of(None, {"resource_manager": "r.example"}, None)
        assert found.base("resource-manager.api.cloud.yandex.net") == "https://r.example"

    def test_irregular_hosts_stay_in_another_region(self) -> None:
        from apigen.runtime.http.endpoints import endpoints_of

        assert endpoints_of(None, None, "api.yandexcloud.kz").base("kms.yandex") == (
            "https://kms.yandex"
        )

    def test_discovery(self) -> None:
        listed = {"endpoints": [{"id": "compute", "address": "c.example:443"}, {"id": 1}, 5]}
        service = script(
            reply(listed), reply({}), reply(listed), reply({}), reply({"endpoints": 1})
        )
        client = Client(iam_token=IAM, transport=service.transport)
        found = client.discover_endpoints()
        assert found == {"compute": "c.example:443"}
        assert str(service.last.url) == "https://api.cloud.yandex.net/endpoints"
        assert "authorization" not in service.last.headers
        client.with_endpoints(found).compute.images.get("x")
        assert str(service.last.url) == "https://c.example" + PATH

        async def main() -> None:
            async with AsyncClient(iam_token=IAM, transport=service.transport) as other:
                assert await other.discover_endpoints() == found

        asyncio.run(main())
        assert client.compute.images.get("x").id == ""
        assert client.discover_endpoints() == {}

    def test_discovery_that_fails(self) -> None:
        client = Client(iam_token=IAM, transport=script(failure(14, 503)).transport)
        with pytest.raises(errors.Unavailable):
            client.discover_endpoints()


class TestConnections:
    def test_proxy(self) -> None:
        with (
            LocalServer(lambda request: Sent(body={"id": request.path})) as proxy,
            Client(iam_token=IAM, endpoint="http://cloud.example", proxy=proxy.url) as client,
        ):
            assert client.compute.images.get("x").id == f"http://cloud.example{PATH}"

    def test_proxy_of_the_environment(self, monkeypatch: pytest.MonkeyPatch) -> None:
        with LocalServer(lambda request: Sent(body={"id": request.path})) as proxy:
            monkeypatch.setenv("HTTP_PROXY", proxy.url)
            with Client(iam_token=IAM, endpoint="http://cloud.example") as client:
                assert client.compute.images.get("x").id == f"http://cloud.example{PATH}"

    def test_a_client_of_the_callers(self) -> None:
        def seen(request: httpx2.Request) -> None:
            sent.append(request)

        sent: list[httpx2.Request] = []
        given = httpx2.Client(
            transport=script(reply({})).transport, event_hooks={"request": [seen]}
        )
        Client(iam_token=IAM, http_client=given).compute.images.get("x")
        assert len(sent) == 1

        async def main() -> None:
            other = httpx2.AsyncClient(transport=script(reply({"id": "a"})).transport)
            async with AsyncClient(iam_token=IAM, http_client=other) as client:
                assert (await client.compute.images.get("x")).id == "a"
            assert not other.is_closed
            await other.aclose()

        asyncio.run(main())

    def test_closed_before_its_first_call(self) -> None:
        client = Client(iam_token=IAM)
        client.close()
        with pytest.raises(errors.ConnectionFailed, match="the client is closed"):
            client.compute.images.get("x")

    def test_a_redirect_is_not_followed_with_the_token(self) -> None:
        moved = httpx2.Response(302, headers={"location": "https://evil.example"}, content=b"")
        service = script(moved, reply({}))
        with pytest.raises(errors.Unknown):
            Client(iam_token=IAM, transport=service.transport).compute.images.get("x")
        assert len(service.requests) == 1

    @pytest.mark.parametrize("endpoint", ["http://[bad", "ftp://host", "http://host:99999"])
    def test_a_url_that_leads_nowhere(self, endpoint: str) -> None:
        client = Client(iam_token=IAM, endpoint=endpoint, retries=0)
        with pytest.raises(errors.ConnectionFailed):
            client.compute.images.get("x")

    def test_illegal_headers_are_not_quoted(self) -> None:
        service = script(reply({}))
        client = Client(iam_token=IAM, transport=service.transport)
        for bad in ("-secret-\n", " -secret-", "-secret-\r\nx: y", "-secret-é"):
            with pytest.raises(errors.ValidationFailed, match="x-y"):
                client.with_options(headers={"X-Y": bad}).compute.images.get("x")
        options = CallOptions(idempotency_key="a\nb")
        with pytest.raises(errors.ValidationFailed, match="idempotency-key"):
            client.compute.images.create(folder_id="f", options=options)
        assert not service.requests

    def test_what_httpx_refuses_is_not_quoted(self) -> None:
        service = script(httpx2.LocalProtocolError("Illegal header value -secret-"))
        client = Client(iam_token=IAM, transport=service.transport)
        with pytest.raises(errors.ConnectionFailed, match="cannot be sent"):
            client.compute.images.get("x")


class TestValidation:
    def call(self, service: Script, mode: Any, options: CallOptions | None = None) -> None:
        client = Client(iam_token=IAM, transport=service.transport, validation=mode)
        client.compute.images.create(folder_id="f", name="Bad!", options=options)

    def test_error(self) -> None:
        service = script(reply(operation()))
        for mode in (None, "error"):
            with pytest.raises(errors.ValidationFailed):
                self.call(service, mode)
        with pytest.raises(errors.ValidationFailed):
            self.call(service, "off", CallOptions(validation="error"))
        assert not service.requests

    def test_warn_points_at_the_caller(self) -> None:
        service = script(reply(operation()))
        with pytest.warns(ValidationWarning, match="name: must match") as caught:
            self.call(service, "warn")
        assert service.body() == {"folderId": "f", "name": "Bad!"}
        assert [str(w.filename).rpartition("/")[2] for w in caught] == ["sample_api.py"]

    def test_off(self) -> None:
        service = script(reply(operation()))
        self.call(service, "off")
        self.call(service, "error", CallOptions(validation="off"))
        assert len(service.requests) == 2

    def test_off_still_refuses_what_json_cannot_hold(self) -> None:
        service = script(reply(operation()))
        options = CallOptions(validation="off", extra_body={"x": object()})
        with pytest.raises(errors.ValidationFailed, match="JSON"):
            self.call(service, None, options)


class Part(Message):
    old: Annotated[str | None, Json("oldName", 7), Deprecated("Use new.")] = None


class OldRequest(Request):
    PAGE: ClassVar[str] = "page.md"
    old: Annotated[str | None, Body("old", 5), Deprecated()] = None
    parts: Annotated[list[Part] | None, Body("parts", 6)] = None
    by_name: Annotated[dict[str, Part] | None, Body("byName", 8)] = None


class TestDeprecations:
    def send(self, deprecated: str | None = None, **given: Any) -> list[str]:
        client = Client(iam_token=IAM, transport=script(reply({})).transport)
        call: Call[None] = Call(
            name="a.b.c",
            verb="POST",
            host="h",
            path="/p",
            request=OldRequest.given(**given),
            deprecated=deprecated,
        )
        with warnings.catch_warnings(record=True) as caught:
            warnings.simplefilter("always")
            client.send(call)
        assert all(w.category is DeprecationWarning for w in caught)
        assert {w.filename.rpartition("/")[2] for w in caught} <= {"test_reach.py"}
        return [str(w.message) for w in caught]

    def test_methods_and_fields(self) -> None:
        assert self.send() == []
        assert self.send("Use d.") == ["a.b.c is deprecated. Use d."]
        assert self.send(old="x") == ["a.b.c: old is deprecated."]
        assert self.send(parts=[Part(old="x")], by_name={"k": Part(old="y")}) == [
            "a.b.c: parts.oldName is deprecated. Use new.",
            "a.b.c: byName.oldName is deprecated. Use new.",
        ]


class TestResumed:
    DONE = operation(True, response={"@type": "type.googleapis.com/yandex.Image", "id": "i"})

    def test_sync(self) -> None:
        service = script(reply(operation()), reply(self.DONE))
        client = Client(iam_token=IAM, transport=service.transport)
        resumed = client.operations.resume("op1", result=Image)
        assert str(service.last.url) == "https://operation.api.cloud.yandex.net/operations/op1"
        assert resumed.refresh().wait() == Image(id="i")
        assert client.operations.resume("op1").wait() is None

    def test_async(self) -> None:
        async def main() -> None:
            service = script(reply(self.DONE))
            async with AsyncClient(iam_token=IAM, transport=service.transport) as client:
                resumed = await client.operations.resume("op1", result=Image)
                assert await resumed.wait() == Image(id="i")

        asyncio.run(main())

    def test_any_by_its_type(self) -> None:
        found: Any = {"@type": "type.googleapis.com/yandex.Image", "id": "m"}
        other: Any = {"@type": "type.googleapis.com/yandex.Other", "id": "m"}
        service = script(
            reply({**self.DONE, "metadata": found}), reply({**self.DONE, "metadata": other})
        )
        client = Client(iam_token=IAM, transport=service.transport, types={"yandex.Image": Image})
        known: Any = client.operations.resume("op1", result=dict)
        assert known.metadata == Image(id="m")
        assert known.wait() == Image(id="i")
        assert client.operations.resume("op1").metadata == other

    def test_metadata_as_a_message(self) -> None:
        service = script(reply(operation(metadata={"@type": "t", "id": "m"})))
        client = Client(iam_token=IAM, transport=service.transport)
        resumed = client.operations.resume("op1", result=None, metadata=Image)
        assert resumed.metadata == Image(id="m")


class TestFailingPolls:
    DONE = operation(True, response={"id": "i"})

    @pytest.mark.parametrize(
        "trouble", [httpx2.ReadTimeout("slow"), httpx2.ConnectError("away"), failure(14, 503)]
    )
    def test_one_is_not_the_end_of_a_wait_with_a_timeout(self, trouble: Any) -> None:
        service = script(reply(operation()), trouble, reply(self.DONE))
        client = Client(iam_token=IAM, transport=service.transport, retries=0, clock=FakeClock())
        started = client.compute.images.create(folder_id="f")
        assert started.wait(timeout=60) == Image(id="i")

    def test_without_a_timeout_it_is_told(self) -> None:
        service = script(reply(operation()), failure(14, 503), reply(self.DONE))
        client = Client(iam_token=IAM, transport=service.transport, retries=0, clock=FakeClock())
        started = client.compute.images.create(folder_id="f")
        with pytest.raises(errors.Unavailable):
            started.wait()
        assert started.wait() == Image(id="i")

    def test_others_are_told(self) -> None:
        service = script(reply(operation()), failure(7, 403))
        client = Client(iam_token=IAM, transport=service.transport, clock=FakeClock())
        with pytest.raises(errors.PermissionDenied):
            client.compute.images.create(folder_id="f").wait(timeout=60)

    def test_a_service_that_does_not_come_back(self) -> None:
        clock = FakeClock()
        service = script(reply(operation()), failure(14, 503))
        client = Client(iam_token=IAM, transport=service.transport, clock=clock)
        started = client.compute.images.create(folder_id="f")
        with pytest.raises(errors.OperationTimeout):
            started.wait(timeout=30)
        assert 30 <= sum(clock.slept) < 33

    def test_a_poll_does_not_outlast_the_wait(self) -> None:
        def handler(request: Received) -> Sent:
            return Sent(body=operation(), trickle=0 if request.verb == "POST" else 0.1)

        with (
            LocalServer(handler) as server,
            Client(iam_token=IAM, endpoint=server.url, timeout=60) as client,
        ):
            started = client.compute.images.create(folder_id="f")
            with pytest.raises(errors.OperationTimeout) as caught:
                started.wait(timeout=0.2, poll=0.01)
            assert caught.value.operation is started


def test_decoding_says_where() -> None:
    wire = {"id": "x", "os": {"type": 5}, "productIds": ["a", 7]}
    client = Client(iam_token=IAM, transport=script(reply(wire)).transport)
    with pytest.raises(
        errors.DecodeError, match=r"not a valid Image: os\.type: .*; productIds\[1\]: "
    ) as caught:
        client.compute.images.get("x")
    assert "client.raw(call)" in str(caught.value)
    assert client.raw(get_call(image_id="x")).json() == wire
