"""One driver for both clients: real requests through the client into a transport that never leaves."""

from __future__ import annotations

import asyncio
import inspect
import json
from collections.abc import Iterator
from functools import reduce
from typing import Any
from urllib.parse import parse_qsl

import httpx2
import pytest

from ycloud import AsyncClient, Client
from ycloud._runtime.models import Message


class Clock:
    """A clock that stands still but for the sleeping."""

    def __init__(self) -> None:
        self.time = 0.0

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.time += seconds


class AsyncClock(Clock):
    async def sleep(self, seconds: float) -> None:  # type: ignore[override]
        self.time += seconds


class Driver:
    """A client, sync or async, with a server that gives prepared answers and keeps what was sent.

    `sent`: (verb, URL without the query, query pairs, JSON body or `None`), in order.
    """

    def __init__(self, *, asynchronous: bool) -> None:
        self.sent: list[tuple[str, str, list[tuple[str, str]], Any]] = []
        self._answers: list[tuple[int, Any]] = []
        self._runner = asyncio.Runner() if asynchronous else None
        transport = httpx2.MockTransport(self._serve)
        self.client: Any = (
            AsyncClient(iam_token="t1.test", transport=transport, clock=AsyncClock())
            if asynchronous
            else Client(iam_token="t1.test", transport=transport, clock=Clock())
        )

    def answer(self, *bodies: Any, status: int = 200) -> None:
        """Answers to give, in order; the last one is repeated."""
        self._answers += [(status, body) for body in bodies]

    def call(self, name: str, arguments: dict[str, Any]) -> Any:
        """Call a method by its path on the client (`compute.images.get`)."""
        method = reduce(getattr, name.split("."), self.client)
        return self.run(method(**arguments))

    def run(self, result: Any) -> Any:
        """What a sync call gave, or what an async one gives in the end."""
        if not inspect.isawaitable(result):
            return result

        async def wait() -> Any:
            return await result

        assert self._runner is not None
        return self._runner.run(wait())

    def items(self, name: str, arguments: dict[str, Any]) -> list[Any]:
        """The items of all pages of a list."""
        pages = reduce(getattr, name.split("."), self.client)(**arguments)
        if self._runner is None:
            return list(pages)

        async def collect() -> list[Any]:
            return [item async for item in pages]

        return self._runner.run(collect())

    def close(self) -> None:
        self.run(self.client.close())
        if self._runner is not None:
            self._runner.close()

    def _serve(self, request: httpx2.Request) -> httpx2.Response:
        assert request.headers["authorization"] == "Bearer t1.test"
        url, _, query = str(request.url).partition("?")
        content = request.read()
        pairs = parse_qsl(query, keep_blank_values=True, strict_parsing=bool(query))
        self.sent.append((request.method, url, pairs, json.loads(content) if content else None))
        status, body = self._answers[0] if len(self._answers) == 1 else self._answers.pop(0)
        return httpx2.Response(status, json=body)


@pytest.fixture(params=["sync", "async"])
def driver(request: pytest.FixtureRequest) -> Iterator[Driver]:
    made = Driver(asynchronous=request.param == "async")
    yield made
    made.close()


class Plain:
    """Turns models inside a value into JSON, and leaves everything else."""

    def __call__(self, value: Any) -> Any:
        if isinstance(value, Message):
            return value.to_json()
        if isinstance(value, list):
            return [self(item) for item in value]
        if isinstance(value, dict):
            return {key: self(item) for key, item in value.items()}
        return value


@pytest.fixture
def plain() -> Plain:
    return Plain()
