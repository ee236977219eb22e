"""Credentials: where a token comes from, in the order in which the vendor's own tools look.

Each source is a function from settings to steps, so both clients share it. Source: the IAM docs
on authorization; api-facts: tokens live at most 12 hours and are to be renewed hourly.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from .errors import CallError, CredentialsError
from .iam import METADATA_LIFE, exchange_token, metadata_token
from .settings import Settings
from .steps import Steps
from .warn import warn

if TYPE_CHECKING:
    from .service_account import ServiceAccountKey


class DiscontinuedWarning(FutureWarning):
    """OAuth tokens: the vendor discontinues them by the end of 2026."""


@dataclass(frozen=True, slots=True)
class Token:
    """`value` of an Authorization header; `life`: seconds it lives from now, None for ever or
    unknown; `cap`: renew after so many seconds at the latest."""

    header: str = field(repr=False)
    life: float | None = None
    cap: float = 3600.0
    renewable: bool = True


Fetch: TypeAlias = Callable[[Settings], Steps[Token]]


@dataclass(frozen=True, slots=True)
class Credentials:
    """One source of tokens. `name` is how errors and logs call it; it holds no secret."""

    name: str
    fetch: Fetch = field(repr=False)


def _clean(secret: str, name: str) -> str:
    """Secrets end up in a header: a stray newline out of a file is cut, anything else that a
    header cannot hold is refused without being quoted."""
    text = secret.strip()
    if not re.fullmatch(r"[!-~]+", text):
        raise CredentialsError(f"{name}: empty, or holds characters that no token has")
    return text


def _static(name: str, scheme: str, secret: str) -> Credentials:
    def fetch(settings: Settings) -> Steps[Token]:
        yield from ()
        return Token(f"{scheme} {_clean(secret, name)}", renewable=False)

    return Credentials(name, fetch)


def iam_token(token: str, name: str = "IAM token") -> Credentials:
    """A token as it is; it cannot be renewed."""
    return _static(name, "Bearer", token)


def api_key(key: str, name: str = "API key") -> Credentials:
    """An API key of a service account; some services take it, compute does not."""
    return _static(name, "Api-Key", key)


def oauth_token(token: str, name: str = "OAuth token") -> Credentials:
    """An OAuth token of a Yandex account, exchanged for IAM tokens. Being discontinued."""

    def fetch(settings: Settings) -> Steps[Token]:
        warn(
            f"{name}: OAuth tokens are discontinued by the end of 2026; use a service-account key",
            DiscontinuedWarning,
        )
        body = {"yandexPassportOauthToken": _clean(token, name)}
        value, life = yield from exchange_token(settings, body)
        return Token(f"Bearer {value}", life)

    return Credentials(name, fetch)


def service_account_key(
    key: ServiceAccountKey | Mapping[str, Any] | str | os.PathLike[str],
    name: str = "service-account key",
) -> Credentials:
    """An authorized key of a service account: the path of its file, its content, or the key."""

    def fetch(settings: Settings) -> Steps[Token]:
        from .service_account import ServiceAccountKey

        if isinstance(key, ServiceAccountKey):
            loaded = key
        elif isinstance(key, Mapping):
            loaded = ServiceAccountKey.from_json(key, name)
        else:
            loaded = ServiceAccountKey.from_file(os.fspath(key))
        jwt = loaded.jwt(settings.endpoints.token_url, settings.wall())
        value, life = yield from exchange_token(settings, {"jwt": jwt})
        return Token(f"Bearer {value}", life)

    return Credentials(name, fetch)


def metadata() -> Credentials:
    """The service account of the virtual machine that this runs on."""

    def fetch(settings: Settings) -> Steps[Token]:
        value, life = yield from metadata_token(settings)
        # Another account may be attached to the machine at any time.
        return Token(f"Bearer {value}", life, cap=METADATA_LIFE)

    return Credentials("VM metadata", fetch)


def _either(token: str, name: str) -> Credentials:
    """YC_TOKEN and profiles hold a token of either kind; IAM tokens begin with `t1.`."""
    return (iam_token if token.strip().startswith("t1.") else oauth_token)(token, name)


_ENVIRONMENT: tuple[tuple[str, Callable[[str, str], Credentials]], ...] = (
    ("YC_API_KEY", api_key),
    ("YC_IAM_TOKEN", iam_token),
    ("YC_OAUTH_TOKEN", oauth_token),
    ("YC_SERVICE_ACCOUNT_KEY_FILE", service_account_key),
    ("YC_TOKEN", _either),
)


def find(settings: Settings) -> Steps[tuple[Credentials, Token]]:
    """The first source that has something, with its token: the environment, the profile of `yc`,
    VM metadata. One that is present but does not work is an error: to go on with another identity
    would surprise. Raises CredentialsError, which lists what was tried."""
    from .profile import default_path, read_profile

    tried = ["arguments of the client: none given"]
    for variable, make in _ENVIRONMENT:
        value = os.environ.get(variable, "")
        if value.strip():
            source = make(value, variable)
            return source, (yield from source.fetch(settings))
        tried.append(f"{variable}: not set")
    path = default_path()
    try:
        found = _of_profile(read_profile(path), f"profile in {path}")
    except ValueError as error:
        tried.append(f"{path}: {error}")
    else:
        return found, (yield from found.fetch(settings))
    source = metadata()
    try:
        return source, (yield from source.fetch(settings))
    except (CallError, CredentialsError) as error:
        tried.append(f"{source.name}: {error}")
    raise CredentialsError("no credentials found; tried:", tried)


def _of_profile(profile: Mapping[str, Any], name: str) -> Credentials:
    token, key = profile.get("token"), profile.get("service-account-key")
    if isinstance(key, dict) and key:
        return service_account_key(key, name)
    if isinstance(token, str) and token:
        return _either(token, name)
    if profile.get("instance-service-account") == "true":
        return metadata()
    raise ValueError("the profile has neither a token nor a service-account key")


def chosen(
    credentials: Credentials | None,
    iam: str | None,
    api: str | None,
    oauth: str | None,
    key: Mapping[str, Any] | str | os.PathLike[str] | None,
) -> Credentials | None:
    """The credentials that a client was given, if any. Raises TypeError for more than one."""
    given = [
        credentials,
        None if iam is None else iam_token(iam, "argument iam_token"),
        None if api is None else api_key(api, "argument api_key"),
        None if oauth is None else oauth_token(oauth, "argument oauth_token"),
        None if key is None else service_account_key(key, "argument service_account_key"),
    ]
    found = [source for source in given if source is not None]
    if len(found) > 1:
        raise TypeError(f"more than one kind of credentials: {', '.join(s.name for s in found)}")
    return found[0] if found else None
