"""Where the Authorization header comes from."""

from __future__ import annotations

import os

from .errors import CredentialsError


def authorization(iam_token: str | None) -> str:
    """The header's value. Raises CredentialsError, which says what was tried."""
    token = iam_token or os.environ.get("YC_IAM_TOKEN", "")
    if not token:
        raise CredentialsError(
            "no credentials", ["argument iam_token: not given", "YC_IAM_TOKEN: not set"]
        )
    return f"Bearer {token}"
