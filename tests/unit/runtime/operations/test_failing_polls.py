"""Waits during which polls fail."""

from __future__ import annotations

from typing import Any

import httpx2
import pytest

from apigen.runtime import errors
from tests.unit.runtime.sample_api import Client, Image
from tests.unit.runtime.secrets import IAM
from tests.unit.runtime.server import FakeClock, failure, operation, reply, script
from tests.unit.runtime.sockets import LocalServer, Received, Sent


class TestFailingPolls:
    DONE = operation(True, response={"id": "i"})

    @pytest.mark.parametrize(
        "trouble", [httpx2.ReadTimeout("slow"), httpx2.ConnectError("away"), failure(14, 503)]
    )
    def test_failed_poll_does_not_end_a_wait_with_a_timeout(self, trouble: Any) -> None:
        service = script(reply(operation()), trouble, reply(self.DONE))
        client = Client(iam_token=IAM, transport=service.transport, retries=0, clock=FakeClock())
        started = client.compute.images.create(folder_id="f")
        assert started.wait(timeout=60) == Image(id="i")

    def test_failed_poll_ends_a_wait_without_a_timeout(self) -> None:
        service = script(reply(operation()), failure(14, 503), reply(self.DONE))
        client = Client(iam_token=IAM, transport=service.transport, retries=0, clock=FakeClock())
        started = client.compute.images.create(folder_id="f")
        with pytest.raises(errors.Unavailable):
            started.wait()
        assert started.wait() == Image(id="i")

    def test_other_errors_are_raised(self) -> None:
        service = script(reply(operation()), failure(7, 403))
        client = Client(iam_token=IAM, transport=service.transport, clock=FakeClock())
        with pytest.raises(errors.PermissionDenied):
            client.compute.images.create(folder_id="f").wait(timeout=60)

    def test_service_that_stays_unavailable(self) -> None:
        clock = FakeClock()
        service = script(reply(operation()), failure(14, 503))
        client = Client(iam_token=IAM, transport=service.transport, clock=clock)
        started = client.compute.images.create(folder_id="f")
        with pytest.raises(errors.OperationTimeout):
            started.wait(timeout=30)
        assert 30 <= sum(clock.slept) < 33

    def test_a_poll_does_not_outlast_the_wait(self) -> None:
        def handler(request: Received) -> Sent:
            return Sent(body=operation(), trickle=0 if request.verb == "POST" else 0.1)

        with (
            LocalServer(handler) as server,
            Client(iam_token=IAM, endpoint=server.url, timeout=60) as client,
        ):
            started = client.compute.images.create(folder_id="f")
            with pytest.raises(errors.OperationTimeout) as caught:
                started.wait(timeout=0.2, poll=0.01)
            assert caught.value.operation is started
