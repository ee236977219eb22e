"""A scripted service behind httpx2's mock transport, and a clock that only sleeping moves."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any

import httpx2

Reply = httpx2.Response | Exception
TOKEN = "t1.secret-token"


def reply(body: Any = None, status: int = 200, **headers: str) -> httpx2.Response:
    """A JSON response. Header names have underscores for hyphens."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return httpx2.Response(status, content=json.dumps(body).encode(), headers=named)


def failure(code: int, status: int, message: str = "no", **headers: str) -> httpx2.Response:
    return reply({"code": code, "message": message, "details": []}, status, **headers)


@dataclass
class Script:
    """Sends the responses in order, and repeats the last one."""

    replies: list[Reply]
    requests: list[httpx2.Request] = field(default_factory=list)

    def __call__(self, request: httpx2.Request) -> httpx2.Response:
        self.requests.append(request)
        at = min(len(self.requests), len(self.replies)) - 1
        answer = self.replies[at]
        if isinstance(answer, Exception):
            raise answer
        return httpx2.Response(
            answer.status_code, content=answer.content, headers=dict(answer.headers)
        )

    @property
    def transport(self) -> httpx2.MockTransport:
        return httpx2.MockTransport(self)

    @property
    def last(self) -> httpx2.Request:
        return self.requests[-1]

    def body(self, at: int = -1) -> Any:
        return json.loads(self.requests[at].content)


@dataclass
class FakeClock:
    """Time passes only in `sleep`. `slept` lists the pauses."""

    time: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.time += seconds


@dataclass
class AsyncFakeClock(FakeClock):
    async def sleep(self, seconds: float) -> None:  # type: ignore[override]
        FakeClock.sleep(self, seconds)


def script(*replies: Reply) -> Script:
    return Script(list(replies))


def operation(done: bool = False, **fields: Any) -> dict[str, Any]:
    return {"id": "op1", "done": done, "metadata": {"imageId": "fd8"}, **fields}
