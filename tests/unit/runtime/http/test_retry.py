"""Retries: which errors, which delays, which idempotency key; hooks and logs."""

from __future__ import annotations

import asyncio
import logging
from typing import Any

import httpx2
import pytest

from apigen.runtime import errors
from apigen.runtime.http.hooks import Hooks, RequestEvent, ResponseEvent, RetryEvent
from apigen.runtime.http.options import CallOptions
from apigen.runtime.http.retry import QUICK, SLOW, Backoff, RetryBudget, retry_delay
from tests.unit.runtime.sample_api import AsyncClient, Client
from tests.unit.runtime.secrets import IAM
from tests.unit.runtime.server import (
    AsyncFakeClock,
    FakeClock,
    Script,
    failure,
    operation,
    reply,
    script,
)
from tests.unit.runtime.sockets import LocalServer, Received, Sent

UNAVAILABLE = failure(14, 503)
UNKEYED = CallOptions(idempotency_key="")


def get(service: Script, options: CallOptions | None = None, **settings: Any) -> FakeClock:
    """Gets an image, sync and async; both must pause equally often. The clock lists the pauses."""
    clock, async_clock = FakeClock(), AsyncFakeClock()
    replies = list(service.replies)

    async def main() -> None:
        mirror = Script(replies)
        client = AsyncClient(
            iam_token=IAM, transport=mirror.transport, clock=async_clock, **settings
        )
        try:
            await client.compute.images.get("x", options=options)
        finally:
            assert len(mirror.requests) == len(async_clock.slept) + 1

    try:
        with Client(iam_token=IAM, transport=service.transport, clock=clock, **settings) as client:
            client.compute.images.get("x", options=options)
    except errors.YCloudError as error:
        with pytest.raises(type(error)):
            asyncio.run(main())
        raise
    asyncio.run(main())
    assert len(async_clock.slept) == len(clock.slept)
    return clock


def create(service: Script, options: CallOptions | None = None, **settings: Any) -> Client:
    client = Client(iam_token=IAM, transport=service.transport, clock=FakeClock(), **settings)
    client.compute.images.create(folder_id="f", options=options)
    return client


class TestRetriedErrors:
    @pytest.mark.parametrize(
        "passing",
        [
            UNAVAILABLE,
            failure(13, 500),
            failure(4, 504),
            failure(8, 429),
            httpx2.Response(502, content=b"<html>"),
            httpx2.ConnectError("refused"),
            httpx2.ReadError("reset"),
            httpx2.RemoteProtocolError("cut"),
            httpx2.ReadTimeout("slow"),
        ],
    )
    def test_read_is_retried(self, passing: Any) -> None:
        service = script(passing, reply({"id": "x"}))
        assert len(get(service).slept) == 1
        assert len(service.requests) == 2

    @pytest.mark.parametrize(
        "passing", [UNAVAILABLE, failure(13, 500), failure(4, 504), httpx2.ReadError("reset")]
    )
    def test_change_is_retried_with_the_same_key(self, passing: Any) -> None:
        service = script(passing, passing, reply(operation()))
        create(service)
        keys = {request.headers["idempotency-key"] for request in service.requests}
        assert len(service.requests) == 3
        assert len(keys) == 1
        assert len({request.content for request in service.requests}) == 1
        create(service)
        assert service.last.headers["idempotency-key"] not in keys
        assert service.last.headers["idempotency-key"][14] == "4"  # a UUID of version 4

    @pytest.mark.parametrize(
        ("code", "status"),
        [
            (6, 409),
            (10, 409),
            (3, 400),
            (5, 404),
            (7, 403),
            (9, 400),
            (12, 501),
            (15, 500),
            (2, 500),
        ],
    )
    def test_other_errors_are_not_retried(self, code: int, status: int) -> None:
        service = script(failure(code, status), reply(operation()))
        with pytest.raises(errors.APIError):
            create(service)
        assert len(service.requests) == 1

    @pytest.mark.parametrize(
        ("trouble", "again"),
        [
            (failure(13, 500), False),
            (failure(4, 504), False),
            (httpx2.ReadError("reset"), False),
            (httpx2.ReadTimeout("slow"), False),
            (httpx2.ConnectError("refused"), True),
            (httpx2.ConnectTimeout("slow"), True),
            (UNAVAILABLE, True),
            (failure(8, 429), True),
        ],
    )
    def test_change_without_a_key(self, trouble: Any, again: bool) -> None:
        service = script(trouble, reply(operation()))
        if again:
            create(service, UNKEYED)
        else:
            with pytest.raises(errors.YCloudError):
                create(service, UNKEYED)
        assert len(service.requests) == 1 + again
        assert "idempotency-key" not in service.last.headers

    def test_given_key(self) -> None:
        service = script(reply(operation()))
        create(service, CallOptions(idempotency_key="mine"))
        assert service.last.headers["idempotency-key"] == "mine"

    def test_reads_carry_no_key(self) -> None:
        service = script(reply({}))
        get(service)
        assert "idempotency-key" not in service.last.headers

    def test_attempts_run_out(self) -> None:
        service = script(UNAVAILABLE)
        with pytest.raises(errors.Unavailable) as caught:
            get(service, CallOptions(retries=2))
        assert len(service.requests) == 3
        assert caught.value.__notes__ == ["after 3 attempts"]
        with pytest.raises(errors.Unavailable):
            get(script(UNAVAILABLE), retries=0)


