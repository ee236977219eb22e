"""The generated SDK against the emulator: over a socket and in process, sync and async."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import pytest

from apigen.emulator import Emulator
from tests.product.emulator.worlds import shipped
from ycloud import AsyncClient, Client
from ycloud.errors import AlreadyExists, Cancelled, InvalidArgument, NotFound


@pytest.fixture
def quick() -> Iterator[Emulator]:
    with Emulator(shipped(), durations=(0.01, 0.02)) as found:
        yield found


@pytest.mark.parametrize("way", ["socket", "transport"])
def test_create_wait_list_update_cancel_delete(quick: Emulator, way: str) -> None:
    how: dict[str, Any] = (
        {"endpoint": quick.url} if way == "socket" else {"transport": quick.transport}
    )
    with Client(iam_token="t", retries=0, **how) as client:
        images = client.compute.images
        image = images.create(folder_id="b1g", name="golden", disk_id="epd1").wait(poll=0.01)
        assert images.get(image.id) == image
        assert [found.id for found in images.list(folder_id="b1g")] == [image.id]
        changed = images.update(image.id, description="new").wait(poll=0.01)
        assert (changed.description, changed.name) == ("new", "golden")
        quick.engine.world.clock.freeze()  # otherwise it could end before it is cancelled
        slow = images.create(folder_id="b1g", name="second", image_id=image.id)
        slow.cancel()
        with pytest.raises(Cancelled):
            slow.wait()
        quick.engine.world.clock.run()
        images.delete(image.id).wait(poll=0.01)
        with pytest.raises(NotFound) as error:
            images.get(image.id)
        assert error.value.request_id
        assert len(list(images.list_operations(image.id))) == 3


def test_an_async_client(quick: Emulator) -> None:
    async def run(**how: Any) -> None:
        async with AsyncClient(iam_token="t", retries=0, **how) as client:
            images = client.compute.images
            operation = await images.create(folder_id="b1g", name=f"from-{len(how)}")
            image = await operation.wait(poll=0.01)
            assert image in [found async for found in images.list(folder_id="b1g")]
            with pytest.raises(AlreadyExists):
                await images.create(folder_id="b1g", name=image.name)
            await (await images.delete(image.id)).wait(poll=0.01)

    asyncio.run(run(endpoint=quick.url))
    asyncio.run(run(transport=quick.transport))


def test_the_emulator_finds_the_violations_that_the_sdk_finds(quick: Emulator) -> None:
    client = Client(transport=quick.transport, iam_token="t", validation="off")
    with client, pytest.raises(InvalidArgument) as error:
        client.compute.images.create(folder_id="", name="A", labels={"Env": ""})
    assert {path for path, _ in error.value.field_violations} == {
        "folderId", "name", 'labels["Env"]'
    }  # fmt: skip


def test_retries_overcome_faults(quick: Emulator) -> None:
    quick.control("faults", {"code": "UNAVAILABLE", "times": 2})
    with Client(endpoint=quick.url, iam_token="t", retries=4) as client:
        assert list(client.compute.images.list(folder_id="b1g")) == []
    assert [r["status"] for r in quick.control("requests")["requests"]] == [503, 503, 200]
