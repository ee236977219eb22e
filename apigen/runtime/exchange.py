"""One logical call: checks, headers, attempts. No I/O: see `steps`."""

from __future__ import annotations

import uuid
import warnings

from .answers import Answer, api_error
from .calls import BaseCall, CallOptions
from .errors import ValidationFailed
from .settings import Settings
from .steps import Authorize, Send, Steps

_NEWER = (
    "When the service is newer than the page and takes this, pass "
    'options=CallOptions(validation="warn") or make the client with validation="warn".'
)


class ValidationWarning(UserWarning):
    """A request breaks limits of its page and is sent all the same (`validation="warn"`)."""


def exchange(call: BaseCall[object], options: CallOptions, settings: Settings) -> Steps[Answer]:
    """Sends a call; returns its successful answer or raises the error of the tree in `errors`."""
    _check(call, options)
    url = f"https://{call.host}{call.url()}"
    content = call.content(options.extra_body)
    headers = _headers(call, options, settings, content)
    authorization = yield Authorize()
    answer: Answer = yield Send(
        call.name,
        call.verb,
        url,
        {**headers, "authorization": authorization},
        content,
        options.timeout or float("inf"),
    )
    if answer.success:
        return answer
    raise api_error(answer, call.name)


def _check(call: BaseCall[object], options: CallOptions) -> None:
    if options.validation == "off":
        return
    from .checks import check

    violations = check(call.request)
    if not violations:
        return
    failed = ValidationFailed(call.name, violations, _NEWER)
    if options.validation != "warn":
        raise failed
    warnings.warn(str(failed), ValidationWarning, stacklevel=5)


def _headers(
    call: BaseCall[object], options: CallOptions, settings: Settings, content: bytes | None
) -> dict[str, str]:
    headers = {
        "accept": "application/json",
        "user-agent": settings.user_agent,
        "x-client-request-id": str(uuid.uuid4()),
    }
    if content is not None:
        headers["content-type"] = "application/json"
    headers.update({name.lower(): value for name, value in (options.headers or {}).items()})
    return headers
