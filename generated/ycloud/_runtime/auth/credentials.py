"""Credentials: sources of tokens.

Each source is a function from client options to steps, so both clients share it. Source: the IAM
docs on authorization; IAM tokens live 12 hours at most and should be renewed hourly.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeAlias

from ..errors import CredentialsError
from ..errors.warnings import DiscontinuedWarning, warn
from ..http.client_options import ClientOptions
from ..http.steps import Steps
from .iam import METADATA_LIFE, exchange_token, metadata_token

if TYPE_CHECKING:
    from .service_account import ServiceAccountKey


@dataclass(frozen=True, slots=True)
class Token:
    """A token just obtained. `header`: value of the Authorization header. `life`: seconds until it
    expires, None if unknown or never. `cap`: seconds after which to renew it at the latest."""

    header: str = field(repr=False)
    life: float | None = None
    cap: float = 3600.0
    renewable: bool = True


Fetch: TypeAlias = Callable[[ClientOptions], Steps[Token]]


@dataclass(frozen=True, slots=True)
class Credentials:
    """A source of tokens. `name` appears in errors and logs, and holds no secret."""

    name: str
    fetch: Fetch = field(repr=False)


def _clean(secret: str, name: str) -> str:
    """A secret as the value of a header: white space around it, as from a file, is cut. Raises
    CredentialsError for other characters that no token has, without quoting the secret."""
    text = secret.strip()
    if not re.fullmatch(r"[!-~]+", text):
        raise CredentialsError(f"{name}: empty, or holds characters that no token has")
    return text


def _static(name: str, scheme: str, secret: str) -> Credentials:
    def fetch(client: ClientOptions) -> Steps[Token]:
        yield from ()
        return Token(f"{scheme} {_clean(secret, name)}", renewable=False)

    return Credentials(name, fetch)


def iam_token(token: str, name: str = "IAM token") -> Credentials:
    """A fixed IAM token. It cannot be renewed."""
    return _static(name, "Bearer", token)


def api_key(key: str, name: str = "API key") -> Credentials:
    """An API key of a service account. Some services accept it; compute does not."""
    return _static(name, "Api-Key", key)


def oauth_token(token: str, name: str = "OAuth token") -> Credentials:
    """An OAuth token of a Yandex account, exchanged for IAM tokens. The vendor discontinues
    these."""

    def fetch(client: ClientOptions) -> Steps[Token]:
        warn(
            f"{name}: OAuth tokens are discontinued by the end of 2026; use a service-account key",
            DiscontinuedWarning,
        )
        body = {"yandexPassportOauthToken": _clean(token, name)}
        value, life = yield from exchange_token(client, body)
        return Token(f"Bearer {value}", life)

    return Credentials(name, fetch)


def service_account_key(
    key: ServiceAccountKey | Mapping[str, Any] | str | os.PathLike[str],
    name: str = "service-account key",
) -> Credentials:
    """An authorized key of a service account: path of its file, its content, or the key itself."""

    def fetch(client: ClientOptions) -> Steps[Token]:
        from .service_account import ServiceAccountKey

        if isinstance(key, ServiceAccountKey):
            loaded = key
        elif isinstance(key, Mapping):
            loaded = ServiceAccountKey.from_json(key, name)
        else:
            loaded = ServiceAccountKey.from_file(os.fspath(key))
        jwt = loaded.jwt(client.endpoints.token_url, client.wall())
        value, life = yield from exchange_token(client, {"jwt": jwt})
        return Token(f"Bearer {value}", life)

    return Credentials(name, fetch)


def metadata() -> Credentials:
    """The service account of the virtual machine that runs this program."""

    def fetch(client: ClientOptions) -> Steps[Token]:
        value, life = yield from metadata_token(client)
        # Another service account may be attached to the machine at any time.
        return Token(f"Bearer {value}", life, cap=METADATA_LIFE)

    return Credentials("VM metadata", fetch)


def iam_or_oauth_token(token: str, name: str) -> Credentials:
    """A token of either kind, as in YC_TOKEN and profiles. IAM tokens begin with `t1.`."""
    return (iam_token if token.strip().startswith("t1.") else oauth_token)(token, name)
