"""`apigen serve` as a process: its output, its state file, its exit code."""

from __future__ import annotations

import signal
import socket
import sqlite3
import subprocess
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, suppress
from http import client as http_client
from itertools import count
from pathlib import Path

import pytest

from apigen.ir.codec import encode_api
from tests.product.emulator.processes import COMMAND, serving
from tests.product.emulator.worlds import IMAGES, PROJECT, Http, shipped

SAME = {"folderId": "b1g", "name": "same"}


def create(http: Http, name: str) -> str:
    operation = http.ok("POST", IMAGES, {"folderId": "b1g", "name": name})
    return str(operation["metadata"]["imageId"])


def test_it_prints_its_address_and_exits_on_a_signal() -> None:
    with serving() as (http, process, said):
        http.ok("GET", "/_emulator/health")
        assert f"export YC_ENDPOINT={http.url} YC_IAM_TOKEN=" in said
        assert "9 methods, 9 emulated" in said
        assert http.url.startswith("http://127.0.0.1:")
        process.send_signal(signal.SIGTERM)
        assert process.wait(10) == 0


def test_the_state_survives_a_kill(tmp_path: Path) -> None:
    state = str(tmp_path / "state.sqlite")
    with serving("--state", state, "--duration", "100s") as (http, process, _):
        made = [create(http, f"image-{number}") for number in range(20)]
        operation = http.ok("GET", f"{IMAGES}/{made[0]}/operations")["operations"][0]
        process.send_signal(signal.SIGKILL)
        process.wait(10)
    with serving("--state", state) as (http, _, _):
        found = http.ok("GET", f"{IMAGES}?folderId=b1g")["images"]
        assert {image["id"] for image in found} == set(made)
        again = http.ok("GET", f"/operations/{operation['id']}")
        assert again == operation
        assert create(http, "later") not in made
        http.step(200)
        assert http.ok("GET", f"/operations/{operation['id']}")["done"] is True


def integrity(file: Path) -> str:
    with closing(sqlite3.connect(file)) as state:
        return str(state.execute("PRAGMA integrity_check").fetchone()[0])


def test_answered_changes_survive_a_kill_during_writes(tmp_path: Path) -> None:
    file = tmp_path / "state.sqlite"
    made: list[str] = []

    def writing(http: Http, worker: int) -> None:
        with suppress(OSError, http_client.HTTPException):  # until the process is killed
            for number in count():
                made.append(create(http, f"w{worker}-n{number}"))

    with serving("--state", str(file)) as (http, process, _), ThreadPoolExecutor() as pool:
        workers = [pool.submit(writing, http, worker) for worker in range(4)]
        while len(made) < 60:
            assert not any(worker.done() for worker in workers), [w.exception() for w in workers]
        process.kill()
        for worker in workers:
            worker.result()
    with serving("--state", str(file)) as (http, _, _):
        found = http.ok("GET", f"{IMAGES}?folderId=b1g&pageSize=1000")["images"]
        assert set(made) <= {image["id"] for image in found}
        # The process may have died between a change and its response.
        assert len(found) <= len(made) + 4
        create(http, "later")
    assert integrity(file) == "ok"


def test_two_processes_share_a_state(tmp_path: Path) -> None:
    file = tmp_path / "state.sqlite"
    options = ("--state", str(file), "--duration", "0s")
    with serving(*options) as (one, _, _), serving(*options) as (other, _, _):
        pair = (one, other)
        with ThreadPoolExecutor(8) as pool:
            made = list(pool.map(lambda n: create(pair[n % 2], f"image-{n}"), range(80)))
            tried = list(pool.map(lambda http: http("POST", IMAGES, SAME)[0], pair * 10))
        assert len(set(made)) == 80
        assert sorted(tried) == [200] + [409] * 19  # a name can be taken once, by either process
        for http in pair:
            images = http.ok("GET", f"{IMAGES}?folderId=b1g&pageSize=1000")["images"]
            assert {image["id"] for image in images} > set(made)
            assert len(images) == 81
    assert integrity(file) == "ok"


def test_processes_can_start_on_one_file_at_once(tmp_path: Path) -> None:
    file = str(tmp_path / "state.sqlite")

    def begin(number: int) -> None:
        with serving("--state", file) as (http, _, _):
            create(http, f"image-{number}")

    with ThreadPoolExecutor(4) as pool:
        list(pool.map(begin, range(4)))
    with serving("--state", file) as (http, _, _):
        assert len(http.ok("GET", f"{IMAGES}?folderId=b1g")["images"]) == 4


