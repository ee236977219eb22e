"""Routing and validation of requests; every error is a google.rpc.Status with all violations."""

from __future__ import annotations

import pytest

from apigen.emulator import Emulator
from tests.product.emulator.worlds import IMAGES, Http, shipped

WRONG = {
    "folderId": "",
    "name": "Golden-",
    "description": "d" * 257,
    "labels": {"Env": "prod", "ok": "x" * 64},
    "family": "abc\n",
    "minDiskSize": "4194303",
    "productIds": ["p", "p" * 51],
    "os": {"type": "BEOS"},
    "imageId": "i",
    "diskId": "d",
    "colour": "red",
}


def test_all_violations_are_reported_at_once(http: Http) -> None:
    assert http.paths("POST", IMAGES, WRONG) == {
        "folderId": "required",
        "name": "pattern",
        "description": "length",
        'labels["Env"]': "pattern",
        'labels["ok"]': "length",
        "family": "pattern",
        "minDiskSize": "range",
        "productIds[1]": "length",
        "os.type": "allowed",
        "imageId | diskId | snapshotId | uri": "one-of",
        "colour": "unknown",
    }
    status, code, message = http.error("POST", IMAGES, WRONG)
    assert (status, code) == (400, 3)
    assert message.startswith("Validation error:\n")
    assert "name: Field does not match the pattern /|[a-z][-a-z0-9]{1,61}[a-z0-9]/" in message


@pytest.mark.parametrize(
    ("body", "violations"),
    [
        ({}, {"folderId": "required"}),
        ({"folderId": None}, {"folderId": "required"}),
        ({"folderId": 5}, {"folderId": "type"}),
        ({"folderId": "f", "labels": {"a": None}}, {'labels["a"]': "type"}),
        ({"folderId": "f", "labels": ["a"]}, {"labels": "type"}),
        ({"folderId": "f", "minDiskSize": "4e6"}, {"minDiskSize": "type"}),
        ({"folderId": "f", "minDiskSize": True}, {"minDiskSize": "type"}),
        ({"folderId": "f", "minDiskSize": 1}, {"minDiskSize": "range"}),
        ({"folderId": "f", "labels": {f"k{i}": "" for i in range(65)}}, {"labels": "items"}),
        ({"folderId": "f", "labels": {"": ""}}, {'labels[""]': "pattern"}),
        ({"folderId": "f", "os": {"kind": "LINUX"}}, {"os.kind": "unknown"}),
        ([], {"": "type"}),
    ],
)
def test_bodies_are_validated(http: Http, body: object, violations: dict[str, str]) -> None:
    assert http.paths("POST", IMAGES, body) == violations


@pytest.mark.parametrize(
    "body",
    [
        {"folderId": "f", "name": ""},
        {"folderId": "f", "minDiskSize": 4194304},
        {"folderId": "f", "minDiskSize": "4398046511104", "description": None},
        {"folderId": "f", "uri": "https://x/y.qcow2", "imageId": None},
        {"folderId": "f", "labels": {"a": ""}, "productIds": []},
        {"folderId": "f", "name": "a" * 63, "description": "я" * 256},
    ],
)
def test_documented_values_are_accepted(http: Http, body: object) -> None:
    assert http.ok("POST", IMAGES, body)["done"] is False


@pytest.mark.parametrize(
    ("query", "violations"),
    [
        ("", {"folderId": "required"}),
        ("?folderId=", {"folderId": "required"}),
        ("?folderId=f&pageSize=1001", {"pageSize": "range"}),
        ("?folderId=f&pageSize=ten", {"pageSize": "type"}),
        ("?folderId=f&pageSize=-1", {"pageSize": "range"}),
        ("?folderId=f&pageSize=-9223372036854775809", {"pageSize": "type"}),
        ("?folderId=f&pageToken=zzz", {"pageToken": "page-token"}),
        ("?folderId=f&colour=red", {"colour": "unknown"}),
        (
            f"?folderId={'f' * 51}&pageToken={'t' * 101}",
            {"folderId": "length", "pageToken": "length"},
        ),
    ],
)
def test_queries_are_validated(http: Http, query: str, violations: dict[str, str]) -> None:
    assert http.paths("GET", IMAGES + query) == violations


def test_path_parameters_are_validated(http: Http) -> None:
    assert http.paths("GET", f"{IMAGES}/{'i' * 51}") == {"imageId": "length"}


@pytest.mark.parametrize(
    "body", [b"{", b"\xff", b'{"a": NaN}', b'{"folderId": "\\ud800"}', b"[" * 9999]
)
def test_invalid_json_is_refused(http: Http, body: bytes) -> None:
    status, code, message = http.error("POST", IMAGES, body)
    assert (status, code) == (400, 3)
    assert message.startswith("Request body is not valid JSON")


def test_unknown_paths_and_verbs(http: Http) -> None:
    assert http.error("GET", "/compute/v1/disks")[:2] == (404, 5)
    assert http.error("PUT", IMAGES, {})[:2] == (405, 12)
    assert http("PUT", IMAGES, {})[2]["allow"] == "POST, GET"
    assert http.error("GET", "/_emulator/nothing")[:2] == (404, 5)
    assert http.error("PUT", "/_emulator/clock", {})[:2] == (405, 12)


def test_the_root_of_the_control_endpoints_is_not_a_call_of_the_api(http: Http) -> None:
    assert http.error("GET", "/_emulator")[:2] == (404, 5)
    assert http.ok("GET", "/_emulator/requests") == {"requests": []}


def test_an_id_may_contain_encoded_slashes_and_line_breaks(http: Http) -> None:
    for sent, read in (("a%2Fb", "a/b"), ("a%0Ab", "a\nb"), ("%D1%8F", "я")):
        assert http.error("GET", f"{IMAGES}/{sent}") == (404, 5, f"Image {read} not found")


def test_a_custom_verb_is_not_part_of_an_id(http: Http) -> None:
    """`images:latestByFamily` and `operations/{id}:cancel` beside `images/{id}`."""
    assert "family" in http.error("GET", f"{IMAGES}:latestByFamily?folderId=f&family=abc")[2]
    assert http.error("GET", "/operations/nope:cancel")[2] == "Operation nope not found"
    assert http.error("GET", "/operations/a%3Acancel")[2] == "Operation a:cancel not found"


def test_responses_carry_request_and_trace_ids(http: Http) -> None:
    for verb, path in (("GET", f"{IMAGES}?folderId=f"), ("GET", "/nowhere")):
        _, body, headers = http(verb, path)
        assert len(headers["x-request-id"]) == len(headers["x-server-trace-id"]) == 36
        for detail in (body or {}).get("details", []):
            assert detail["requestId"] == headers["x-request-id"]


def test_a_loose_emulator_drops_unknown_fields() -> None:
    with Emulator(shipped(), loose=True) as emulator:
        http = Http(emulator.url)
        body = {"folderId": "f", "colour": "red", "os": {"type": "LINUX", "kind": 1}}
        operation = http.ok("POST", IMAGES, body)
        image = http.ok("GET", f"{IMAGES}/{operation['metadata']['imageId']}")
        assert "colour" not in image
        assert image["os"] == {"type": "LINUX"}


def test_credentials_can_be_required() -> None:
    with Emulator(shipped(), require_auth=True) as emulator:
        http = Http(emulator.url)
        assert http.error("GET", f"{IMAGES}?folderId=f")[:2] == (401, 16)
        assert http.ok("GET", f"{IMAGES}?folderId=f", Authorization="Bearer t") == {"images": []}
