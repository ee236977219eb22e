"""Operations taken up by their id."""

from __future__ import annotations

import asyncio
from typing import Any

from tests.unit.runtime.sample_api import AsyncClient, Client, Image
from tests.unit.runtime.secrets import IAM
from tests.unit.runtime.server import operation, reply, script


class TestResume:
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
