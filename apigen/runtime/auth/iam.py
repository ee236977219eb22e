"""Obtains IAM tokens from the token exchange and from the metadata service of a virtual machine."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any

from ..errors import (
    APIError,
    CallError,
    CallTimeout,
    ConnectionFailed,
    CredentialsError,
    Internal,
    ResourceExhausted,
    Unavailable,
)
from ..http.client_options import ClientOptions
from ..http.error_response import api_error
from ..http.response import HttpResponse
from ..http.steps import Pause, Send, Steps

METADATA_LIFE = 300.0
_METADATA_HOST = "169.254.169.254"
_METADATA_PATH = "/computeMetadata/v1/instance/service-accounts/default/token"
_ATTEMPTS = 4
_TIMEOUT = 10.0
_PROBE_TIMEOUT = 1.0
_MAX_SKEW = 60.0
_TRANSIENT = (Unavailable, Internal, ResourceExhausted, ConnectionFailed, CallTimeout)


def exchange_token(
    client: ClientOptions, body: Mapping[str, str]
) -> Steps[tuple[str, float | None]]:
    """`POST /iam/v1/tokens`: the token and its life in seconds. Raises CredentialsError."""
    url = f"{client.endpoints.base('iam.api.cloud.yandex.net')}/iam/v1/tokens"
    headers = {"content-type": "application/json", "user-agent": client.user_agent}
    content = json.dumps(body).encode()
    send = Send("iam.tokens.create", "POST", url, headers, content, _TIMEOUT)
    try:
        response = yield from _with_retries(client, send)
    except (APIError, CallError) as error:
        raise CredentialsError(f"the token exchange failed: {error}") from error
    data = _json_object(response)
    token = data.get("iamToken")
    if not isinstance(token, str) or not token:
        raise CredentialsError("the token exchange answered without a token")
    return token, _life(data.get("expiresAt"), client.wall())


def metadata_token(client: ClientOptions) -> Steps[tuple[str, float | None]]:
    """The token of the machine's service account and its life in seconds. Raises CredentialsError,
    or CallError if there is no metadata service."""
    address = os.environ.get("YC_METADATA_ADDR") or _METADATA_HOST
    base = address if "://" in address else f"http://{address}"
    url = base.rstrip("/") + _METADATA_PATH
    headers = {"metadata-flavor": "Google", "user-agent": client.user_agent}
    response: HttpResponse = yield Send("metadata.token", "GET", url, headers, None, _PROBE_TIMEOUT)
    if response.status == 404:
        raise CredentialsError("no service account is attached to this machine")
    data = _json_object(response) if response.is_success else {}
    token, life = data.get("access_token"), data.get("expires_in")
    if not isinstance(token, str) or not token:
        raise CredentialsError(f"answered without a token (HTTP {response.status})")
    return token, float(life) if isinstance(life, (int, float)) and life > 0 else None


def _with_retries(client: ClientOptions, send: Send) -> Steps[HttpResponse]:
    """Makes a few attempts: if the exchange fails, so do all calls that wait for the token."""
    for attempt in range(_ATTEMPTS):
        try:
            response: HttpResponse = yield send
            if response.is_success:
                return response
            raise api_error(response, send.method, client.wall())
        except _TRANSIENT:
            if attempt == _ATTEMPTS - 1:
                raise
        yield Pause(client.random() * 0.5 * 2**attempt)
    raise AssertionError("unreachable")  # pragma: no cover


def _json_object(response: HttpResponse) -> dict[str, Any]:
    try:
        data = json.loads(response.content)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _life(expires: object, now: float) -> float | None:
    """Seconds until `expires`, 0 for a token that has just expired. None if `expires` lies well in
    the past, as with a wrong local clock, or is no timestamp."""
    from ..messages.timestamps import Timestamp

    try:
        life = Timestamp.parse(str(expires)).timestamp() - now
    except (ValueError, OverflowError):
        return None
    return max(life, 0.0) if life > -_MAX_SKEW else None
