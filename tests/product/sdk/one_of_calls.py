"""Right and wrong calls of a method with a one-of group, for type checkers; never run.

A line that a checker must refuse ends in `# refused`; it must refuse no other.
"""

from __future__ import annotations

from typing import assert_type

from ycloud import AsyncClient, AsyncOperation, Client, Operation
from ycloud.compute import Image, Os


def right(client: Client) -> None:
    images = client.compute.images
    assert_type(images.create(folder_id="f", image_id="i").wait(), Image)
    images.create(folder_id="f", disk_id="d")
    images.create(folder_id="f", snapshot_id="s")
    images.create(folder_id="f", uri="https://storage.yandexcloud.net/b/image.qcow2")
    images.create(folder_id="f")
    images.create(folder_id="f", name="n", description=None, labels={"a": "b"}, disk_id="d")
    images.create(folder_id="f", min_disk_size=4194304, product_ids=("p",), uri="u")
    images.create(folder_id="f", os=Os(type="LINUX"), disk_id="d")
    assert_type(images.get("i"), Image)
    assert_type(images.delete("i").wait(), None)
    images.update("i", name="n")
    for image in images.list(folder_id="f"):
        assert_type(image.min_disk_size, int)


def wrong(client: Client) -> None:
    images = client.compute.images
    images.create(folder_id="f", disk_id="d", image_id="i")  # refused
    images.create(folder_id="f", disk_id="d", snapshot_id="s")  # refused
    images.create(folder_id="f", disk_id="d", uri="u")  # refused
    images.create(folder_id="f", image_id="i", snapshot_id="s")  # refused
    images.create(folder_id="f", image_id="i", uri="u")  # refused
    images.create(folder_id="f", snapshot_id="s", uri="u")  # refused
    images.create(folder_id="f", image_id="i", disk_id="d", snapshot_id="s", uri="u")  # refused
    images.create(disk_id="d")  # refused
    images.create("f", disk_id="d")  # refused
    images.create(folder_id=1, disk_id="d")  # refused
    images.create(folder_id="f", min_disk_size="4194304", disk_id="d")  # refused
    images.create(folder_id="f", os=Os(type="LINUKS"), disk_id="d")  # refused
    images.create(folder_id="f", diskId="d")  # refused


async def right_async(client: AsyncClient) -> None:
    images = client.compute.images
    operation = await images.create(folder_id="f", image_id="i")
    assert_type(await operation.wait(timeout=600), Image)
    await images.create(folder_id="f", disk_id="d")
    await images.create(folder_id="f")
    async for image in images.list(folder_id="f"):
        assert_type(image.name, str)


async def wrong_async(client: AsyncClient) -> None:
    images = client.compute.images
    await images.create(folder_id="f", disk_id="d", image_id="i")  # refused
    await images.create(folder_id="f", snapshot_id="s", uri="u")  # refused
    await images.create(disk_id="d")  # refused


def kinds(client: Client, other: AsyncClient) -> tuple[type, type]:
    return Operation, AsyncOperation
