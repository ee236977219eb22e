"""Messages of ycloud.compute.models.image: JSON in both directions, and the limits of messages in requests."""

from __future__ import annotations

import copy
import pickle
from datetime import UTC, datetime
from typing import Any

import pytest

from ycloud._runtime.plan import plan_of
from ycloud.compute.models.image import Image, ListImageOperationsResponse, ListImagesResponse, Os


def test_image_reads(plain: Any) -> None:
    wire: dict[str, Any] = {
        "id": "a",
        "folderId": "a",
        "createdAt": "2024-02-29T12:30:45Z",
        "name": "a",
        "description": "a",
        "labels": {"a": "a"},
        "family": "a",
        "storageSize": "1",
        "minDiskSize": "1",
        "productIds": ["a"],
        "status": "CREATING",
        "os": {},
    }
    read = Image.from_json({**wire, "notYetDocumented": [1]})
    assert plain(read.id) == "a"
    assert plain(read.folder_id) == "a"
    assert plain(read.created_at) == datetime(2024, 2, 29, 12, 30, 45, tzinfo=UTC)
    assert plain(read.name) == "a"
    assert plain(read.description) == "a"
    assert plain(read.labels) == {"a": "a"}
    assert plain(read.family) == "a"
    assert plain(read.storage_size) == 1
    assert plain(read.min_disk_size) == 1
    assert plain(read.product_ids) == ["a"]
    assert plain(read.status) == "CREATING"
    assert read.status.known
    assert plain(read.os) == {}
    assert read.to_json() == {**wire, "notYetDocumented": [1]}
    assert pickle.loads(pickle.dumps(read)) == read == copy.deepcopy(read)


def test_image_reads_nothing() -> None:
    assert Image.from_json({}).to_json() == {}


def test_image_keeps_new_values() -> None:
    wire = {"status": "ADDED_LATER"}
    assert Image.from_json(wire).to_json() == wire


def test_list_image_operations_response_reads(plain: Any) -> None:
    wire: dict[str, Any] = {"operations": [{}], "nextPageToken": "a"}
    read = ListImageOperationsResponse.from_json({**wire, "notYetDocumented": [1]})
    assert plain(read.operations) == [{}]
    assert plain(read.next_page_token) == "a"
    assert read.to_json() == {**wire, "notYetDocumented": [1]}
    assert pickle.loads(pickle.dumps(read)) == read == copy.deepcopy(read)


def test_list_image_operations_response_reads_nothing() -> None:
    assert ListImageOperationsResponse.from_json({}).to_json() == {}


def test_list_images_response_reads(plain: Any) -> None:
    wire: dict[str, Any] = {"images": [{}], "nextPageToken": "a"}
    read = ListImagesResponse.from_json({**wire, "notYetDocumented": [1]})
    assert plain(read.images) == [{}]
    assert plain(read.next_page_token) == "a"
    assert read.to_json() == {**wire, "notYetDocumented": [1]}
    assert pickle.loads(pickle.dumps(read)) == read == copy.deepcopy(read)


def test_list_images_response_reads_nothing() -> None:
    assert ListImagesResponse.from_json({}).to_json() == {}


def test_os_reads(plain: Any) -> None:
    wire: dict[str, Any] = {"type": "LINUX"}
    read = Os.from_json({**wire, "notYetDocumented": [1]})
    assert plain(read.type) == "LINUX"
    assert read.to_json() == {**wire, "notYetDocumented": [1]}
    assert pickle.loads(pickle.dumps(read)) == read == copy.deepcopy(read)


def test_os_reads_nothing() -> None:
    assert Os.from_json({}).to_json() == {}


def test_os_keeps_new_values() -> None:
    wire = {"type": "ADDED_LATER"}
    assert Os.from_json(wire).to_json() == wire


@pytest.mark.parametrize(
    ("fields", "wire"),
    [
        ({"type": "LINUX"}, {"type": "LINUX"}),
    ],
)
def test_os_writes(fields: dict[str, Any], wire: dict[str, Any]) -> None:
    assert Os(**fields).to_json() == wire


@pytest.mark.parametrize(
    ("fields", "broken"),
    [
        pytest.param({}, set(), id="needed"),
        pytest.param({"type": "LINUX"}, set(), id="type-0"),
        pytest.param({"type": "WINDOWS"}, set(), id="type-1"),
        pytest.param({"type": "NO_SUCH_VALUE"}, {("type", "allowed")}, id="type-2"),
    ],
)
def test_os_checks(fields: dict[str, Any], broken: set[tuple[str, str]]) -> None:
    made: Any = Os(**fields)
    assert {(v.path, v.rule) for v in plan_of(Os).check(made) or ()} == broken
