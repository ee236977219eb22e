"""Which credentials a client uses: those given to it, else the first that are found.

The order of the search is that of the vendor's own tools.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from typing import Any

from ..errors import CallError, CredentialsError
from ..http.client_options import ClientOptions
from ..http.steps import Steps
from .credentials import (
    Credentials,
    Token,
    api_key,
    iam_or_oauth_token,
    iam_token,
    metadata,
    oauth_token,
    service_account_key,
)

_ENVIRONMENT: tuple[tuple[str, Callable[[str, str], Credentials]], ...] = (
    ("YC_API_KEY", api_key),
    ("YC_IAM_TOKEN", iam_token),
    ("YC_OAUTH_TOKEN", oauth_token),
    ("YC_SERVICE_ACCOUNT_KEY_FILE", service_account_key),
    ("YC_TOKEN", iam_or_oauth_token),
)


def find_credentials(client: ClientOptions) -> Steps[tuple[Credentials, Token]]:
    """The first available source and its token: the environment, the profile of `yc`, VM metadata.
    Does not fall back from credentials that are present but do not work, as calls would be made
    with another identity. Raises CredentialsError, which lists what was tried."""
    from .profile import default_path, read_profile

    tried = ["arguments of the client: none given"]
    for variable, make in _ENVIRONMENT:
        value = os.environ.get(variable, "")
        if value.strip():
            source = make(value, variable)
            return source, (yield from source.fetch(client))
        tried.append(f"{variable}: not set")
    path = default_path()
    try:
        source = _from_profile(read_profile(path), f"profile in {path}")
    except ValueError as error:
        tried.append(f"{path}: {error}")
    else:
        return source, (yield from source.fetch(client))
    source = metadata()
    try:
        return source, (yield from source.fetch(client))
    except (CallError, CredentialsError) as error:
        tried.append(f"{source.name}: {error}")
    raise CredentialsError("no credentials found; tried:", tried)


def _from_profile(profile: Mapping[str, Any], name: str) -> Credentials:
    token, key = profile.get("token"), profile.get("service-account-key")
    if isinstance(key, dict) and key:
        return service_account_key(key, name)
    if isinstance(token, str) and token:
        return iam_or_oauth_token(token, name)
    if profile.get("instance-service-account") == "true":
        return metadata()
    raise ValueError("the profile has neither a token nor a service-account key")


def given_credentials(
    credentials: Credentials | None,
    iam: str | None,
    api: str | None,
    oauth: str | None,
    key: Mapping[str, Any] | str | os.PathLike[str] | None,
) -> Credentials | None:
    """The credentials given to a client, if any. Raises TypeError for more than one."""
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
