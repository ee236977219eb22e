"""Proxies, given clients, closing, redirects, and secrets in errors."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx2
import pytest

from apigen.runtime import errors
from apigen.runtime.http.options import CallOptions
from tests.unit.runtime.sample_api import AsyncClient, Client
from tests.unit.runtime.secrets import IAM
from tests.unit.runtime.server import reply, script
from tests.unit.runtime.sockets import LocalServer, Sent


def url(monkeypatch: pytest.MonkeyPatch | None = None, **options: Any) -> str:
    service = script(reply({}))
    Client(iam_token=IAM, transport=service.transport, **options).compute.images.get("x")
    return str(service.last.url)


PATH = "/compute/v1/images/x"


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

    def test_given_http_client(self) -> None:
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
    def test_invalid_urls(self, endpoint: str) -> None:
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

    def test_values_refused_by_httpx_are_not_quoted(self) -> None:
        service = script(httpx2.LocalProtocolError("Illegal header value -secret-"))
        client = Client(iam_token=IAM, transport=service.transport)
        with pytest.raises(errors.ConnectionFailed, match="cannot be sent"):
            client.compute.images.get("x")
