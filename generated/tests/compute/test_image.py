"""Image of compute: requests on the wire, refused arguments, responses."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from ycloud import errors
from ycloud.compute.models.image import Image, ListImageOperationsResponse, ListImagesResponse, Os

RUNNING = {
    "id": "op1",
    "description": "running",
    "createdAt": "2024-02-29T12:30:45Z",
    "done": False,
}

CREATE = "compute.images.create"
# Arguments; then the URL, query and body of their request.
CREATE_CALLS: dict[str, tuple[dict[str, Any], str, list[tuple[str, str]], Any]] = {
    "least": (
        {"folder_id": "a"},
        "https://compute.api.cloud.yandex.net/compute/v1/images",
        [],
        {"folderId": "a"},
    ),
    "full": (
        {
            "folder_id": "a",
            "name": "aaa",
            "description": "a",
            "labels": {"a": "a"},
            "family": "aaa",
            "min_disk_size": 4194304,
            "product_ids": ["a"],
            "os": Os(),
            "image_id": "a",
        },
        "https://compute.api.cloud.yandex.net/compute/v1/images",
        [],
        {
            "folderId": "a",
            "name": "aaa",
            "description": "a",
            "labels": {"a": "a"},
            "family": "aaa",
            "minDiskSize": "4194304",
            "productIds": ["a"],
            "os": {},
            "imageId": "a",
        },
    ),
    "name": (
        {"folder_id": "a", "name": "aaa"},
        "https://compute.api.cloud.yandex.net/compute/v1/images",
        [],
        {"folderId": "a", "name": "aaa"},
    ),
    "description": (
        {"folder_id": "a", "description": "a"},
        "https://compute.api.cloud.yandex.net/compute/v1/images",
        [],
        {"folderId": "a", "description": "a"},
    ),
    "labels": (
        {"folder_id": "a", "labels": {"a": "a"}},
        "https://compute.api.cloud.yandex.net/compute/v1/images",
        [],
        {"folderId": "a", "labels": {"a": "a"}},
    ),
    "family": (
        {"folder_id": "a", "family": "aaa"},
        "https://compute.api.cloud.yandex.net/compute/v1/images",
        [],
        {"folderId": "a", "family": "aaa"},
    ),
    "min_disk_size": (
        {"folder_id": "a", "min_disk_size": 4194304},
        "https://compute.api.cloud.yandex.net/compute/v1/images",
        [],
        {"folderId": "a", "minDiskSize": "4194304"},
    ),
    "product_ids": (
        {"folder_id": "a", "product_ids": ["a"]},
        "https://compute.api.cloud.yandex.net/compute/v1/images",
        [],
        {"folderId": "a", "productIds": ["a"]},
    ),
    "os": (
        {"folder_id": "a", "os": Os()},
        "https://compute.api.cloud.yandex.net/compute/v1/images",
        [],
        {"folderId": "a", "os": {}},
    ),
    "image_id": (
        {"folder_id": "a", "image_id": "a"},
        "https://compute.api.cloud.yandex.net/compute/v1/images",
        [],
        {"folderId": "a", "imageId": "a"},
    ),
    "disk_id": (
        {"folder_id": "a", "disk_id": "a"},
        "https://compute.api.cloud.yandex.net/compute/v1/images",
        [],
        {"folderId": "a", "diskId": "a"},
    ),
    "snapshot_id": (
        {"folder_id": "a", "snapshot_id": "a"},
        "https://compute.api.cloud.yandex.net/compute/v1/images",
        [],
        {"folderId": "a", "snapshotId": "a"},
    ),
    "uri": (
        {"folder_id": "a", "uri": "a"},
        "https://compute.api.cloud.yandex.net/compute/v1/images",
        [],
        {"folderId": "a", "uri": "a"},
    ),
}
CREATE_ACCEPTED: dict[str, dict[str, Any]] = {
    "folder_id-0": {"folder_id": "a"},
    "folder_id-1": {"folder_id": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
    "name-0": {"folder_id": "a", "name": "aaa"},
    "name-1": {"folder_id": "a", "name": "z-z"},
    "name-2": {"folder_id": "a", "name": "zz9"},
    "name-3": {"folder_id": "a", "name": "z9z"},
    "name-4": {"folder_id": "a", "name": "aaaa"},
    "name-5": {"folder_id": "a", "name": "aaaaa"},
    "name-6": {"folder_id": "a", "name": "aaaaaa"},
    "name-7": {"folder_id": "a", "name": "aaaaaaa"},
    "name-8": {
        "folder_id": "a",
        "name": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    },
    "name-9": {
        "folder_id": "a",
        "name": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    },
    "name-10": {"folder_id": "a", "name": ""},
    "description-0": {"folder_id": "a", "description": "a"},
    "description-1": {"folder_id": "a", "description": ""},
    "description-2": {"folder_id": "a", "description": "a" * 256},
    "labels-0": {"folder_id": "a", "labels": {f"k{n:04}": "a" for n in range(64)}},
    "labels-2": {"folder_id": "a", "labels": {"a": "a"}},
    "labels-3": {"folder_id": "a", "labels": {"aa": "a"}},
    "labels-4": {"folder_id": "a", "labels": {"z-": "a"}},
    "labels-5": {"folder_id": "a", "labels": {"z_": "a"}},
    "labels-6": {"folder_id": "a", "labels": {"z9": "a"}},
    "labels-7": {"folder_id": "a", "labels": {"zz": "a"}},
    "labels-8": {"folder_id": "a", "labels": {"aaa": "a"}},
    "labels-9": {"folder_id": "a", "labels": {"aaaa": "a"}},
    "labels-10": {"folder_id": "a", "labels": {"aaaaa": "a"}},
    "labels-11": {
        "folder_id": "a",
        "labels": {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": "a"},
    },
    "labels-37": {"folder_id": "a", "labels": {"a": "-"}},
    "labels-38": {"folder_id": "a", "labels": {"a": "_"}},
    "labels-39": {"folder_id": "a", "labels": {"a": "9"}},
    "labels-40": {"folder_id": "a", "labels": {"a": "z"}},
    "labels-41": {"folder_id": "a", "labels": {"a": "aa"}},
    "labels-42": {"folder_id": "a", "labels": {"a": "aaa"}},
    "labels-43": {"folder_id": "a", "labels": {"a": "aaaa"}},
    "labels-44": {"folder_id": "a", "labels": {"a": ""}},
    "labels-45": {
        "folder_id": "a",
        "labels": {"a": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
    },
    "family-0": {"folder_id": "a", "family": "aaa"},
    "family-1": {"folder_id": "a", "family": "z-z"},
    "family-2": {"folder_id": "a", "family": "zz9"},
    "family-3": {"folder_id": "a", "family": "z9z"},
    "family-4": {"folder_id": "a", "family": "aaaa"},
    "family-5": {"folder_id": "a", "family": "aaaaa"},
    "family-6": {"folder_id": "a", "family": "aaaaaa"},
    "family-7": {"folder_id": "a", "family": "aaaaaaa"},
    "family-8": {
        "folder_id": "a",
        "family": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    },
    "family-9": {
        "folder_id": "a",
        "family": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    },
    "family-10": {"folder_id": "a", "family": ""},
    "min_disk_size-0": {"folder_id": "a", "min_disk_size": 4194304},
    "min_disk_size-1": {"folder_id": "a", "min_disk_size": 4194305},
    "min_disk_size-3": {"folder_id": "a", "min_disk_size": 4398046511104},
    "min_disk_size-4": {"folder_id": "a", "min_disk_size": 4398046511103},
    "product_ids-0": {"folder_id": "a", "product_ids": ["a"]},
    "product_ids-1": {"folder_id": "a", "product_ids": [""]},
    "product_ids-2": {
        "folder_id": "a",
        "product_ids": ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"],
    },
    "image_id-0": {"folder_id": "a", "image_id": "a"},
    "image_id-1": {"folder_id": "a", "image_id": ""},
    "image_id-2": {
        "folder_id": "a",
        "image_id": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    },
    "disk_id-0": {"folder_id": "a", "disk_id": "a"},
    "disk_id-1": {"folder_id": "a", "disk_id": ""},
    "disk_id-2": {
        "folder_id": "a",
        "disk_id": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    },
    "snapshot_id-0": {"folder_id": "a", "snapshot_id": "a"},
    "snapshot_id-1": {"folder_id": "a", "snapshot_id": ""},
    "snapshot_id-2": {
        "folder_id": "a",
        "snapshot_id": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    },
    "only-image_id": {"folder_id": "a", "image_id": "a"},
    "only-disk_id": {"folder_id": "a", "disk_id": "a"},
    "only-snapshot_id": {"folder_id": "a", "snapshot_id": "a"},
    "only-uri": {"folder_id": "a", "uri": "a"},
    "none-of-image_id": {"folder_id": "a"},
}
# Arguments, and the rules that they violate.
CREATE_REFUSED: dict[str, tuple[dict[str, Any], set[tuple[str, str]]]] = {
    "folder_id-2": (
        {"folder_id": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
        {("folderId", "length")},
    ),
    "folder_id-null": ({"folder_id": None}, {("folderId", "required")}),
    "name-11": ({"folder_id": "a", "name": "a"}, {("name", "pattern")}),
    "name-12": ({"folder_id": "a", "name": "aa"}, {("name", "pattern")}),
    "name-13": (
        {
            "folder_id": "a",
            "name": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        },
        {("name", "pattern")},
    ),
    "name-14": ({"folder_id": "a", "name": "\n"}, {("name", "pattern")}),
    "name-15": ({"folder_id": "a", "name": "-"}, {("name", "pattern")}),
    "name-16": ({"folder_id": "a", "name": "A"}, {("name", "pattern")}),
    "name-17": ({"folder_id": "a", "name": "aaa\n"}, {("name", "pattern")}),
    "name-18": ({"folder_id": "a", "name": "aa-"}, {("name", "pattern")}),
    "name-19": ({"folder_id": "a", "name": "Aaa"}, {("name", "pattern")}),
    "name-20": ({"folder_id": "a", "name": "AAA"}, {("name", "pattern")}),
    "name-21": (
        {
            "folder_id": "a",
            "name": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
        },
        {("name", "pattern")},
    ),
    "name-22": (
        {
            "folder_id": "a",
            "name": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-",
        },
        {("name", "pattern")},
    ),
    "name-23": (
        {
            "folder_id": "a",
            "name": "Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        },
        {("name", "pattern")},
    ),
    "name-24": (
        {
            "folder_id": "a",
            "name": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        },
        {("name", "pattern")},
    ),
    "name-25": ({"folder_id": "a", "name": "aAa"}, {("name", "pattern")}),
    "name-26": ({"folder_id": "a", "name": "a_a"}, {("name", "pattern")}),
    "name-27": ({"folder_id": "a", "name": "aa."}, {("name", "pattern")}),
    "name-28": ({"folder_id": "a", "name": "aaaя"}, {("name", "pattern")}),
    "name-29": (
        {
            "folder_id": "a",
            "name": "0aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        },
        {("name", "pattern")},
    ),
    "name-30": (
        {
            "folder_id": "a",
            "name": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ",
        },
        {("name", "pattern")},
    ),
    "name-31": (
        {
            "folder_id": "a",
            "name": "яaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        },
        {("name", "pattern")},
    ),
    "name-32": (
        {
            "folder_id": "a",
            "name": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\naaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        },
        {("name", "pattern")},
    ),
    "name-33": (
        {
            "folder_id": "a",
            "name": "_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        },
        {("name", "pattern")},
    ),
    "name-34": (
        {
            "folder_id": "a",
            "name": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        },
        {("name", "pattern")},
    ),
    "description-3": ({"folder_id": "a", "description": "a" * 257}, {("description", "length")}),
    "labels-1": (
        {"folder_id": "a", "labels": {f"k{n:04}": "a" for n in range(65)}},
        {("labels", "items")},
    ),
    "labels-12": (
        {
            "folder_id": "a",
            "labels": {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": "a"},
        },
        {('labels["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]', "length")},
    ),
    "labels-13": (
        {"folder_id": "a", "labels": {"": "a"}},
        {('labels[""]', "length"), ('labels[""]', "pattern")},
    ),
    "labels-14": ({"folder_id": "a", "labels": {"a\n": "a"}}, {('labels["a\n"]', "pattern")}),
    "labels-15": ({"folder_id": "a", "labels": {"-": "a"}}, {('labels["-"]', "pattern")}),
    "labels-16": ({"folder_id": "a", "labels": {"A": "a"}}, {('labels["A"]', "pattern")}),
    "labels-17": ({"folder_id": "a", "labels": {"aa\n": "a"}}, {('labels["aa\n"]', "pattern")}),
    "labels-18": ({"folder_id": "a", "labels": {"Aa": "a"}}, {('labels["Aa"]', "pattern")}),
    "labels-19": ({"folder_id": "a", "labels": {"AA": "a"}}, {('labels["AA"]', "pattern")}),
    "labels-20": ({"folder_id": "a", "labels": {"aaaa\n": "a"}}, {('labels["aaaa\n"]', "pattern")}),
    "labels-21": ({"folder_id": "a", "labels": {"Aaaa": "a"}}, {('labels["Aaaa"]', "pattern")}),
    "labels-22": ({"folder_id": "a", "labels": {"AAAA": "a"}}, {('labels["AAAA"]', "pattern")}),
    "labels-23": (
        {"folder_id": "a", "labels": {"aaaaa\n": "a"}},
        {('labels["aaaaa\n"]', "pattern")},
    ),
    "labels-24": ({"folder_id": "a", "labels": {"Aaaaa": "a"}}, {('labels["Aaaaa"]', "pattern")}),
    "labels-25": ({"folder_id": "a", "labels": {"AAAAA": "a"}}, {('labels["AAAAA"]', "pattern")}),
    "labels-26": ({"folder_id": "a", "labels": {" ": "a"}}, {('labels[" "]', "pattern")}),
    "labels-27": ({"folder_id": "a", "labels": {"aя": "a"}}, {('labels["aя"]', "pattern")}),
    "labels-28": ({"folder_id": "a", "labels": {"_a": "a"}}, {('labels["_a"]', "pattern")}),
    "labels-29": ({"folder_id": "a", "labels": {"яa": "a"}}, {('labels["яa"]', "pattern")}),
    "labels-30": ({"folder_id": "a", "labels": {"aaaaA": "a"}}, {('labels["aaaaA"]', "pattern")}),
    "labels-31": ({"folder_id": "a", "labels": {"aaa ": "a"}}, {('labels["aaa "]', "pattern")}),
    "labels-32": ({"folder_id": "a", "labels": {"aa.a": "a"}}, {('labels["aa.a"]', "pattern")}),
    "labels-33": ({"folder_id": "a", "labels": {"aaaaя": "a"}}, {('labels["aaaaя"]', "pattern")}),
    "labels-34": ({"folder_id": "a", "labels": {"aaaaaA": "a"}}, {('labels["aaaaaA"]', "pattern")}),
    "labels-35": ({"folder_id": "a", "labels": {"aa aa": "a"}}, {('labels["aa aa"]', "pattern")}),
    "labels-36": ({"folder_id": "a", "labels": {"яaaaa": "a"}}, {('labels["яaaaa"]', "pattern")}),
    "labels-46": (
        {
            "folder_id": "a",
            "labels": {"a": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
        },
        {('labels["a"]', "length")},
    ),
    "labels-47": ({"folder_id": "a", "labels": {"a": "\n"}}, {('labels["a"]', "pattern")}),
    "labels-48": ({"folder_id": "a", "labels": {"a": "A"}}, {('labels["a"]', "pattern")}),
    "labels-49": ({"folder_id": "a", "labels": {"a": "a\n"}}, {('labels["a"]', "pattern")}),
    "labels-50": ({"folder_id": "a", "labels": {"a": "aaa\n"}}, {('labels["a"]', "pattern")}),
    "labels-51": ({"folder_id": "a", "labels": {"a": "Aaa"}}, {('labels["a"]', "pattern")}),
    "labels-52": ({"folder_id": "a", "labels": {"a": "AAA"}}, {('labels["a"]', "pattern")}),
    "labels-53": ({"folder_id": "a", "labels": {"a": "aaaa\n"}}, {('labels["a"]', "pattern")}),
    "labels-54": ({"folder_id": "a", "labels": {"a": "Aaaa"}}, {('labels["a"]', "pattern")}),
    "labels-55": ({"folder_id": "a", "labels": {"a": "AAAA"}}, {('labels["a"]', "pattern")}),
    "labels-56": ({"folder_id": "a", "labels": {"a": " "}}, {('labels["a"]', "pattern")}),
    "labels-57": ({"folder_id": "a", "labels": {"a": "."}}, {('labels["a"]', "pattern")}),
    "labels-58": ({"folder_id": "a", "labels": {"a": "я"}}, {('labels["a"]', "pattern")}),
    "labels-59": ({"folder_id": "a", "labels": {"a": "aA"}}, {('labels["a"]', "pattern")}),
    "labels-60": ({"folder_id": "a", "labels": {"a": "a."}}, {('labels["a"]', "pattern")}),
    "labels-61": ({"folder_id": "a", "labels": {"a": "aAa"}}, {('labels["a"]', "pattern")}),
    "labels-62": ({"folder_id": "a", "labels": {"a": "aa "}}, {('labels["a"]', "pattern")}),
    "labels-63": ({"folder_id": "a", "labels": {"a": ".aa"}}, {('labels["a"]', "pattern")}),
    "labels-64": ({"folder_id": "a", "labels": {"a": "aaa."}}, {('labels["a"]', "pattern")}),
    "labels-65": ({"folder_id": "a", "labels": {"a": "aяa"}}, {('labels["a"]', "pattern")}),
    "labels-66": ({"folder_id": "a", "labels": {"a": "aa\n"}}, {('labels["a"]', "pattern")}),
    "labels-67": ({"folder_id": "a", "labels": {"a": "aaaaA"}}, {('labels["a"]', "pattern")}),
    "labels-68": ({"folder_id": "a", "labels": {"a": "aaaa "}}, {('labels["a"]', "pattern")}),
    "labels-69": ({"folder_id": "a", "labels": {"a": "aaaa."}}, {('labels["a"]', "pattern")}),
    "labels-70": ({"folder_id": "a", "labels": {"a": "aaaaя"}}, {('labels["a"]', "pattern")}),
    "family-11": ({"folder_id": "a", "family": "a"}, {("family", "pattern")}),
    "family-12": ({"folder_id": "a", "family": "aa"}, {("family", "pattern")}),
    "family-13": (
        {
            "folder_id": "a",
            "family": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        },
        {("family", "pattern")},
    ),
    "family-14": ({"folder_id": "a", "family": "\n"}, {("family", "pattern")}),
    "family-15": ({"folder_id": "a", "family": "-"}, {("family", "pattern")}),
    "family-16": ({"folder_id": "a", "family": "A"}, {("family", "pattern")}),
    "family-17": ({"folder_id": "a", "family": "aaa\n"}, {("family", "pattern")}),
    "family-18": ({"folder_id": "a", "family": "aa-"}, {("family", "pattern")}),
    "family-19": ({"folder_id": "a", "family": "Aaa"}, {("family", "pattern")}),
    "family-20": ({"folder_id": "a", "family": "AAA"}, {("family", "pattern")}),
    "family-21": (
        {
            "folder_id": "a",
            "family": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
        },
        {("family", "pattern")},
    ),
    "family-22": (
        {
            "folder_id": "a",
            "family": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-",
        },
        {("family", "pattern")},
    ),
    "family-23": (
        {
            "folder_id": "a",
            "family": "Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        },
        {("family", "pattern")},
    ),
    "family-24": (
        {
            "folder_id": "a",
            "family": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        },
        {("family", "pattern")},
    ),
    "family-25": ({"folder_id": "a", "family": "aAa"}, {("family", "pattern")}),
    "family-26": ({"folder_id": "a", "family": "a_a"}, {("family", "pattern")}),
    "family-27": ({"folder_id": "a", "family": "aa."}, {("family", "pattern")}),
    "family-28": ({"folder_id": "a", "family": "aaaя"}, {("family", "pattern")}),
    "family-29": (
        {
            "folder_id": "a",
            "family": "0aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        },
        {("family", "pattern")},
    ),
    "family-30": (
        {
            "folder_id": "a",
            "family": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ",
        },
        {("family", "pattern")},
    ),
    "family-31": (
        {
            "folder_id": "a",
            "family": "яaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        },
        {("family", "pattern")},
    ),
    "family-32": (
        {
            "folder_id": "a",
            "family": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\naaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        },
        {("family", "pattern")},
    ),
    "family-33": (
        {
            "folder_id": "a",
            "family": "_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        },
        {("family", "pattern")},
    ),
    "family-34": (
        {
            "folder_id": "a",
            "family": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        },
        {("family", "pattern")},
    ),
    "min_disk_size-2": ({"folder_id": "a", "min_disk_size": 4194303}, {("minDiskSize", "range")}),
    "min_disk_size-5": (
        {"folder_id": "a", "min_disk_size": 4398046511105},
        {("minDiskSize", "range")},
    ),
    "product_ids-3": (
        {"folder_id": "a", "product_ids": ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]},
        {("productIds[0]", "length")},
    ),
    "image_id-3": (
        {"folder_id": "a", "image_id": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
        {("imageId", "length")},
    ),
    "disk_id-3": (
        {"folder_id": "a", "disk_id": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
        {("diskId", "length")},
    ),
    "snapshot_id-3": (
        {"folder_id": "a", "snapshot_id": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
        {("snapshotId", "length")},
    ),
    "image_id-and-disk_id": (
        {"folder_id": "a", "image_id": "a", "disk_id": "a"},
        {("imageId | diskId | snapshotId | uri", "one-of")},
    ),
    "image_id-and-snapshot_id": (
        {"folder_id": "a", "image_id": "a", "snapshot_id": "a"},
        {("imageId | diskId | snapshotId | uri", "one-of")},
    ),
    "image_id-and-uri": (
        {"folder_id": "a", "image_id": "a", "uri": "a"},
        {("imageId | diskId | snapshotId | uri", "one-of")},
    ),
    "disk_id-and-snapshot_id": (
        {"folder_id": "a", "disk_id": "a", "snapshot_id": "a"},
        {("imageId | diskId | snapshotId | uri", "one-of")},
    ),
    "disk_id-and-uri": (
        {"folder_id": "a", "disk_id": "a", "uri": "a"},
        {("imageId | diskId | snapshotId | uri", "one-of")},
    ),
    "snapshot_id-and-uri": (
        {"folder_id": "a", "snapshot_id": "a", "uri": "a"},
        {("imageId | diskId | snapshotId | uri", "one-of")},
    ),
}


@pytest.mark.parametrize("case", CREATE_CALLS)
def test_create_sends(driver: Any, case: str) -> None:
    arguments, url, query, body = CREATE_CALLS[case]
    driver.answer(RUNNING)
    driver.call(CREATE, arguments)
    assert driver.sent == [("POST", url, query, body)]


@pytest.mark.parametrize("case", CREATE_ACCEPTED)
def test_create_accepts(driver: Any, case: str) -> None:
    driver.answer(RUNNING)
    driver.call(CREATE, CREATE_ACCEPTED[case])
    assert len(driver.sent) == 1


@pytest.mark.parametrize("case", CREATE_REFUSED)
def test_create_refuses(driver: Any, case: str) -> None:
    arguments, broken = CREATE_REFUSED[case]
    with pytest.raises(errors.ValidationFailed) as caught:
        driver.call(CREATE, arguments)
    assert {(v.path, v.rule) for v in caught.value.violations} == broken
    assert all(".md:" in v.place for v in caught.value.violations)
    assert driver.sent == []


def test_create_is_waited_for(driver: Any, plain: Any) -> None:
    response: dict[str, Any] = {
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
    driver.answer(RUNNING, RUNNING, {**RUNNING, "done": True, "response": response})
    operation = driver.call(CREATE, {"folder_id": "a"})
    assert not operation.done
    result = driver.run(operation.wait(timeout=600))
    assert operation.done
    assert len(driver.sent) == 3
    assert isinstance(result, Image)
    assert plain(result.id) == "a"
    assert plain(result.folder_id) == "a"
    assert plain(result.created_at) == datetime(2024, 2, 29, 12, 30, 45, tzinfo=UTC)
    assert plain(result.name) == "a"
    assert plain(result.description) == "a"
    assert plain(result.labels) == {"a": "a"}
    assert plain(result.family) == "a"
    assert plain(result.storage_size) == 1
    assert plain(result.min_disk_size) == 1
    assert plain(result.product_ids) == ["a"]
    assert plain(result.status) == "CREATING"
    assert result.status.known
    assert plain(result.os) == {}
    assert result.to_json() == response


@pytest.mark.parametrize(("code", "error"), [(5, errors.NotFound), (1, errors.Cancelled)])
def test_create_fails(driver: Any, code: int, error: type[Exception]) -> None:
    failure = {"code": code, "message": "no", "details": []}
    driver.answer(
        RUNNING, {**RUNNING, "error": failure}, {**RUNNING, "done": True, "error": failure}
    )
    operation = driver.call(CREATE, {"folder_id": "a"})
    with pytest.raises(error) as caught:
        driver.run(operation.wait(timeout=600))
    assert isinstance(caught.value, errors.OperationError)
    assert len(driver.sent) == 3


def test_create_wait_times_out(driver: Any) -> None:
    driver.answer(RUNNING)
    operation = driver.call(CREATE, {"folder_id": "a"})
    with pytest.raises(errors.OperationTimeout) as caught:
        driver.run(operation.wait(timeout=5))
    assert caught.value.operation == operation
    sent = len(driver.sent)
    driver.run(operation.refresh())
    driver.run(operation.cancel())
    assert len(driver.sent) == sent + 2


def test_create_agrees_with_the_service(contract: Any) -> None:
    taken = contract.arguments(CREATE_CALLS)
    taken += CREATE_ACCEPTED.values()
    refused = CREATE_REFUSED.values()
    found = contract.differences(CREATE, taken, refused)
    assert found == []


DELETE = "compute.images.delete"
# Arguments; then the URL, query and body of their request.
DELETE_CALLS: dict[str, tuple[dict[str, Any], str, list[tuple[str, str]], Any]] = {
    "least": (
        {"image_id": "a"},
        "https://compute.api.cloud.yandex.net/compute/v1/images/a",
        [],
        None,
    ),
}
DELETE_ACCEPTED: dict[str, dict[str, Any]] = {
    "image_id-0": {"image_id": "a"},
    "image_id-1": {"image_id": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
}
# Arguments, and the rules that they violate.
DELETE_REFUSED: dict[str, tuple[dict[str, Any], set[tuple[str, str]]]] = {
    "image_id-2": (
        {"image_id": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
        {("imageId", "length")},
    ),
    "image_id-null": ({"image_id": None}, {("imageId", "required")}),
}


@pytest.mark.parametrize("case", DELETE_CALLS)
def test_delete_sends(driver: Any, case: str) -> None:
    arguments, url, query, body = DELETE_CALLS[case]
    driver.answer(RUNNING)
    driver.call(DELETE, arguments)
    assert driver.sent == [("DELETE", url, query, body)]


@pytest.mark.parametrize("case", DELETE_ACCEPTED)
def test_delete_accepts(driver: Any, case: str) -> None:
    driver.answer(RUNNING)
    driver.call(DELETE, DELETE_ACCEPTED[case])
    assert len(driver.sent) == 1


@pytest.mark.parametrize("case", DELETE_REFUSED)
def test_delete_refuses(driver: Any, case: str) -> None:
    arguments, broken = DELETE_REFUSED[case]
    with pytest.raises(errors.ValidationFailed) as caught:
        driver.call(DELETE, arguments)
    assert {(v.path, v.rule) for v in caught.value.violations} == broken
    assert all(".md:" in v.place for v in caught.value.violations)
    assert driver.sent == []


def test_delete_is_waited_for(driver: Any, plain: Any) -> None:
    response: dict[str, Any] = {}
    driver.answer(RUNNING, RUNNING, {**RUNNING, "done": True, "response": response})
    operation = driver.call(DELETE, {"image_id": "a"})
    assert not operation.done
    result = driver.run(operation.wait(timeout=600))
    assert operation.done
    assert len(driver.sent) == 3
    assert not result


@pytest.mark.parametrize(("code", "error"), [(5, errors.NotFound), (1, errors.Cancelled)])
def test_delete_fails(driver: Any, code: int, error: type[Exception]) -> None:
    failure = {"code": code, "message": "no", "details": []}
    driver.answer(
        RUNNING, {**RUNNING, "error": failure}, {**RUNNING, "done": True, "error": failure}
    )
    operation = driver.call(DELETE, {"image_id": "a"})
    with pytest.raises(error) as caught:
        driver.run(operation.wait(timeout=600))
    assert isinstance(caught.value, errors.OperationError)
    assert len(driver.sent) == 3


def test_delete_wait_times_out(driver: Any) -> None:
    driver.answer(RUNNING)
    operation = driver.call(DELETE, {"image_id": "a"})
    with pytest.raises(errors.OperationTimeout) as caught:
        driver.run(operation.wait(timeout=5))
    assert caught.value.operation == operation
    sent = len(driver.sent)
    driver.run(operation.refresh())
    driver.run(operation.cancel())
    assert len(driver.sent) == sent + 2


def test_delete_agrees_with_the_service(contract: Any) -> None:
    taken = contract.arguments(DELETE_CALLS)
    taken += DELETE_ACCEPTED.values()
    refused = DELETE_REFUSED.values()
    found = contract.differences(DELETE, taken, refused)
    assert found == []


GET = "compute.images.get"
# Arguments; then the URL, query and body of their request.
GET_CALLS: dict[str, tuple[dict[str, Any], str, list[tuple[str, str]], Any]] = {
    "least": (
        {"image_id": "a"},
        "https://compute.api.cloud.yandex.net/compute/v1/images/a",
        [],
        None,
    ),
}
GET_ACCEPTED: dict[str, dict[str, Any]] = {
    "image_id-0": {"image_id": "a"},
    "image_id-1": {"image_id": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
}
# Arguments, and the rules that they violate.
GET_REFUSED: dict[str, tuple[dict[str, Any], set[tuple[str, str]]]] = {
    "image_id-2": (
        {"image_id": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
        {("imageId", "length")},
    ),
    "image_id-null": ({"image_id": None}, {("imageId", "required")}),
}


@pytest.mark.parametrize("case", GET_CALLS)
def test_get_sends(driver: Any, case: str) -> None:
    arguments, url, query, body = GET_CALLS[case]
    driver.answer({})
    driver.call(GET, arguments)
    assert driver.sent == [("GET", url, query, body)]


@pytest.mark.parametrize("case", GET_ACCEPTED)
def test_get_accepts(driver: Any, case: str) -> None:
    driver.answer({})
    driver.call(GET, GET_ACCEPTED[case])
    assert len(driver.sent) == 1


@pytest.mark.parametrize("case", GET_REFUSED)
def test_get_refuses(driver: Any, case: str) -> None:
    arguments, broken = GET_REFUSED[case]
    with pytest.raises(errors.ValidationFailed) as caught:
        driver.call(GET, arguments)
    assert {(v.path, v.rule) for v in caught.value.violations} == broken
    assert all(".md:" in v.place for v in caught.value.violations)
    assert driver.sent == []


def test_get_reads_the_answer(driver: Any, plain: Any) -> None:
    answer: dict[str, Any] = {
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
    driver.answer({**answer, "notYetDocumented": {"a": 1}})
    result = driver.call(GET, {"image_id": "a"})
    assert isinstance(result, Image)
    assert plain(result.id) == "a"
    assert plain(result.folder_id) == "a"
    assert plain(result.created_at) == datetime(2024, 2, 29, 12, 30, 45, tzinfo=UTC)
    assert plain(result.name) == "a"
    assert plain(result.description) == "a"
    assert plain(result.labels) == {"a": "a"}
    assert plain(result.family) == "a"
    assert plain(result.storage_size) == 1
    assert plain(result.min_disk_size) == 1
    assert plain(result.product_ids) == ["a"]
    assert plain(result.status) == "CREATING"
    assert result.status.known
    assert plain(result.os) == {}
    assert result.to_json() == {**answer, "notYetDocumented": {"a": 1}}


def test_get_agrees_with_the_service(contract: Any) -> None:
    taken = contract.arguments(GET_CALLS)
    taken += GET_ACCEPTED.values()
    refused = GET_REFUSED.values()
    found = contract.differences(GET, taken, refused)
    assert found == []


GET_LATEST_BY_FAMILY = "compute.images.get_latest_by_family"
# Arguments; then the URL, query and body of their request.
GET_LATEST_BY_FAMILY_CALLS: dict[str, tuple[dict[str, Any], str, list[tuple[str, str]], Any]] = {
    "least": (
        {"folder_id": "a"},
        "https://compute.api.cloud.yandex.net/compute/v1/images:latestByFamily",
        [("folderId", "a")],
        None,
    ),
    "full": (
        {"folder_id": "a", "family": "aaa"},
        "https://compute.api.cloud.yandex.net/compute/v1/images:latestByFamily",
        [("folderId", "a"), ("family", "aaa")],
        None,
    ),
    "family": (
        {"folder_id": "a", "family": "aaa"},
        "https://compute.api.cloud.yandex.net/compute/v1/images:latestByFamily",
        [("folderId", "a"), ("family", "aaa")],
        None,
    ),
}
GET_LATEST_BY_FAMILY_ACCEPTED: dict[str, dict[str, Any]] = {
    "folder_id-0": {"folder_id": "a"},
    "folder_id-1": {"folder_id": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
    "family-0": {"folder_id": "a", "family": "aaa"},
    "family-1": {"folder_id": "a", "family": "z-z"},
    "family-2": {"folder_id": "a", "family": "zz9"},
    "family-3": {"folder_id": "a", "family": "z9z"},
    "family-4": {"folder_id": "a", "family": "aaaa"},
    "family-5": {"folder_id": "a", "family": "aaaaa"},
    "family-6": {"folder_id": "a", "family": "aaaaaa"},
    "family-7": {"folder_id": "a", "family": "aaaaaaa"},
    "family-8": {
        "folder_id": "a",
        "family": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    },
    "family-9": {
        "folder_id": "a",
        "family": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    },
    "family-10": {"folder_id": "a", "family": ""},
}
# Arguments, and the rules that they violate.
GET_LATEST_BY_FAMILY_REFUSED: dict[str, tuple[dict[str, Any], set[tuple[str, str]]]] = {
    "folder_id-2": (
        {"folder_id": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
        {("folderId", "length")},
    ),
    "folder_id-null": ({"folder_id": None}, {("folderId", "required")}),
    "family-11": ({"folder_id": "a", "family": "a"}, {("family", "pattern")}),
    "family-12": ({"folder_id": "a", "family": "aa"}, {("family", "pattern")}),
    "family-13": (
        {
            "folder_id": "a",
            "family": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        },
        {("family", "pattern")},
    ),
    "family-14": ({"folder_id": "a", "family": "\n"}, {("family", "pattern")}),
    "family-15": ({"folder_id": "a", "family": "-"}, {("family", "pattern")}),
    "family-16": ({"folder_id": "a", "family": "A"}, {("family", "pattern")}),
    "family-17": ({"folder_id": "a", "family": "aaa\n"}, {("family", "pattern")}),
    "family-18": ({"folder_id": "a", "family": "aa-"}, {("family", "pattern")}),
    "family-19": ({"folder_id": "a", "family": "Aaa"}, {("family", "pattern")}),
    "family-20": ({"folder_id": "a", "family": "AAA"}, {("family", "pattern")}),
    "family-21": (
        {
            "folder_id": "a",
            "family": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
        },
        {("family", "pattern")},
    ),
    "family-22": (
        {
            "folder_id": "a",
            "family": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-",
        },
        {("family", "pattern")},
    ),
    "family-23": (
        {
            "folder_id": "a",
            "family": "Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        },
        {("family", "pattern")},
    ),
    "family-24": (
        {
            "folder_id": "a",
            "family": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        },
        {("family", "pattern")},
    ),
    "family-25": ({"folder_id": "a", "family": "aAa"}, {("family", "pattern")}),
    "family-26": ({"folder_id": "a", "family": "a_a"}, {("family", "pattern")}),
    "family-27": ({"folder_id": "a", "family": "aa."}, {("family", "pattern")}),
    "family-28": ({"folder_id": "a", "family": "aaaя"}, {("family", "pattern")}),
    "family-29": (
        {
            "folder_id": "a",
            "family": "0aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        },
        {("family", "pattern")},
    ),
    "family-30": (
        {
            "folder_id": "a",
            "family": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa ",
        },
        {("family", "pattern")},
    ),
    "family-31": (
        {
            "folder_id": "a",
            "family": "яaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        },
        {("family", "pattern")},
    ),
    "family-32": (
        {
            "folder_id": "a",
            "family": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\naaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        },
        {("family", "pattern")},
    ),
    "family-33": (
        {
            "folder_id": "a",
            "family": "_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        },
        {("family", "pattern")},
    ),
    "family-34": (
        {
            "folder_id": "a",
            "family": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        },
        {("family", "pattern")},
    ),
}


@pytest.mark.parametrize("case", GET_LATEST_BY_FAMILY_CALLS)
def test_get_latest_by_family_sends(driver: Any, case: str) -> None:
    arguments, url, query, body = GET_LATEST_BY_FAMILY_CALLS[case]
    driver.answer({})
    driver.call(GET_LATEST_BY_FAMILY, arguments)
    assert driver.sent == [("GET", url, query, body)]


@pytest.mark.parametrize("case", GET_LATEST_BY_FAMILY_ACCEPTED)
def test_get_latest_by_family_accepts(driver: Any, case: str) -> None:
    driver.answer({})
    driver.call(GET_LATEST_BY_FAMILY, GET_LATEST_BY_FAMILY_ACCEPTED[case])
    assert len(driver.sent) == 1


@pytest.mark.parametrize("case", GET_LATEST_BY_FAMILY_REFUSED)
def test_get_latest_by_family_refuses(driver: Any, case: str) -> None:
    arguments, broken = GET_LATEST_BY_FAMILY_REFUSED[case]
    with pytest.raises(errors.ValidationFailed) as caught:
        driver.call(GET_LATEST_BY_FAMILY, arguments)
    assert {(v.path, v.rule) for v in caught.value.violations} == broken
    assert all(".md:" in v.place for v in caught.value.violations)
    assert driver.sent == []


def test_get_latest_by_family_reads_the_answer(driver: Any, plain: Any) -> None:
    answer: dict[str, Any] = {
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
    driver.answer({**answer, "notYetDocumented": {"a": 1}})
    result = driver.call(GET_LATEST_BY_FAMILY, {"folder_id": "a"})
    assert isinstance(result, Image)
    assert plain(result.id) == "a"
    assert plain(result.folder_id) == "a"
    assert plain(result.created_at) == datetime(2024, 2, 29, 12, 30, 45, tzinfo=UTC)
    assert plain(result.name) == "a"
    assert plain(result.description) == "a"
    assert plain(result.labels) == {"a": "a"}
    assert plain(result.family) == "a"
    assert plain(result.storage_size) == 1
    assert plain(result.min_disk_size) == 1
    assert plain(result.product_ids) == ["a"]
    assert plain(result.status) == "CREATING"
    assert result.status.known
    assert plain(result.os) == {}
    assert result.to_json() == {**answer, "notYetDocumented": {"a": 1}}


def test_get_latest_by_family_agrees_with_the_service(contract: Any) -> None:
    taken = contract.arguments(GET_LATEST_BY_FAMILY_CALLS)
    taken += GET_LATEST_BY_FAMILY_ACCEPTED.values()
    refused = GET_LATEST_BY_FAMILY_REFUSED.values()
    found = contract.differences(GET_LATEST_BY_FAMILY, taken, refused)
    assert found == []


LIST = "compute.images.list"
# Arguments; then the URL, query and body of their request.
LIST_CALLS: dict[str, tuple[dict[str, Any], str, list[tuple[str, str]], Any]] = {
    "least": (
        {"folder_id": "a"},
        "https://compute.api.cloud.yandex.net/compute/v1/images",
        [("folderId", "a")],
        None,
    ),
    "full": (
        {"folder_id": "a", "page_size": 1000, "page_token": "a", "filter": "a"},
        "https://compute.api.cloud.yandex.net/compute/v1/images",
        [("folderId", "a"), ("pageSize", "1000"), ("pageToken", "a"), ("filter", "a")],
        None,
    ),
    "page_size": (
        {"folder_id": "a", "page_size": 1000},
        "https://compute.api.cloud.yandex.net/compute/v1/images",
        [("folderId", "a"), ("pageSize", "1000")],
        None,
    ),
    "page_token": (
        {"folder_id": "a", "page_token": "a"},
        "https://compute.api.cloud.yandex.net/compute/v1/images",
        [("folderId", "a"), ("pageToken", "a")],
        None,
    ),
    "filter": (
        {"folder_id": "a", "filter": "a"},
        "https://compute.api.cloud.yandex.net/compute/v1/images",
        [("folderId", "a"), ("filter", "a")],
        None,
    ),
}
LIST_ACCEPTED: dict[str, dict[str, Any]] = {
    "folder_id-0": {"folder_id": "a"},
    "folder_id-1": {"folder_id": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
    "page_size-0": {"folder_id": "a", "page_size": 1000},
    "page_size-1": {"folder_id": "a", "page_size": 999},
    "page_token-0": {"folder_id": "a", "page_token": "a"},
    "page_token-1": {"folder_id": "a", "page_token": ""},
    "page_token-2": {"folder_id": "a", "page_token": "a" * 100},
    "filter-0": {"folder_id": "a", "filter": "a"},
    "filter-1": {"folder_id": "a", "filter": ""},
    "filter-2": {"folder_id": "a", "filter": "a" * 1000},
}
# Arguments, and the rules that they violate.
LIST_REFUSED: dict[str, tuple[dict[str, Any], set[tuple[str, str]]]] = {
    "folder_id-2": (
        {"folder_id": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
        {("folderId", "length")},
    ),
    "folder_id-null": ({"folder_id": None}, {("folderId", "required")}),
    "page_size-2": ({"folder_id": "a", "page_size": 1001}, {("pageSize", "range")}),
    "page_token-3": ({"folder_id": "a", "page_token": "a" * 101}, {("pageToken", "length")}),
    "filter-3": ({"folder_id": "a", "filter": "a" * 1001}, {("filter", "length")}),
}


@pytest.mark.parametrize("case", LIST_CALLS)
def test_list_sends(driver: Any, case: str) -> None:
    arguments, url, query, body = LIST_CALLS[case]
    driver.answer({})
    driver.call(LIST, arguments)
    assert driver.sent == [("GET", url, query, body)]


@pytest.mark.parametrize("case", LIST_ACCEPTED)
def test_list_accepts(driver: Any, case: str) -> None:
    driver.answer({})
    driver.call(LIST, LIST_ACCEPTED[case])
    assert len(driver.sent) == 1


@pytest.mark.parametrize("case", LIST_REFUSED)
def test_list_refuses(driver: Any, case: str) -> None:
    arguments, broken = LIST_REFUSED[case]
    with pytest.raises(errors.ValidationFailed) as caught:
        driver.call(LIST, arguments)
    assert {(v.path, v.rule) for v in caught.value.violations} == broken
    assert all(".md:" in v.place for v in caught.value.violations)
    assert driver.sent == []


def test_list_reads_the_answer(driver: Any, plain: Any) -> None:
    answer: dict[str, Any] = {"images": [{}], "nextPageToken": "a"}
    driver.answer({**answer, "notYetDocumented": {"a": 1}})
    result = driver.call(LIST, {"folder_id": "a"}).response
    assert isinstance(result, ListImagesResponse)
    assert plain(result.images) == [{}]
    assert plain(result.next_page_token) == "a"
    assert result.to_json() == {**answer, "notYetDocumented": {"a": 1}}


def test_list_reads_all_pages(driver: Any) -> None:
    driver.answer(
        {"images": [{}], "nextPageToken": "second"},
        {"images": [{}], "nextPageToken": "third"},
        {"images": [{}]},
    )
    items = driver.items(LIST, {"folder_id": "a"})
    assert len(items) == 3
    tokens = [dict(query).get("pageToken") for _, _, query, _ in driver.sent]
    assert tokens == [None, "second", "third"]


def test_list_agrees_with_the_service(contract: Any) -> None:
    taken = contract.arguments(LIST_CALLS)
    taken += LIST_ACCEPTED.values()
    refused = LIST_REFUSED.values()
    found = contract.differences(LIST, taken, refused)
    assert found == []


LIST_OPERATIONS = "compute.images.list_operations"
# Arguments; then the URL, query and body of their request.
LIST_OPERATIONS_CALLS: dict[str, tuple[dict[str, Any], str, list[tuple[str, str]], Any]] = {
    "least": (
        {"image_id": "a"},
        "https://compute.api.cloud.yandex.net/compute/v1/images/a/operations",
        [],
        None,
    ),
    "full": (
        {"image_id": "a", "page_size": 1000, "page_token": "a"},
        "https://compute.api.cloud.yandex.net/compute/v1/images/a/operations",
        [("pageSize", "1000"), ("pageToken", "a")],
        None,
    ),
    "page_size": (
        {"image_id": "a", "page_size": 1000},
        "https://compute.api.cloud.yandex.net/compute/v1/images/a/operations",
        [("pageSize", "1000")],
        None,
    ),
    "page_token": (
        {"image_id": "a", "page_token": "a"},
        "https://compute.api.cloud.yandex.net/compute/v1/images/a/operations",
        [("pageToken", "a")],
        None,
    ),
}
LIST_OPERATIONS_ACCEPTED: dict[str, dict[str, Any]] = {
    "image_id-0": {"image_id": "a"},
    "image_id-1": {"image_id": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
    "page_size-0": {"image_id": "a", "page_size": 1000},
    "page_size-1": {"image_id": "a", "page_size": 999},
    "page_token-0": {"image_id": "a", "page_token": "a"},
    "page_token-1": {"image_id": "a", "page_token": ""},
    "page_token-2": {"image_id": "a", "page_token": "a" * 100},
}
# Arguments, and the rules that they violate.
LIST_OPERATIONS_REFUSED: dict[str, tuple[dict[str, Any], set[tuple[str, str]]]] = {
    "image_id-2": (
        {"image_id": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
        {("imageId", "length")},
    ),
    "image_id-null": ({"image_id": None}, {("imageId", "required")}),
    "page_size-2": ({"image_id": "a", "page_size": 1001}, {("pageSize", "range")}),
    "page_token-3": ({"image_id": "a", "page_token": "a" * 101}, {("pageToken", "length")}),
}


@pytest.mark.parametrize("case", LIST_OPERATIONS_CALLS)
def test_list_operations_sends(driver: Any, case: str) -> None:
    arguments, url, query, body = LIST_OPERATIONS_CALLS[case]
    driver.answer({})
    driver.call(LIST_OPERATIONS, arguments)
    assert driver.sent == [("GET", url, query, body)]


@pytest.mark.parametrize("case", LIST_OPERATIONS_ACCEPTED)
def test_list_operations_accepts(driver: Any, case: str) -> None:
    driver.answer({})
    driver.call(LIST_OPERATIONS, LIST_OPERATIONS_ACCEPTED[case])
    assert len(driver.sent) == 1


@pytest.mark.parametrize("case", LIST_OPERATIONS_REFUSED)
def test_list_operations_refuses(driver: Any, case: str) -> None:
    arguments, broken = LIST_OPERATIONS_REFUSED[case]
    with pytest.raises(errors.ValidationFailed) as caught:
        driver.call(LIST_OPERATIONS, arguments)
    assert {(v.path, v.rule) for v in caught.value.violations} == broken
    assert all(".md:" in v.place for v in caught.value.violations)
    assert driver.sent == []


def test_list_operations_reads_the_answer(driver: Any, plain: Any) -> None:
    answer: dict[str, Any] = {"operations": [{}], "nextPageToken": "a"}
    driver.answer({**answer, "notYetDocumented": {"a": 1}})
    result = driver.call(LIST_OPERATIONS, {"image_id": "a"}).response
    assert isinstance(result, ListImageOperationsResponse)
    assert plain(result.operations) == [{}]
    assert plain(result.next_page_token) == "a"
    assert result.to_json() == {**answer, "notYetDocumented": {"a": 1}}


def test_list_operations_reads_all_pages(driver: Any) -> None:
    driver.answer(
        {"operations": [{}], "nextPageToken": "second"},
        {"operations": [{}], "nextPageToken": "third"},
        {"operations": [{}]},
    )
    items = driver.items(LIST_OPERATIONS, {"image_id": "a"})
    assert len(items) == 3
    tokens = [dict(query).get("pageToken") for _, _, query, _ in driver.sent]
    assert tokens == [None, "second", "third"]


def test_list_operations_agrees_with_the_service(contract: Any) -> None:
    taken = contract.arguments(LIST_OPERATIONS_CALLS)
    taken += LIST_OPERATIONS_ACCEPTED.values()
    refused = LIST_OPERATIONS_REFUSED.values()
    found = contract.differences(LIST_OPERATIONS, taken, refused)
    assert found == []


UPDATE = "compute.images.update"
# Arguments; then the URL, query and body of their request.
UPDATE_CALLS: dict[str, tuple[dict[str, Any], str, list[tuple[str, str]], Any]] = {
    "least": (
        {"image_id": "a", "name": "aaa"},
        "https://compute.api.cloud.yandex.net/compute/v1/images/a",
        [],
        {"name": "aaa", "updateMask": "name"},
    ),
    "full": (
        {
            "image_id": "a",
            "update_mask": "a",
            "name": "aaa",
            "description": "a",
            "min_disk_size": 4194304,
            "labels": {"a": "a"},
        },
        "https://compute.api.cloud.yandex.net/compute/v1/images/a",
        [],
        {
            "updateMask": "a",
            "name": "aaa",
            "description": "a",
            "minDiskSize": "4194304",
            "labels": {"a": "a"},
        },
    ),
    "update_mask": (
        {"image_id": "a", "update_mask": "a", "name": "aaa"},
        "https://compute.api.cloud.yandex.net/compute/v1/images/a",
        [],
        {"updateMask": "a", "name": "aaa"},
    ),
    "description": (
        {"image_id": "a", "name": "aaa", "description": "a"},
        "https://compute.api.cloud.yandex.net/compute/v1/images/a",
        [],
        {"name": "aaa", "description": "a", "updateMask": "name,description"},
    ),
    "min_disk_size": (
        {"image_id": "a", "name": "aaa", "min_disk_size": 4194304},
        "https://compute.api.cloud.yandex.net/compute/v1/images/a",
        [],
        {"name": "aaa", "minDiskSize": "4194304", "updateMask": "name,minDiskSize"},
    ),
    "labels": (
        {"image_id": "a", "name": "aaa", "labels": {"a": "a"}},
        "https://compute.api.cloud.yandex.net/compute/v1/images/a",
        [],
        {"name": "aaa", "labels": {"a": "a"}, "updateMask": "name,labels"},
    ),
}
UPDATE_ACCEPTED: dict[str, dict[str, Any]] = {
    "image_id-0": {"name": "aaa", "image_id": "a"},
    "image_id-1": {"name": "aaa", "image_id": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
    "name-0": {"image_id": "a", "name": "aaa"},
    "name-1": {"image_id": "a", "name": "z-z"},
    "name-2": {"image_id": "a", "name": "zz9"},
    "name-3": {"image_id": "a", "name": "z9z"},
    "name-4": {"image_id": "a", "name": "aaaa"},
    "name-5": {"image_id": "a", "name": "aaaaa"},
    "name-6": {"image_id": "a", "name": "aaaaaa"},
    "name-7": {"image_id": "a", "name": "aaaaaaa"},
    "name-8": {
        "image_id": "a",
        "name": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    },
    "name-9": {
        "image_id": "a",
        "name": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
    },
    "name-10": {"image_id": "a", "name": ""},
    "description-0": {"image_id": "a", "name": "aaa", "description": "a"},
    "description-1": {"image_id": "a", "name": "aaa", "description": ""},
    "description-2": {"image_id": "a", "name": "aaa", "description": "a" * 256},
    "min_disk_size-0": {"image_id": "a", "name": "aaa", "min_disk_size": 4194304},
    "min_disk_size-1": {"image_id": "a", "name": "aaa", "min_disk_size": 4194305},
    "min_disk_size-3": {"image_id": "a", "name": "aaa", "min_disk_size": 4398046511104},
    "min_disk_size-4": {"image_id": "a", "name": "aaa", "min_disk_size": 4398046511103},
    "labels-0": {"image_id": "a", "name": "aaa", "labels": {f"k{n:04}": "a" for n in range(64)}},
    "labels-2": {"image_id": "a", "name": "aaa", "labels": {"a": "a"}},
    "labels-3": {"image_id": "a", "name": "aaa", "labels": {"aa": "a"}},
    "labels-4": {"image_id": "a", "name": "aaa", "labels": {"z-": "a"}},
    "labels-5": {"image_id": "a", "name": "aaa", "labels": {"z_": "a"}},
    "labels-6": {"image_id": "a", "name": "aaa", "labels": {"z9": "a"}},
    "labels-7": {"image_id": "a", "name": "aaa", "labels": {"zz": "a"}},
    "labels-8": {"image_id": "a", "name": "aaa", "labels": {"aaa": "a"}},
    "labels-9": {"image_id": "a", "name": "aaa", "labels": {"aaaa": "a"}},
    "labels-10": {"image_id": "a", "name": "aaa", "labels": {"aaaaa": "a"}},
    "labels-11": {
        "image_id": "a",
        "name": "aaa",
        "labels": {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": "a"},
    },
    "labels-37": {"image_id": "a", "name": "aaa", "labels": {"a": "-"}},
    "labels-38": {"image_id": "a", "name": "aaa", "labels": {"a": "_"}},
    "labels-39": {"image_id": "a", "name": "aaa", "labels": {"a": "9"}},
    "labels-40": {"image_id": "a", "name": "aaa", "labels": {"a": "z"}},
    "labels-41": {"image_id": "a", "name": "aaa", "labels": {"a": "aa"}},
    "labels-42": {"image_id": "a", "name": "aaa", "labels": {"a": "aaa"}},
    "labels-43": {"image_id": "a", "name": "aaa", "labels": {"a": "aaaa"}},
    "labels-44": {"image_id": "a", "name": "aaa", "labels": {"a": ""}},
    "labels-45": {
        "image_id": "a",
        "name": "aaa",
        "labels": {"a": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
    },
}
# Arguments, and the rules that they violate.
UPDATE_REFUSED: dict[str, tuple[dict[str, Any], set[tuple[str, str]]]] = {
    "image_id-2": (
        {"name": "aaa", "image_id": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
        {("imageId", "length")},
    ),
    "image_id-null": ({"name": "aaa", "image_id": None}, {("imageId", "required")}),
    "name-11": ({"image_id": "a", "name": "a"}, {("name", "pattern")}),
    "name-12": ({"image_id": "a", "name": "aa"}, {("name", "pattern")}),
    "name-13": (
        {
            "image_id": "a",
            "name": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        },
        {("name", "pattern")},
    ),
    "name-14": ({"image_id": "a", "name": "\n"}, {("name", "pattern")}),
    "name-15": ({"image_id": "a", "name": "-"}, {("name", "pattern")}),
    "name-16": ({"image_id": "a", "name": "A"}, {("name", "pattern")}),
    "name-17": ({"image_id": "a", "name": "aaa\n"}, {("name", "pattern")}),
    "name-18": ({"image_id": "a", "name": "aa-"}, {("name", "pattern")}),
    "name-19": ({"image_id": "a", "name": "Aaa"}, {("name", "pattern")}),
    "name-20": ({"image_id": "a", "name": "AAA"}, {("name", "pattern")}),
    "name-21": (
        {
            "image_id": "a",
            "name": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\n",
        },
        {("name", "pattern")},
    ),
    "name-22": (
        {"image_id": "a", "name": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa-"},
        {("name", "pattern")},
    ),
    "name-23": (
        {"image_id": "a", "name": "Aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
        {("name", "pattern")},
    ),
    "name-24": (
        {
            "image_id": "a",
            "name": "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
        },
        {("name", "pattern")},
    ),
    "name-25": ({"image_id": "a", "name": "aAa"}, {("name", "pattern")}),
    "name-26": ({"image_id": "a", "name": "a_a"}, {("name", "pattern")}),
    "name-27": ({"image_id": "a", "name": "aa."}, {("name", "pattern")}),
    "name-28": ({"image_id": "a", "name": "aaaя"}, {("name", "pattern")}),
    "name-29": (
        {"image_id": "a", "name": "0aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
        {("name", "pattern")},
    ),
    "name-30": (
        {"image_id": "a", "name": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa "},
        {("name", "pattern")},
    ),
    "name-31": (
        {"image_id": "a", "name": "яaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
        {("name", "pattern")},
    ),
    "name-32": (
        {
            "image_id": "a",
            "name": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\naaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        },
        {("name", "pattern")},
    ),
    "name-33": (
        {
            "image_id": "a",
            "name": "_aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        },
        {("name", "pattern")},
    ),
    "name-34": (
        {
            "image_id": "a",
            "name": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa",
        },
        {("name", "pattern")},
    ),
    "description-3": (
        {"image_id": "a", "name": "aaa", "description": "a" * 257},
        {("description", "length")},
    ),
    "min_disk_size-2": (
        {"image_id": "a", "name": "aaa", "min_disk_size": 4194303},
        {("minDiskSize", "range")},
    ),
    "min_disk_size-5": (
        {"image_id": "a", "name": "aaa", "min_disk_size": 4398046511105},
        {("minDiskSize", "range")},
    ),
    "labels-1": (
        {"image_id": "a", "name": "aaa", "labels": {f"k{n:04}": "a" for n in range(65)}},
        {("labels", "items")},
    ),
    "labels-12": (
        {
            "image_id": "a",
            "name": "aaa",
            "labels": {"aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa": "a"},
        },
        {('labels["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"]', "length")},
    ),
    "labels-13": (
        {"image_id": "a", "name": "aaa", "labels": {"": "a"}},
        {('labels[""]', "length"), ('labels[""]', "pattern")},
    ),
    "labels-14": (
        {"image_id": "a", "name": "aaa", "labels": {"a\n": "a"}},
        {('labels["a\n"]', "pattern")},
    ),
    "labels-15": (
        {"image_id": "a", "name": "aaa", "labels": {"-": "a"}},
        {('labels["-"]', "pattern")},
    ),
    "labels-16": (
        {"image_id": "a", "name": "aaa", "labels": {"A": "a"}},
        {('labels["A"]', "pattern")},
    ),
    "labels-17": (
        {"image_id": "a", "name": "aaa", "labels": {"aa\n": "a"}},
        {('labels["aa\n"]', "pattern")},
    ),
    "labels-18": (
        {"image_id": "a", "name": "aaa", "labels": {"Aa": "a"}},
        {('labels["Aa"]', "pattern")},
    ),
    "labels-19": (
        {"image_id": "a", "name": "aaa", "labels": {"AA": "a"}},
        {('labels["AA"]', "pattern")},
    ),
    "labels-20": (
        {"image_id": "a", "name": "aaa", "labels": {"aaaa\n": "a"}},
        {('labels["aaaa\n"]', "pattern")},
    ),
    "labels-21": (
        {"image_id": "a", "name": "aaa", "labels": {"Aaaa": "a"}},
        {('labels["Aaaa"]', "pattern")},
    ),
    "labels-22": (
        {"image_id": "a", "name": "aaa", "labels": {"AAAA": "a"}},
        {('labels["AAAA"]', "pattern")},
    ),
    "labels-23": (
        {"image_id": "a", "name": "aaa", "labels": {"aaaaa\n": "a"}},
        {('labels["aaaaa\n"]', "pattern")},
    ),
    "labels-24": (
        {"image_id": "a", "name": "aaa", "labels": {"Aaaaa": "a"}},
        {('labels["Aaaaa"]', "pattern")},
    ),
    "labels-25": (
        {"image_id": "a", "name": "aaa", "labels": {"AAAAA": "a"}},
        {('labels["AAAAA"]', "pattern")},
    ),
    "labels-26": (
        {"image_id": "a", "name": "aaa", "labels": {" ": "a"}},
        {('labels[" "]', "pattern")},
    ),
    "labels-27": (
        {"image_id": "a", "name": "aaa", "labels": {"aя": "a"}},
        {('labels["aя"]', "pattern")},
    ),
    "labels-28": (
        {"image_id": "a", "name": "aaa", "labels": {"_a": "a"}},
        {('labels["_a"]', "pattern")},
    ),
    "labels-29": (
        {"image_id": "a", "name": "aaa", "labels": {"яa": "a"}},
        {('labels["яa"]', "pattern")},
    ),
    "labels-30": (
        {"image_id": "a", "name": "aaa", "labels": {"aaaaA": "a"}},
        {('labels["aaaaA"]', "pattern")},
    ),
    "labels-31": (
        {"image_id": "a", "name": "aaa", "labels": {"aaa ": "a"}},
        {('labels["aaa "]', "pattern")},
    ),
    "labels-32": (
        {"image_id": "a", "name": "aaa", "labels": {"aa.a": "a"}},
        {('labels["aa.a"]', "pattern")},
    ),
    "labels-33": (
        {"image_id": "a", "name": "aaa", "labels": {"aaaaя": "a"}},
        {('labels["aaaaя"]', "pattern")},
    ),
    "labels-34": (
        {"image_id": "a", "name": "aaa", "labels": {"aaaaaA": "a"}},
        {('labels["aaaaaA"]', "pattern")},
    ),
    "labels-35": (
        {"image_id": "a", "name": "aaa", "labels": {"aa aa": "a"}},
        {('labels["aa aa"]', "pattern")},
    ),
    "labels-36": (
        {"image_id": "a", "name": "aaa", "labels": {"яaaaa": "a"}},
        {('labels["яaaaa"]', "pattern")},
    ),
    "labels-46": (
        {
            "image_id": "a",
            "name": "aaa",
            "labels": {"a": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"},
        },
        {('labels["a"]', "length")},
    ),
    "labels-47": (
        {"image_id": "a", "name": "aaa", "labels": {"a": "\n"}},
        {('labels["a"]', "pattern")},
    ),
    "labels-48": (
        {"image_id": "a", "name": "aaa", "labels": {"a": "A"}},
        {('labels["a"]', "pattern")},
    ),
    "labels-49": (
        {"image_id": "a", "name": "aaa", "labels": {"a": "a\n"}},
        {('labels["a"]', "pattern")},
    ),
    "labels-50": (
        {"image_id": "a", "name": "aaa", "labels": {"a": "aaa\n"}},
        {('labels["a"]', "pattern")},
    ),
    "labels-51": (
        {"image_id": "a", "name": "aaa", "labels": {"a": "Aaa"}},
        {('labels["a"]', "pattern")},
    ),
    "labels-52": (
        {"image_id": "a", "name": "aaa", "labels": {"a": "AAA"}},
        {('labels["a"]', "pattern")},
    ),
    "labels-53": (
        {"image_id": "a", "name": "aaa", "labels": {"a": "aaaa\n"}},
        {('labels["a"]', "pattern")},
    ),
    "labels-54": (
        {"image_id": "a", "name": "aaa", "labels": {"a": "Aaaa"}},
        {('labels["a"]', "pattern")},
    ),
    "labels-55": (
        {"image_id": "a", "name": "aaa", "labels": {"a": "AAAA"}},
        {('labels["a"]', "pattern")},
    ),
    "labels-56": (
        {"image_id": "a", "name": "aaa", "labels": {"a": " "}},
        {('labels["a"]', "pattern")},
    ),
    "labels-57": (
        {"image_id": "a", "name": "aaa", "labels": {"a": "."}},
        {('labels["a"]', "pattern")},
    ),
    "labels-58": (
        {"image_id": "a", "name": "aaa", "labels": {"a": "я"}},
        {('labels["a"]', "pattern")},
    ),
    "labels-59": (
        {"image_id": "a", "name": "aaa", "labels": {"a": "aA"}},
        {('labels["a"]', "pattern")},
    ),
    "labels-60": (
        {"image_id": "a", "name": "aaa", "labels": {"a": "a."}},
        {('labels["a"]', "pattern")},
    ),
    "labels-61": (
        {"image_id": "a", "name": "aaa", "labels": {"a": "aAa"}},
        {('labels["a"]', "pattern")},
    ),
    "labels-62": (
        {"image_id": "a", "name": "aaa", "labels": {"a": "aa "}},
        {('labels["a"]', "pattern")},
    ),
    "labels-63": (
        {"image_id": "a", "name": "aaa", "labels": {"a": ".aa"}},
        {('labels["a"]', "pattern")},
    ),
    "labels-64": (
        {"image_id": "a", "name": "aaa", "labels": {"a": "aaa."}},
        {('labels["a"]', "pattern")},
    ),
    "labels-65": (
        {"image_id": "a", "name": "aaa", "labels": {"a": "aяa"}},
        {('labels["a"]', "pattern")},
    ),
    "labels-66": (
        {"image_id": "a", "name": "aaa", "labels": {"a": "aa\n"}},
        {('labels["a"]', "pattern")},
    ),
    "labels-67": (
        {"image_id": "a", "name": "aaa", "labels": {"a": "aaaaA"}},
        {('labels["a"]', "pattern")},
    ),
    "labels-68": (
        {"image_id": "a", "name": "aaa", "labels": {"a": "aaaa "}},
        {('labels["a"]', "pattern")},
    ),
    "labels-69": (
        {"image_id": "a", "name": "aaa", "labels": {"a": "aaaa."}},
        {('labels["a"]', "pattern")},
    ),
    "labels-70": (
        {"image_id": "a", "name": "aaa", "labels": {"a": "aaaaя"}},
        {('labels["a"]', "pattern")},
    ),
    "nothing-to-update": ({"image_id": "a"}, {("updateMask", "field-mask")}),
}


@pytest.mark.parametrize("case", UPDATE_CALLS)
def test_update_sends(driver: Any, case: str) -> None:
    arguments, url, query, body = UPDATE_CALLS[case]
    driver.answer(RUNNING)
    driver.call(UPDATE, arguments)
    assert driver.sent == [("PATCH", url, query, body)]


@pytest.mark.parametrize("case", UPDATE_ACCEPTED)
def test_update_accepts(driver: Any, case: str) -> None:
    driver.answer(RUNNING)
    driver.call(UPDATE, UPDATE_ACCEPTED[case])
    assert len(driver.sent) == 1


@pytest.mark.parametrize("case", UPDATE_REFUSED)
def test_update_refuses(driver: Any, case: str) -> None:
    arguments, broken = UPDATE_REFUSED[case]
    with pytest.raises(errors.ValidationFailed) as caught:
        driver.call(UPDATE, arguments)
    assert {(v.path, v.rule) for v in caught.value.violations} == broken
    assert all(".md:" in v.place for v in caught.value.violations)
    assert driver.sent == []


def test_update_is_waited_for(driver: Any, plain: Any) -> None:
    response: dict[str, Any] = {
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
    driver.answer(RUNNING, RUNNING, {**RUNNING, "done": True, "response": response})
    operation = driver.call(UPDATE, {"image_id": "a", "name": "aaa"})
    assert not operation.done
    result = driver.run(operation.wait(timeout=600))
    assert operation.done
    assert len(driver.sent) == 3
    assert isinstance(result, Image)
    assert plain(result.id) == "a"
    assert plain(result.folder_id) == "a"
    assert plain(result.created_at) == datetime(2024, 2, 29, 12, 30, 45, tzinfo=UTC)
    assert plain(result.name) == "a"
    assert plain(result.description) == "a"
    assert plain(result.labels) == {"a": "a"}
    assert plain(result.family) == "a"
    assert plain(result.storage_size) == 1
    assert plain(result.min_disk_size) == 1
    assert plain(result.product_ids) == ["a"]
    assert plain(result.status) == "CREATING"
    assert result.status.known
    assert plain(result.os) == {}
    assert result.to_json() == response


@pytest.mark.parametrize(("code", "error"), [(5, errors.NotFound), (1, errors.Cancelled)])
def test_update_fails(driver: Any, code: int, error: type[Exception]) -> None:
    failure = {"code": code, "message": "no", "details": []}
    driver.answer(
        RUNNING, {**RUNNING, "error": failure}, {**RUNNING, "done": True, "error": failure}
    )
    operation = driver.call(UPDATE, {"image_id": "a", "name": "aaa"})
    with pytest.raises(error) as caught:
        driver.run(operation.wait(timeout=600))
    assert isinstance(caught.value, errors.OperationError)
    assert len(driver.sent) == 3


def test_update_wait_times_out(driver: Any) -> None:
    driver.answer(RUNNING)
    operation = driver.call(UPDATE, {"image_id": "a", "name": "aaa"})
    with pytest.raises(errors.OperationTimeout) as caught:
        driver.run(operation.wait(timeout=5))
    assert caught.value.operation == operation
    sent = len(driver.sent)
    driver.run(operation.refresh())
    driver.run(operation.cancel())
    assert len(driver.sent) == sent + 2


def test_update_agrees_with_the_service(contract: Any) -> None:
    taken = contract.arguments(UPDATE_CALLS)
    taken += UPDATE_ACCEPTED.values()
    refused = UPDATE_REFUSED.values()
    found = contract.differences(UPDATE, taken, refused)
    assert found == []