def test_the_seed_determines_ids_and_durations() -> None:
    found = []
    for seed in ("5", "5", "6"):
        with serving("--seed", seed, "--duration", "10s-20s") as (http, _, _):
            http.ok("POST", "/_emulator/clock", {"freeze": True})
            ids = [create(http, f"image-{number}") for number in range(10)]
            http.step(15)
            images = http.ok("GET", f"{IMAGES}?folderId=b1g")["images"]
            found.append((ids, [image["status"] for image in images]))
    assert found[0] == found[1]
    assert set(found[0][0]).isdisjoint(found[2][0])
    assert set(found[0][1]) == {"CREATING", "READY"}


def test_latency_delays_the_api_but_not_the_control_endpoints() -> None:
    with serving("--latency", "2s-3s") as (http, _, _):
        http.ok("GET", "/_emulator/health")
        with pytest.raises(TimeoutError):
            urllib.request.urlopen(f"{http.url}{IMAGES}?folderId=b1g", timeout=0.2)
        assert http.ok("GET", "/_emulator/requests")["requests"][0]["status"] == 200


def test_loose_and_require_auth() -> None:
    wrong = {"folderId": "b1g", "colour": "red"}
    with serving() as (http, _, _):
        assert http.paths("POST", IMAGES, wrong) == {"colour": "unknown"}
    with serving("--loose", "--require-auth") as (http, _, _):
        assert http.error("POST", IMAGES, wrong)[:2] == (401, 16)
        http.ok("POST", IMAGES, wrong, Authorization="Bearer t")


def test_the_control_endpoints_work_in_a_process() -> None:
    with serving("--duration", "100s") as (http, _, _):
        image = create(http, "golden")
        http.step(200)
        assert http.ok("GET", f"{IMAGES}/{image}")["status"] == "READY"
        http.ok(
            "POST", "/_emulator/faults", {"method": "compute.Image.get", "code": 14, "times": 1}
        )
        assert [http("GET", f"{IMAGES}/{image}")[0] for _ in range(2)] == [503, 200]
        told = http.ok("GET", "/_emulator/requests?method=compute.Image.get")["requests"]
        assert [request["status"] for request in told] == [200, 503, 200]
        http.ok("POST", "/_emulator/seed", {"ids": {"disk": ["epd1"]}})
        missing = {"folderId": "b1g", "diskId": "epd2"}
        assert http.error("POST", IMAGES, missing)[:2] == (404, 5)
        with urllib.request.urlopen(f"{http.url}/_emulator/limits", timeout=20) as answer:
            assert b"compute.Image.getLatestByFamily" in answer.read()
        http.ok("POST", "/_emulator/reset", {})
        assert http.ok("GET", f"{IMAGES}?folderId=b1g") == {"images": []}


def test_the_database_of_another_program_is_not_changed(tmp_path: Path) -> None:
    file = tmp_path / "mine.sqlite"
    with closing(sqlite3.connect(file)) as mine:
        mine.execute("CREATE TABLE accounts (name TEXT)")
        mine.commit()
    before = file.read_bytes()
    done = subprocess.run(
        [*COMMAND, "--port", "0", "--state", file],
        cwd=PROJECT, capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    assert (done.returncode, done.stderr.count("\n")) == (2, 1)
    assert f"{file}: not a state file of this version" in done.stderr
    assert file.read_bytes() == before


def test_it_serves_an_ir_file(tmp_path: Path) -> None:
    file = tmp_path / "api.json"
    file.write_text(encode_api(shipped()), encoding="utf-8")
    with serving(str(file)) as (http, _, said):
        assert "9 methods" in said
        create(http, "golden")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["/nowhere"], "no such folder"),
        (["--latency", "soon"], "--latency soon"),
        (["--duration", "2s-1s"], "the shorter one"),
        (["--state", "/nowhere/state.sqlite"], "/nowhere/state.sqlite: unable to open"),
        (["--state", "README.md"], "README.md: file is not a database"),
    ],
)
def test_wrong_arguments_are_reported_without_a_traceback(options: list[str], told: str) -> None:
    done = subprocess.run(
        [*COMMAND, "--port", "0", *options], cwd=PROJECT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_in_use_is_reported() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [*COMMAND, "--port", port], cwd=PROJECT, capture_output=True, text=True, timeout=60
        )
    assert done.returncode == 2
    assert f"cannot listen on 127.0.0.1:{port}" in done.stderr
