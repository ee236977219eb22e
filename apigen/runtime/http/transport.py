"""Makes one HTTP attempt with httpx2, and turns its errors into ours. The only module
that uses the network."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from ..errors import CallTimeout, ConnectionFailed
from .response import HttpResponse
from .steps import Send

if TYPE_CHECKING:
    import httpx2


def send(client: httpx2.Client, step: Send, now: Callable[[], float]) -> HttpResponse:
    """Sends a request and reads the whole response within `step.timeout` seconds. Raises
    ConnectionFailed or CallTimeout."""
    import httpx2

    ends = now() + step.timeout
    try:
        request = _request(client, step)
        response = client.send(request, stream=True, follow_redirects=False)
        try:
            content = bytearray()
            for chunk in response.iter_bytes():
                content += chunk
                _check_time(step, ends, now)
        finally:
            response.close()
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise _failure(step, error) from _cause(error)
    return _http_response(response, bytes(content))


async def send_async(
    client: httpx2.AsyncClient, step: Send, now: Callable[[], float]
) -> HttpResponse:
    """Sends a request and reads the whole response within `step.timeout` seconds. Raises
    ConnectionFailed or CallTimeout."""
    import httpx2

    ends = now() + step.timeout
    try:
        request = _request(client, step)
        response = await client.send(request, stream=True, follow_redirects=False)
        try:
            content = bytearray()
            async for chunk in response.aiter_bytes():
                content += chunk
                _check_time(step, ends, now)
        finally:
            await response.aclose()
    except (httpx2.HTTPError, httpx2.InvalidURL) as error:
        raise _failure(step, error) from _cause(error)
    return _http_response(response, bytes(content))


def _request(client: httpx2.Client | httpx2.AsyncClient, step: Send) -> httpx2.Request:
    if client.is_closed:
        raise ConnectionFailed("the client is closed", method=step.method)
    return client.build_request(
        step.verb,
        step.url,
        headers=dict(step.headers),
        content=step.content,
        timeout=None if step.timeout == float("inf") else step.timeout,
    )


def _check_time(step: Send, ends: float, now: Callable[[], float]) -> None:
    """httpx2 limits single reads only: a response that trickles in would never time out."""
    if now() > ends:
        raise _timeout(step, "the response came too slowly")


def _http_response(response: httpx2.Response, content: bytes) -> HttpResponse:
    headers = {name.lower(): value for name, value in response.headers.items()}
    return HttpResponse(response.status_code, headers, content)


def _timeout(step: Send, why: str) -> CallTimeout:
    return CallTimeout(f"no response within {step.timeout:g} s: {why}", method=step.method)


def _failure(step: Send, error: Exception) -> ConnectionFailed | CallTimeout:
    import httpx2

    name = type(error).__name__
    text = "the request cannot be sent" if _cause(error) is None else str(error)
    failed: ConnectionFailed | CallTimeout
    if isinstance(error, httpx2.TimeoutException):
        failed = _timeout(step, name)
    else:
        failed = ConnectionFailed(f"{name}: {text}", method=step.method)
    unsent = (
        httpx2.ConnectError,
        httpx2.ConnectTimeout,
        httpx2.PoolTimeout,
        httpx2.LocalProtocolError,
        httpx2.UnsupportedProtocol,
        httpx2.InvalidURL,
        httpx2.ProxyError,
    )
    failed.sent = not isinstance(error, unsent)
    return failed


def _cause(error: Exception) -> Exception | None:
    """The error itself, but not a LocalProtocolError: it may quote the token in a header."""
    import httpx2

    return None if isinstance(error, httpx2.LocalProtocolError) else error