class TestDelays:
    def test_full_jitter_grows(self) -> None:
        full = [QUICK.delay(retries, lambda: 1.0) for retries in range(8)]
        assert full == [0.2, 0.4, 0.8, 1.6, 3.2, 6.4, 10.0, 10.0]
        assert QUICK.delay(3, lambda: 0.0) == 0.0
        assert Backoff(1, 5).delay(10_000, lambda: 0.5) == 2.5

    def test_quotas_are_slower(self) -> None:
        exhausted = errors.ResourceExhausted("slow down")
        assert retry_delay(exhausted, True, 0, lambda: 1.0) == SLOW.first == 2.0
        assert retry_delay(errors.Unavailable(), True, 0, lambda: 1.0) == QUICK.first

    def test_retry_after_is_obeyed(self) -> None:
        service = script(failure(8, 429, retry_after="7"), reply({}))
        assert 7.0 <= get(service).slept[0] <= 8.0

    def test_retry_after_as_a_date(self) -> None:
        service = script(failure(14, 503, retry_after="Wed, 21 Oct 2015 07:28:00 GMT"), reply({}))
        assert get(service).slept[0] <= 1.0

    def test_invalid_retry_after_is_ignored(self) -> None:
        assert get(script(failure(14, 503, retry_after="soon"), reply({}))).slept[0] <= 0.2

    def test_no_wait_beyond_the_total_time(self) -> None:
        service = script(failure(14, 503, retry_after="50"), reply({}))
        with pytest.raises(errors.Unavailable):
            get(service, CallOptions(total_timeout=40))
        assert len(service.requests) == 1

    def test_attempts_share_the_total_time(self) -> None:
        class Slow(Script):
            def __call__(self, request: httpx2.Request) -> httpx2.Response:
                timeouts.append(request.extensions["timeout"]["read"])
                clock.time += 25
                return super().__call__(request)

        clock, timeouts = FakeClock(), list[float]()
        service = Slow([httpx2.ReadTimeout("slow")])
        with (
            Client(
                iam_token=IAM,
                transport=service.transport,
                clock=clock,
                timeout=30,
                total_timeout=60,
            ) as client,
            pytest.raises(errors.CallTimeout),
        ):
            client.compute.images.get("x")
        assert timeouts[0] == 30
        assert timeouts[-1] < 30
        assert len(timeouts) == 3

    def test_an_empty_budget_ends_the_retries(self) -> None:
        budget = RetryBudget(size=2, refill=0.5)
        assert [budget.take("a"), budget.take("a"), budget.take("a")] == [True, True, False]
        assert budget.take("b")
        budget.succeeded("a", retried=False)
        assert not budget.take("a")
        budget.succeeded("a", retried=False)
        assert budget.take("a")
        budget.succeeded("a", retried=True)
        assert budget.take("a")
        budget.succeeded("unseen", retried=True)

    def test_budget_limits_retries(self) -> None:
        service = script(UNAVAILABLE)
        client = Client(iam_token=IAM, transport=service.transport, clock=FakeClock())
        for _ in range(100):
            with pytest.raises(errors.Unavailable):
                client.compute.images.get("x")
        assert len(service.requests) == 200  # 100 calls, and not four retries for each


