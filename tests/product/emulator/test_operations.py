"""Long-running operations: duration, cancellation, injected failures, idempotency keys."""

from __future__ import annotations

import threading

from apigen.emulator import Emulator
from tests.product.emulator.worlds import IMAGES, Http, shipped

NEW = {"folderId": "b1g", "name": "golden"}


def test_a_cancelled_creation_leaves_nothing(http: Http) -> None:
    operation = http.ok("POST", IMAGES, NEW)
    cancelled = http.ok("GET", f"/operations/{operation['id']}:cancel")
    assert cancelled["done"] is True
    assert cancelled["error"]["code"] == 1
    assert "response" not in cancelled
    assert http.error("GET", f"{IMAGES}/{operation['metadata']['imageId']}")[1] == 5
    http.step(60)
    assert http.ok("GET", f"/operations/{operation['id']}") == cancelled
    http.ok("POST", IMAGES, NEW)  # the name is free again


def test_a_cancelled_deletion_and_update_change_nothing(http: Http) -> None:
    image = http.image(name="golden", description="old")
    at = f"{IMAGES}/{image['id']}"
    before = http.ok("GET", at)
    for operation in (http.ok("DELETE", at), http.ok("PATCH", at, {"description": "new"})):
        http.ok("GET", f"/operations/{operation['id']}:cancel")
    http.step(60)
    assert http.ok("GET", at) == before


def test_an_ended_operation_cannot_be_cancelled(http: Http) -> None:
    operation = http.ok("POST", IMAGES, NEW)
    http.step(60)
    assert http.error("GET", f"/operations/{operation['id']}:cancel")[:2] == (400, 9)
    http.ok("GET", f"{IMAGES}/{operation['metadata']['imageId']}")


def test_durations_follow_the_seed() -> None:
    found = []
    for seed in (7, 7, 8):
        with Emulator(shipped(), seed=seed, durations=(10.0, 20.0)) as emulator:
            http = Http(emulator.url)
            emulator.control("clock", {"freeze": True})
            ids = [http.ok("POST", IMAGES, {"folderId": "b1g"})["id"] for _ in range(20)]
            http.step(9)
            assert not any(http.ok("GET", f"/operations/{id_}")["done"] for id_ in ids)
            http.step(6)
            found.append([(id_, http.ok("GET", f"/operations/{id_}")["done"]) for id_ in ids])
            http.step(6)
            assert all(http.ok("GET", f"/operations/{id_}")["done"] for id_ in ids)
    assert found[0] == found[1] != found[2]
    assert 0 < sum(done for _, done in found[0]) < 20


def test_an_error_is_visible_before_the_end_and_rolls_back(emulator: Emulator, http: Http) -> None:
    fault = {"method": "compute.Image.create", "code": "INTERNAL", "message": "disk is on fire",
             "operation": True, "show_after": 0.0, "times": 1}  # fmt: skip
    emulator.control("faults", fault)
    operation = http.ok("POST", IMAGES, NEW)
    seen = http.ok("GET", f"/operations/{operation['id']}")
    assert (seen["done"], seen["error"]["code"]) == (False, 13)
    assert http.ok("GET", f"{IMAGES}/{operation['metadata']['imageId']}")["status"] == "CREATING"
    http.step(60)
    ended = http.ok("GET", f"/operations/{operation['id']}")
    assert (ended["done"], ended["error"]["message"]) == (True, "disk is on fire")
    assert http.error("GET", f"{IMAGES}/{operation['metadata']['imageId']}")[1] == 5
    assert http.image(name="golden")["status"] == "READY"


def test_a_repeated_key_returns_the_same_operation(http: Http) -> None:
    first = http.ok("POST", IMAGES, NEW, Idempotency_Key="k1")
    assert http.ok("POST", IMAGES, NEW, Idempotency_Key="k1") == first
    http.step(60)
    assert http.ok("POST", IMAGES, NEW, Idempotency_Key="k1")["done"] is True
    status, code, message = http.error("POST", IMAGES, {**NEW, "name": "x12"}, Idempotency_Key="k1")
    assert (status, code) == (400, 3)
    assert "Idempotency-Key" in message
    assert len(http.ok("GET", f"{IMAGES}?folderId=b1g")["images"]) == 1


def test_a_refused_request_does_not_use_up_its_key(http: Http) -> None:
    assert http.error("POST", IMAGES, {}, Idempotency_Key="k1")[1] == 3
    http.ok("POST", IMAGES, NEW, Idempotency_Key="k1")


def test_concurrent_calls_lose_nothing() -> None:
    with Emulator(shipped(), durations=(0.0, 0.2)) as emulator:
        http = Http(emulator.url)
        made: list[str] = []

        def create(worker: int) -> None:
            for number in range(50):
                body = {"folderId": "b1g", "name": f"w{worker}-n{number}"}
                made.append(http.ok("POST", IMAGES, body)["id"])

        workers = [threading.Thread(target=create, args=(n,)) for n in range(8)]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
        http.step(1)
        assert len(set(made)) == 400
        found = http.ok("GET", f"{IMAGES}?folderId=b1g&pageSize=1000")["images"]
        assert len(found) == 400
        assert {image["status"] for image in found} == {"READY"}
