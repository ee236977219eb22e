"""`apigen serve` as a process: what it prints, what it keeps, how it ends."""

from __future__ import annotations

import re
import signal
import socket
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from apigen.ir.codec import encode_api
from tests.emulator.worlds import IMAGES, PROJECT, Http, shipped

COMMAND = (sys.executable, "-m", "apigen", "serve")


@contextmanager
def serving(*options: str) -> Iterator[tuple[Http, subprocess.Popen[str], str]]:
    process = subprocess.Popen(
        [*COMMAND, "--port", "0", *options],
        cwd=PROJECT,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert process.stdout is not None
        said = ""
        while "use it" not in said:
            line = process.stdout.readline()
            assert line, said
            said += line
        address = re.search(r"address  (\S+)", said)
        assert address is not None
        yield Http(address[1]), process, said
    finally:
        process.kill()
        process.wait(10)
        assert process.stdout is not None
        process.stdout.close()


def create(http: Http, name: str) -> str:
    operation = http.ok("POST", IMAGES, {"folderId": "b1g", "name": name})
    return str(operation["metadata"]["imageId"])


def test_it_says_where_it_is_and_ends_on_a_signal() -> None:
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


def test_two_processes_share_a_state(tmp_path: Path) -> None:
    options = ("--state", str(tmp_path / "state.sqlite"), "--duration", "0s")
    with serving(*options) as (one, _, _), serving(*options) as (other, _, _):
        made = [create(one if n % 2 else other, f"image-{n}") for n in range(40)]
        assert len(set(made)) == 40
        for http in (one, other):
            assert len(http.ok("GET", f"{IMAGES}?folderId=b1g")["images"]) == 40
        assert other.error("POST", IMAGES, {"folderId": "b1g", "name": "image-1"})[1] == 6


def test_a_file_of_something_else_stays_as_it_is(tmp_path: Path) -> None:
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
    assert f"{file}: not a state of this version" in done.stderr
    assert file.read_bytes() == before


def test_an_ir_file_will_do(tmp_path: Path) -> None:
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
def test_wrong_calls_are_told_without_a_traceback(options: list[str], told: str) -> None:
    done = subprocess.run(
        [*COMMAND, "--port", "0", *options], cwd=PROJECT, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 2
    assert told in done.stderr
    assert "Traceback" not in done.stderr


def test_a_port_that_is_taken_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = str(taken.getsockname()[1])
        done = subprocess.run(
            [*COMMAND, "--port", port], cwd=PROJECT, capture_output=True, text=True, timeout=60
        )
    assert done.returncode == 2
    assert f"cannot listen on 127.0.0.1:{port}" in done.stderr