class TestObservation:
    def test_hooks(self) -> None:
        seen: list[Any] = []
        hooks = Hooks(request=seen.append, response=seen.append, retry=seen.append)
        service = script(UNAVAILABLE, reply({}, x_request_id="r", x_server_trace_id="t"))
        clock = FakeClock()
        Client(
            iam_token=IAM, transport=service.transport, clock=clock, hooks=hooks
        ).compute.images.get("x")
        first, refused, again, second, answered = seen
        assert isinstance(first, RequestEvent)
        assert (first.method, first.verb, first.attempt) == ("compute.images.get", "GET", 1)
        assert first.url == "https://compute.api.cloud.yandex.net/compute/v1/images/x"
        assert isinstance(refused, ResponseEvent)
        assert (refused.status, refused.attempt) == (503, 1)
        assert isinstance(again, RetryEvent)
        assert again.delay == clock.slept[0]
        assert isinstance(again.error, errors.Unavailable)
        assert second.attempt == 2
        assert first.request_id != second.request_id
        assert first.trace_id == second.trace_id
        assert (answered.status, answered.request_id, answered.trace_id) == (200, "r", "t")
        sent = [request.headers["x-client-request-id"] for request in service.requests]
        assert sent == [first.request_id, second.request_id]
        assert service.last.headers["x-client-trace-id"] == first.trace_id

    def test_client_ids_are_in_the_error(self) -> None:
        service = script(failure(5, 404))
        with pytest.raises(errors.NotFound) as caught:
            Client(iam_token=IAM, transport=service.transport).compute.images.get("x")
        assert caught.value.client_request_id == service.last.headers["x-client-request-id"]
        assert caught.value.client_trace_id == service.last.headers["x-client-trace-id"]

    def test_logs(self, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.DEBUG, "ycloud"):
            get(script(UNAVAILABLE, reply({}, x_request_id="r1")))
        ours = [record for record in caplog.records if record.name == "ycloud"]
        text = "\n".join(record.getMessage() for record in ours)
        assert "compute.images.get: GET https://compute" in text
        assert "attempt 1 failed, again in" in text
        assert "HTTP 200 in 0.000 s, request r1" in text

    def test_user_agent(self) -> None:
        service = script(reply({}))
        Client(
            iam_token=IAM, transport=service.transport, user_agent="mine/1.0"
        ).compute.images.get("x")
        assert service.last.headers["user-agent"].startswith("mine/1.0 ycloud")


class TestOverSockets:
    @pytest.mark.parametrize(
        "trouble",
        [
            Sent(drop=True),
            Sent(body={"id": "x" * 100}, truncate=True),
            Sent(503, raw=b"<html>"),
            Sent(body={"id": "x" * 20}, trickle=0.05),
        ],
    )
    def test_network_errors(self, trouble: Sent) -> None:
        left: list[Sent] = []

        def handler(request: Received) -> Sent:
            return left.pop() if left else Sent(body={"id": "fine"})

        options: dict[str, Any] = {"iam_token": IAM, "timeout": 0.3}
        with LocalServer(handler) as server:
            left.append(trouble)
            with Client(endpoint=server.url, **options) as client:
                assert client.compute.images.get("x").id == "fine"

            async def main() -> None:
                left.append(trouble)
                async with AsyncClient(endpoint=server.url, **options) as client:
                    assert (await client.compute.images.get("x")).id == "fine"

            asyncio.run(main())
            assert len(server.received) == 4

    def test_trickling_response_times_out(self) -> None:
        sent = Sent(body={"id": "x" * 400}, trickle=0.02)
        with (
            LocalServer(lambda request: sent) as server,
            Client(endpoint=server.url, iam_token=IAM, timeout=0.2, retries=0) as client,
            pytest.raises(errors.CallTimeout, match="too slowly"),
        ):
            client.compute.images.get("x")
