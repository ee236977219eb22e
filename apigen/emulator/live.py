"""What is there just now, for people: the newest resources and operations, the last requests."""

from __future__ import annotations

from urllib.parse import unquote

from apigen.emulator.clock import timestamp
from apigen.emulator.core import Core
from apigen.emulator.html import Html, element, joined, table
from apigen.emulator.store import StoredOperation
from apigen.emulator.world import ready_state

SHOWN = 20


def live(core: Core) -> Html:
    """Three sections, the newest first in each. The caller holds the lock of `core`."""
    core.settle()
    counts = core.world.store.counts()
    return joined(
        [
            _section("Resources", ("name", "id", "kind", "status"), _resources(core), counts["resources"]),
            _section("Operations", ("method", "id", "started", "state"), _operations(core), counts["operations"]),
            _section("Last requests", ("time", "request", "answer"), _requests(core), len(core.requests)),
        ]
    )  # fmt: skip


def _section(title: str, heads: tuple[str, ...], rows: list[list[Html]], number: int) -> Html:
    told = f" {len(rows)} of {number}" if number > len(rows) else ""
    heading = element("h2", title, element("small", told))
    content = table(title, heads, rows) if rows else element("p", "None yet.", class_="soft")
    return element("section", heading, content)


def _resources(core: Core) -> list[list[Html]]:
    kinds = core.world.router.kinds
    found = []
    for name, key, data in core.world.store.newest(SHOWN):
        status = str(data.get("status", ""))
        ready = ready_state(kinds[name]) if name in kinds else None
        bad = "ERROR" in status or "FAIL" in status
        tone = "good" if status == ready else "bad" if bad else "busy"
        title = element("b", str(data.get("name") or "no name"))
        found.append([title, _code(key), element("span", name), _state(status, tone)])
    return found


def _operations(core: Core) -> list[list[Html]]:
    return [
        [
            element("span", item.method),
            _code(item.id),
            element("span", _time(timestamp(item.created))),
            _outcome(item),
        ]
        for item in core.world.store.operations(most=SHOWN)
    ]


def _outcome(operation: StoredOperation) -> Html:
    if not operation.done:
        return _state("running", "busy")
    if operation.error is None:
        return _state("done", "good")
    return _state(f"failed: {operation.error.get('message', '')}", "bad")


def _requests(core: Core) -> list[list[Html]]:
    found = []
    for entry in list(core.requests)[: -SHOWN - 1 : -1]:
        status = entry.get("status", 0)
        query = f"?{unquote(entry['query'])}" if entry["query"] else ""
        sent = _code(f"{entry['verb']} {unquote(entry['path'])}{query}")
        answer = _state(str(status or ""), "good" if status < 400 else "bad")
        found.append([element("span", _time(str(entry.get("time", "")))), sent, answer])
    return found


def _time(text: str) -> str:
    """The time of a timestamp, without the day."""
    return text.partition("T")[2].rstrip("Z")


def _code(text: str) -> Html:
    return element("code", text)


def _state(text: str, tone: str) -> Html:
    return element("span", text, class_=f"state {tone}")
