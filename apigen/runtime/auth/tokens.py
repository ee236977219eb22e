"""The token in use: renewed before it expires, by one caller at a time."""

from __future__ import annotations

import logging

from ..errors import CredentialsError
from ..http.client_options import ClientOptions
from ..http.steps import ActiveToken, Steps
from .credentials import Credentials, Token
from .discovery import find_credentials

_LOG = logging.getLogger("ycloud")
_RENEWAL_RETRY = 5.0


class TokenCache:
    """Holds the token in use, and obtains the next one. `renew` must be called under a lock, which
    the clients bring: one for threads, one for tasks."""

    def __init__(self, credentials: Credentials | None, client: ClientOptions) -> None:
        self._source = credentials
        self._client = client
        self._token: ActiveToken | None = None

    def fresh(self, rejected: str | None) -> ActiveToken | None:
        """The token, unless it is due for renewal or its header is the `rejected` one."""
        token = self._token
        if token is None or token.header == rejected or token.is_due(self._client.now()):
            return None
        return token

    def usable(self, rejected: str | None) -> ActiveToken | None:
        """The token, unless it has expired or its header is the `rejected` one. Good enough while
        another caller renews it."""
        token = self._token
        if token is None or token.header == rejected or token.has_expired(self._client.now()):
            return None
        return token

    def renew(self, rejected: str | None) -> Steps[ActiveToken]:
        """A new token, unless another caller has obtained one meanwhile. If renewal fails while the
        old token still works, logs it and keeps the old one. Raises CredentialsError."""
        fresh = self.fresh(rejected)
        if fresh is not None:
            return fresh
        try:
            token = yield from self._fetch()
        except CredentialsError as error:
            old = self.usable(rejected)
            if old is None:
                raise
            _LOG.warning("token not renewed, the old one is kept: %s", error)
            retry_at = self._client.now() + _RENEWAL_RETRY
            self._token = ActiveToken(old.header, retry_at, old.ends_at, old.renewable)
            return self._token
        self._token = self._activated(token)
        return self._token

    def _fetch(self) -> Steps[Token]:
        if self._source is None:
            self._source, token = yield from find_credentials(self._client)
            _LOG.info("credentials: %s", self._source.name)
            return token
        return (yield from self._source.fetch(self._client))

    def _activated(self, token: Token) -> ActiveToken:
        """With times of the client's clock. Renewed at its cap, or after 80 % of its life."""
        if not token.renewable:
            return ActiveToken(token.header, None, None, False)
        now = self._client.now()
        renew_in = token.cap if token.life is None else min(token.cap, token.life * 0.8)
        ends_at = None if token.life is None else now + token.life
        return ActiveToken(token.header, now + renew_in, ends_at, True)
