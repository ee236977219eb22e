"""2,000 calls, sync and async, against a service that fails in many ways.

Every call must end with its result or with an error of the tree, nothing may be created twice
where the service honours the idempotency key, and no task or socket may be left.
"""

from __future__ import annotations

import asyncio
import gc
import random
import threading
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import pytest

from apigen.runtime import errors
from apigen.runtime.auth.credentials import Credentials, Token
from apigen.runtime.http.client_options import ClientOptions
from apigen.runtime.http.steps import Steps
from tests.tiers import at_depth
from tests.unit.runtime.sample_api import AsyncClient, Client
from tests.unit.runtime.secrets import EXCHANGED
from tests.unit.runtime.sockets import LocalServer, Received, Sent

CALLS = 1000
DOCUMENTED = (
    errors.Unavailable,
    errors.Internal,
    errors.ResourceExhausted,
    errors.Unauthenticated,
    errors.ConnectionFailed,
    errors.CallTimeout,
    errors.DecodeError,
)


@dataclass
class Chaos:
    """Creates images by name, once for each idempotency key. Fails before the creation, or after it,
    so that only the response is lost."""

    random: random.Random
    created: Counter[str] = field(default_factory=Counter)
    by_key: dict[str, str] = field(default_factory=dict)
    troubles: Counter[str] = field(default_factory=Counter)

    def __call__(self, request: Received) -> Sent:
        if self.random.random() < 0.03:
            return self.trouble("expired", Sent(401, {"code": 16, "message": "expired"}))
        before = self.random.random()
        if before < 0.1:
            return self.before(before)
        sent = self.image(request)
        if self.random.random() > 0.1:
            return sent
        return self.after(sent)

    def trouble(self, name: str, sent: Sent) -> Sent:
        self.troubles[name] += 1
        return sent

    def before(self, chance: float) -> Sent:
        if chance < 0.03:
            return self.trouble("dropped", Sent(drop=True))
        if chance < 0.05:
            return self.trouble("429", Sent(429, {"code": 8, "message": "slow down"}))
        if chance < 0.08:
            return self.trouble("503", Sent(503, {"code": 14, "message": "away"}))
        return self.trouble("gateway", Sent(502, raw=b"<html>Bad gateway</html>"))

    def after(self, sent: Sent) -> Sent:
        kind = self.random.choice(["lost", "500", "not json", "truncated", "slow"])
        return self.trouble(
            kind,
            {
                "lost": Sent(drop=True),
                "500": Sent(500, {"code": 13, "message": "broken"}),
                "not json": Sent(raw=b"\x00<html>"),
                "truncated": Sent(body=sent.body, truncate=True),
                "slow": Sent(body=sent.body, trickle=0.03),
            }[kind],
        )

    def image(self, request: Received) -> Sent:
        if request.verb == "GET":
            return Sent(body={"id": request.path.rpartition("/")[2]})
        key, name = request.headers["idempotency-key"], request.json["name"]
        if key not in self.by_key:
            self.by_key[key] = name
            self.created[name] += 1
        assert self.by_key[key] == name, "a key served two calls"
        done = {"id": f"op-{name}", "done": True, "response": {"id": name, "name": name}}
        return Sent(body=done)


class QuickClock:
    """Real time, with pauses fifty times as short."""

    def now(self) -> float:
        return time.monotonic()

    def sleep(self, seconds: float) -> None:
        time.sleep(seconds / 50)


class AsyncQuickClock(QuickClock):
    async def sleep(self, seconds: float) -> None:  # type: ignore[override]
        await asyncio.sleep(seconds / 50)


def renewable() -> Credentials:
    numbers = iter(range(10**6))

    def fetch(settings: ClientOptions) -> Steps[Token]:
        yield from ()
        return Token(f"Bearer {EXCHANGED}{next(numbers)}", 3600)

    return Credentials("test", fetch)


@pytest.fixture
def service() -> Iterator[tuple[Chaos, LocalServer]]:
    chaos = Chaos(random.Random(20240102))
    with LocalServer(chaos) as server:
        yield chaos, server
        deadline = time.monotonic() + 5
        while server.open and time.monotonic() < deadline:
            time.sleep(0.01)
        assert server.open == 0
        gc.collect()  # a socket left open is a ResourceWarning, and that is an error


def judge(chaos: Chaos, outcomes: list[tuple[str, Any]]) -> None:
    assert len(outcomes) == CALLS
    assert len(chaos.troubles) == 10, "not every kind has happened"
    assert set(chaos.created.values()) == {1}, "something was created twice"
    ended = Counter(type(outcome).__name__ for _, outcome in outcomes)
    for name, outcome in outcomes:
        if isinstance(outcome, BaseException):
            assert isinstance(outcome, DOCUMENTED), repr(outcome)
        else:
            assert outcome == name
            assert not name.startswith("made") or chaos.created[name] == 1
    assert ended["str"] > 0.93 * CALLS, ended


OPTIONS: dict[str, Any] = {"timeout": 0.5, "total_timeout": 60}


def test_sync(service: tuple[Chaos, LocalServer]) -> None:
    chaos, server = service

    def one(number: int) -> tuple[str, Any]:
        try:
            if number % 2:
                return f"got{number}", client.compute.images.get(f"got{number}").id
            name = f"made{number}"
            return name, client.compute.images.create(folder_id="f", name=name).wait().name
        except Exception as error:
            return f"got{number}" if number % 2 else f"made{number}", error

    threads = threading.active_count()
    with (
        Client(
            endpoint=server.url, credentials=renewable(), clock=QuickClock(), **OPTIONS
        ) as client,
        ThreadPoolExecutor(20) as pool,
    ):
        outcomes = list(pool.map(one, range(CALLS)))
    judge(chaos, outcomes)
    assert threading.active_count() == threads


def test_async(service: tuple[Chaos, LocalServer]) -> None:
    chaos, server = service

    async def main() -> list[tuple[str, Any]]:
        gate = asyncio.Semaphore(50)

        async def one(number: int) -> tuple[str, Any]:
            name = f"got{number}" if number % 2 else f"made{number}"
            async with gate:
                try:
                    if number % 2:
                        return name, (await client.compute.images.get(name)).id
                    started = await client.compute.images.create(folder_id="f", name=name)
                    return name, (await started.wait()).name
                except Exception as error:
                    return name, error

        async with AsyncClient(
            endpoint=server.url, credentials=renewable(), clock=AsyncQuickClock(), **OPTIONS
        ) as client:
            outcomes = await asyncio.gather(*(one(number) for number in range(CALLS)))
        assert asyncio.all_tasks() == {asyncio.current_task()}
        return list(outcomes)

    judge(chaos, asyncio.run(main()))


def test_cancelled_tasks_leave_nothing(service: tuple[Chaos, LocalServer]) -> None:
    """Cancels calls at any point: the client keeps working, and closes cleanly."""
    server = service[1]

    async def main() -> None:
        async with AsyncClient(
            endpoint=server.url, credentials=renewable(), clock=AsyncQuickClock(), **OPTIONS
        ) as client:
            for round_ in range(at_depth(2, 8)):
                tasks = [
                    asyncio.create_task(client.compute.images.get(f"got{n}")) for n in range(60)
                ]
                await asyncio.sleep(0.003 * round_)
                for task in tasks[::2]:
                    task.cancel()
                ended = await asyncio.gather(*tasks, return_exceptions=True)
                odd = [e for e in ended if isinstance(e, BaseException)]
                assert all(isinstance(e, (asyncio.CancelledError, *DOCUMENTED)) for e in odd)
            assert asyncio.all_tasks() == {asyncio.current_task()}

    asyncio.run(main())
