"""Drives both clients: real requests through a client into a transport inside this process."""

from __future__ import annotations

import asyncio
import inspect
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from typing import Any
from urllib.parse import parse_qsl

import httpx2
import pytest

from ycloud import AsyncClient, Client, errors
from ycloud._runtime.models import Message


class Clock:
    """A clock that only sleeping advances."""

    def __init__(self) -> None:
        self.time = 0.0

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.time += seconds


class AsyncClock(Clock):
    async def sleep(self, seconds: float) -> None:  # type: ignore[override]
        self.time += seconds


class Caller:
    """Calls the methods of a sync or async client by their path on it (`compute.images.get`)."""

    def __init__(self, *, asynchronous: bool, **options: Any) -> None:
        self._runner = asyncio.Runner() if asynchronous else None
        made = AsyncClient if asynchronous else Client
        self.client: Any = made(iam_token="t1.test", **options)

    def call(self, name: str, arguments: Mapping[str, Any]) -> Any:
        method = reduce(getattr, name.split("."), self.client)
        return self.run(method(**arguments))

    def run(self, result: Any) -> Any:
        """The result of a sync call, or of an awaited async one."""
        if not inspect.isawaitable(result):
            return result

        async def wait() -> Any:
            return await result

        assert self._runner is not None
        return self._runner.run(wait())

    def close(self) -> None:
        self.run(self.client.close())
        if self._runner is not None:
            self._runner.close()


class Driver(Caller):
    """A sync or async client with a server that gives prepared responses and records requests.

    `sent`: (verb, URL without the query, query pairs, JSON body or `None`), in order.
    """

    def __init__(self, *, asynchronous: bool) -> None:
        self.sent: list[tuple[str, str, list[tuple[str, str]], Any]] = []
        self._answers: list[tuple[int, Any]] = []
        transport = httpx2.MockTransport(self._serve)
        clock = AsyncClock() if asynchronous else Clock()
        super().__init__(asynchronous=asynchronous, transport=transport, clock=clock)

    def answer(self, *bodies: Any, status: int = 200) -> None:
        """Prepares responses, in order; the last one is repeated."""
        self._answers += [(status, body) for body in bodies]

    def items(self, name: str, arguments: dict[str, Any]) -> list[Any]:
        """The items of all pages of a list."""
        pages = reduce(getattr, name.split("."), self.client)(**arguments)
        if self._runner is None:
            return list(pages)

        async def collect() -> list[Any]:
            return [item async for item in pages]

        return self._runner.run(collect())

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


# Rules that only one side checks: the client field masks and URLs, the service the syntax of texts.
ONE_SIDED = {"field-mask", "path", "filter", "order", "page-token"}


class Contract(Caller):
    """The service at an endpoint, called over HTTP by a client that does not validate: compares what
    the service refuses with what the client would have refused."""

    def __init__(self, endpoint: str, *, asynchronous: bool) -> None:
        super().__init__(asynchronous=asynchronous, endpoint=endpoint, validation="off", retries=0)

    @staticmethod
    def arguments(calls: Mapping[str, tuple[Any, ...]]) -> list[Mapping[str, Any]]:
        """The arguments of valid calls."""
        return [call[0] for call in calls.values()]

    def differences(
        self,
        name: str,
        taken: Iterable[Mapping[str, Any]],
        refused: Iterable[tuple[Mapping[str, Any], set[tuple[str, str]]]] = (),
    ) -> list[tuple[Mapping[str, Any], set[tuple[str, str]]]]:
        """The arguments on which service and client disagree, with the violations that the service
        reports. Arguments that give no URL are left out."""
        found: list[tuple[Mapping[str, Any], set[tuple[str, str]]]] = []
        for arguments in taken:
            broken = self._broken(name, arguments)
            if broken:
                found.append((arguments, broken))
        for arguments, wanted in refused:
            broken = self._broken(name, arguments)
            both_know = {rule for rule in wanted if rule[1] not in ONE_SIDED}
            if broken is not None and broken != both_know:
                found.append((arguments, broken))
        return found

    def _broken(self, name: str, arguments: Mapping[str, Any]) -> set[tuple[str, str]] | None:
        """Path and rule of each violation that the service reports; `None` where no request can be
        made. A valid request may fail because a resource is missing, exists or has changed."""
        try:
            self.call(name, arguments)
        except errors.ValidationFailed:
            return None
        except errors.InvalidArgument as error:
            told = [v for detail in error.details for v in detail.get("fieldViolations", ())]
            found = {(v["field"], v["reason"]) for v in told if v["reason"] not in ONE_SIDED}
            return found if told else {("", error.message)}
        except (errors.NotFound, errors.AlreadyExists, errors.FailedPrecondition) as error:
            return {("", error.message)} if error.message.startswith("no method") else set()
        return set()


@pytest.fixture(params=["sync", "async"])
def contract(request: pytest.FixtureRequest) -> Iterator[Contract]:
    endpoint = os.environ.get("CONTRACT_ENDPOINT")
    if not endpoint:
        pytest.skip("no CONTRACT_ENDPOINT, such as the address that `apigen serve` prints")
    made = Contract(endpoint, asynchronous=request.param == "async")
    yield made
    made.close()


class Plain:
    """Replaces the models inside a value by their JSON."""

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
