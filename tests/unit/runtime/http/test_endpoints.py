"""Hosts of calls: arguments, environment, regions, discovery."""

from __future__ import annotations

import asyncio
from typing import Any

import pytest

from apigen.runtime import errors
from tests.unit.runtime.sample_api import AsyncClient, Client
from tests.unit.runtime.secrets import IAM
from tests.unit.runtime.server import failure, reply, script


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

    def test_an_unknown_host_must_be_configured(self) -> None:
        from apigen.runtime.http.endpoints import endpoints_of

        host = "things.api-host-x.invalid"
        with pytest.raises(errors.YCloudError, match=r'endpoints=\{"things": "host"\}'):
            endpoints_of(None, None, None).base(host)
        assert endpoints_of(None, {"things": "t.example"}, None).base(host) == "https://t.example"
        assert endpoints_of("http://127.0.0.1:8080", None, None).base(host) == (
            "http://127.0.0.1:8080"
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
