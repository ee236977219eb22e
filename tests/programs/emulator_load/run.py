"""Two load tests of `apigen serve --state`: many reads, and many concurrent operations."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import msgspec

from tests.product.emulator.processes import serving
from tests.product.emulator.worlds import IMAGES, Http
from tests.programs.emulator_load.calls import call, request

CONNECTIONS = 32
HOUR = 3600.0
# One in this many operations is cancelled.
CANCELLED = 10


class Figure(msgspec.Struct, frozen=True):
    """A measurement: what was done, how often, in how many seconds, and the emulator's processor time in
    seconds (`None` if the system does not report it)."""

    what: str
    number: int
    seconds: float
    cpu: float | None


class Outcome(msgspec.Struct, frozen=True):
    """Measurements and losses."""

    figures: tuple[Figure, ...]
    lost: tuple[str, ...]


class Load:
    """Loads one emulator; `most` bounds each step in seconds."""

    def __init__(self, http: Http, process_id: int, most: float) -> None:
        self._http = http
        self._process_id = process_id
        self._most = most
        self.figures: list[Figure] = []

    def run(self, what: str, requests: Iterable[bytes]) -> list[tuple[int, Any]]:
        """Status and JSON of all answers, in the order in which they came."""
        found: list[tuple[int, bytes]] = []
        cpu, started = self._cpu(), time.perf_counter()
        call(
            self._http.url, requests, lambda *answer: found.append(answer), CONNECTIONS, self._most
        )
        seconds, now = time.perf_counter() - started, self._cpu()
        used = now - cpu if now is not None and cpu is not None else None
        self.figures.append(Figure(what, len(found), seconds, used))
        return [(status, msgspec.json.decode(body)) for status, body in found]

    def _cpu(self) -> float | None:
        try:
            text = Path(f"/proc/{self._process_id}/stat").read_text("ascii")
        except OSError:
            return None
        # utime and stime of proc(5), in hundredths of a second; the name may hold spaces.
        user, system = text.rpartition(")")[2].split()[11:13]
        return (int(user) + int(system)) / 100


def reads(folder: Path, number: int, most: float) -> Outcome:
    """Gets of ready images, with the state in SQLite."""
    with serving("--state", str(folder / "reads.sqlite"), "--duration", "0") as (http, process, _):
        made = [http.ok("POST", IMAGES, {"folderId": "b1g", "name": f"i-{n}"}) for n in range(20)]
        ids = [operation["metadata"]["imageId"] for operation in made]
        load = Load(http, process.pid, most)
        wanted = [request("GET", f"{IMAGES}/{id_}") for id_ in ids]
        found = load.run("get", (wanted[n % len(wanted)] for n in range(number)))
    wrong = Counter(status for status, _ in found if status != 200)
    read = Counter(body.get("id") for _, body in found)
    lost = [f"{count} answers of status {status}" for status, count in wrong.items()]
    if len(found) != number or set(read) != set(ids):
        lost.append(f"{len(found)} answers of {number}, {len(read)} images of {len(ids)}")
    return Outcome(tuple(load.figures), tuple(lost))


def operations(folder: Path, number: int, most: float) -> Outcome:
    """Operations that all run at the same time. Cancels some, advances the clock, kills the process and
    asks another process for the outcome of each."""
    state = ("--state", str(folder / "operations.sqlite"), "--duration", f"{HOUR:.0f}s")
    with serving(*state) as (http, process, _):
        load = Load(http, process.pid, most)
        bodies = (b'{"folderId":"b1g","name":"image-%d"}' % n for n in range(number))
        found = load.run("create", (request("POST", IMAGES, body) for body in bodies))
        ids = [body["id"] for status, body in found if status == 200]
        lost = _unlike("operations begun", len(set(ids)), number)
        lost += _unlike("running at once", sum(not body["done"] for _, body in found), number)
        ended = set(ids[::CANCELLED])
        found = load.run("cancel", (request("GET", f"/operations/{id_}:cancel") for id_ in ended))
        lost += _unlike("cancelled", sum(_code(body) == 1 for _, body in found), len(ended))
        http.step(2 * HOUR)
        process.kill()
    with serving(*state) as (http, process, _):
        load.figures += _after(Load(http, process.pid, most), ids, ended, lost)
    return Outcome(tuple(load.figures), tuple(lost))


def _after(load: Load, ids: list[str], ended: set[str], lost: list[str]) -> list[Figure]:
    """The operations and images that a new process finds."""
    wanted = (request("GET", f"/operations/{id_}") for id_ in ids)
    found = {body.get("id"): body for _, body in load.run("get an operation", wanted)}
    lost += _unlike("operations known", len(found.keys() & set(ids)), len(ids))
    lost += _unlike(
        "still cancelled", sum(_code(found.get(id_, {})) == 1 for id_ in ended), len(ended)
    )
    others = [found.get(id_, {}) for id_ in ids if id_ not in ended]
    done = [operation["response"] for operation in others if operation.get("done")]
    lost += _unlike("ended", len(done), len(ids) - len(ended))
    wanted = (request("GET", f"{IMAGES}/{image['id']}") for image in done)
    images = [body for status, body in load.run("get", wanted) if status == 200]
    lost += _unlike("ready", sum(image["status"] == "READY" for image in images), len(done))
    lost += _unlike("names", len({image["name"] for image in images}), len(done))
    return load.figures


def _code(operation: dict[str, Any]) -> int:
    return int(operation.get("error", {}).get("code", 0))


def _unlike(what: str, found: int, wanted: int) -> list[str]:
    return [] if found == wanted else [f"{what}: {found} of {wanted}"]
