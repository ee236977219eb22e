"""Getting IAM tokens: the exchange service and the metadata service of a virtual machine."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from typing import Any

from .answers import Answer, api_error
from .errors import (
    APIError,
    CallError,
    CallTimeout,
    ConnectionFailed,
    CredentialsError,
    Internal,
    ResourceExhausted,
    Unavailable,
)
from .settings import Settings
from .steps import Pause, Send, Steps
from .times import Timestamp

METADATA_LIFE = 300.0
_METADATA_HOST = "169.254.169.254"
_METADATA_PATH = "/computeMetadata/v1/instance/service-accounts/default/token"
_ATTEMPTS = 4
_TIMEOUT = 10.0
_PROBE_TIMEOUT = 1.0
_SKEW = 60.0
_PASSING = (Unavailable, Internal, ResourceExhausted, ConnectionFailed, CallTimeout)


def exchange_token(settings: Settings, body: Mapping[str, str]) -> Steps[tuple[str, float | None]]:
    """`POST /iam/v1/tokens`: the token and the seconds it lives. Raises CredentialsError."""
    url = f"{settings.endpoints.base('iam.api.cloud.yandex.net')}/iam/v1/tokens"
    headers = {"content-type": "application/json", "user-agent": settings.user_agent}
    content = json.dumps(body).encode()
    send = Send("iam.tokens.create", "POST", url, headers, content, _TIMEOUT)
    try:
        answer = yield from _persistently(settings, send)
    except (APIError, CallError) as error:
        raise CredentialsError(f"the token exchange failed: {error}") from error
    data = _object(answer)
    token = data.get("iamToken")
    if not isinstance(token, str) or not token:
        raise CredentialsError("the token exchange answered without a token")
    return token, _life(data.get("expiresAt"), settings.wall())


def metadata_token(settings: Settings) -> Steps[tuple[str, float | None]]:
    """The token of the machine's service account and the seconds it lives. Raises
    CredentialsError, or a CallError when there is no metadata service."""
    address = os.environ.get("YC_METADATA_ADDR") or _METADATA_HOST
    base = address if "://" in address else f"http://{address}"
    url = base.rstrip("/") + _METADATA_PATH
    headers = {"metadata-flavor": "Google", "user-agent": settings.user_agent}
    answer: Answer = yield Send("metadata.token", "GET", url, headers, None, _PROBE_TIMEOUT)
    if answer.status == 404:
        raise CredentialsError("no service account is attached to this machine")
    data = _object(answer) if answer.success else {}
    token, life = data.get("access_token"), data.get("expires_in")
    if not isinstance(token, str) or not token:
        raise CredentialsError(f"answered without a token (HTTP {answer.status})")
    return token, float(life) if isinstance(life, (int, float)) and life > 0 else None


def _persistently(settings: Settings, send: Send) -> Steps[Answer]:
    """A few attempts: a failing exchange fails everything that waits for the token."""
    for attempt in range(_ATTEMPTS):
        try:
            answer: Answer = yield send
            if answer.success:
                return answer
            raise api_error(answer, send.method, settings.wall())
        except _PASSING:
            if attempt == _ATTEMPTS - 1:
                raise
        yield Pause(settings.random() * 0.5 * 2**attempt)
    raise AssertionError("unreachable")  # pragma: no cover


def _object(answer: Answer) -> dict[str, Any]:
    try:
        data = json.loads(answer.content)
    except (ValueError, RecursionError):
        return {}
    return data if isinstance(data, dict) else {}


def _life(expires: object, now: float) -> float | None:
    """Seconds until `expires`, 0 for a token that ended on its way here; None when it lies well in
    the past, as with a wrong local clock."""
    try:
        life = Timestamp.parse(str(expires)).timestamp() - now
    except (ValueError, OverflowError):
        return None
    return max(life, 0.0) if life > -_SKEW else None
