"""Clients, services and resources with other options."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any

from apigen.runtime.http.calls import Call
from apigen.runtime.http.options import CallOptions
from apigen.runtime.http.request import Body, Request
from apigen.runtime.messages.models import (
    JsonObject,
)
from tests.unit.runtime.sample_api import (
    AsyncClient,
)
from tests.unit.runtime.secrets import IAM
from tests.unit.runtime.server import reply, script


class Named(Request):
    name: Annotated[str | None, Body("name", 1)] = None


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

    def test_merged_options(self) -> None:
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
            name="a", verb="POST", host="h", path="/", request=Named.given(), has_body=False
        )
        assert no_body.content() is None
