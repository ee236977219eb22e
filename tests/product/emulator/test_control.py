"""The control endpoints `/_emulator/…`."""

from __future__ import annotations

import urllib.request

import pytest

from apigen.emulator import Emulator, Settings
from apigen.emulator.engine import ApiRequest, Engine
from tests.product.emulator.worlds import IMAGES, Http, shipped

LIST = f"{IMAGES}?folderId=b1g"


def test_health(http: Http) -> None:
    http.image(name="golden")
    found = http.ok("GET", "/_emulator/health")
    assert found == {
        "status": "SERVING",
        "methods": 9,
        "emulated": 9,
        "resources": 1,
        "operations": 1,
    }


def test_reset_deletes_everything(http: Http) -> None:
    first = http.image(name="golden")
    http.ok("POST", "/_emulator/faults", {"code": 14})
    http.ok("POST", "/_emulator/reset", {})
    assert http.ok("GET", LIST) == {"images": []}
    assert http.image(name="golden")["id"] == first["id"]  # the random numbers start again


def test_resources_can_be_seeded(http: Http) -> None:
    body = {
        "resources": {"compute.Image": [{"id": "fd8x", "folderId": "b1g", "name": "ready-made"}]}
    }
    http.ok("POST", "/_emulator/seed", body)
    assert http.ok("GET", f"{IMAGES}/fd8x")["name"] == "ready-made"
    assert [image["id"] for image in http.ok("GET", LIST)["images"]] == ["fd8x"]
    assert http.error("POST", IMAGES, {"folderId": "b1g", "name": "ready-made"})[1] == 6
    assert http.paths("POST", "/_emulator/seed", {"resources": {"compute.Disk": []}})
    assert http.paths("POST", "/_emulator/seed", {"ids": ["disk"]}) == {"ids": "type"}


def test_the_clock_can_be_stepped_and_frozen(http: Http) -> None:
    before = http.ok("GET", "/_emulator/clock")
    assert before["frozen"] is True
    after = http.ok("POST", "/_emulator/clock", {"step": 3600})
    assert after["now"] > before["now"]
    assert http.ok("GET", "/_emulator/clock") == after
    assert http.ok("POST", "/_emulator/clock", {"freeze": False})["frozen"] is False
    assert http.paths("POST", "/_emulator/clock", {"step": "far"}) == {"step": "type"}


def test_faults_apply_to_matching_calls(http: Http) -> None:
    http.ok("POST", "/_emulator/faults", {"method": "compute.Image.l*", "code": "UNAVAILABLE",
                                          "after": 1, "times": 2, "message": "away"})  # fmt: skip
    found = [http("GET", LIST)[0] for _ in range(5)]
    assert found == [200, 503, 503, 200, 200]
    assert http("GET", f"{IMAGES}/x")[0] == 404
    http.ok("DELETE", "/_emulator/faults")
    assert http.ok("GET", "/_emulator/faults") == {"faults": []}


def test_faults_with_a_probability(http: Http) -> None:
    http.ok("POST", "/_emulator/faults", {"code": 8, "probability": 0.5})
    found = [http("GET", LIST)[0] for _ in range(60)]
    assert set(found) == {200, 429}
    assert 10 < found.count(429) < 50


def test_faults_that_delay(emulator: Emulator, http: Http) -> None:
    emulator.control("faults", {"method": "compute.Image.get", "latency": 2.5})
    found = [emulator.engine.handle(ApiRequest("GET", path)) for path in (f"{IMAGES}/x", LIST)]
    assert [answer.delay for answer in found] == [2.5, 0]
    with pytest.raises(TimeoutError):
        urllib.request.urlopen(f"{emulator.url}{IMAGES}/x", timeout=0.2)
    http("GET", LIST)


def test_invalid_faults_are_refused(http: Http) -> None:
    assert http.paths("POST", "/_emulator/faults", {"code": "ON_FIRE"}) == {"code": "allowed"}
    assert http.error("POST", "/_emulator/faults", {"often": True})[:2] == (400, 3)


def test_requests_can_be_read_back(http: Http) -> None:
    http.ok("GET", LIST, x_client_request_id="r1")
    http.error("POST", IMAGES, {"name": "A"})
    found = http.ok("GET", "/_emulator/requests")["requests"]
    assert [(r["method"], r["status"], r.get("code")) for r in found] == [
        ("compute.Image.list", 200, None),
        ("compute.Image.create", 400, 3),
    ]
    assert found[0]["headers"]["x-client-request-id"] == "r1"
    assert found[1]["body"] == '{"name": "A"}'
    only = http.ok("GET", "/_emulator/requests?method=compute.Image.list&limit=5")["requests"]
    assert len(only) == 1
    http.ok("DELETE", "/_emulator/requests")
    assert http.ok("GET", "/_emulator/requests") == {"requests": []}


def test_latency_is_random_between_two_bounds() -> None:
    engine = Engine(shipped(), Settings(latency=(0.1, 0.12)))
    found = [engine.handle(ApiRequest("GET", IMAGES, "folderId=b1g")).delay for _ in range(50)]
    assert len(set(found)) == 50
    assert 0.1 <= min(found) < max(found) <= 0.12
