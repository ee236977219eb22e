"""The token in use: renewed before it ends, by one caller at a time."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field

from .credentials import Credentials, Token, find
from .errors import CredentialsError
from .settings import Settings
from .steps import Steps

_LOG = logging.getLogger("ycloud")
_AGAIN = 5.0


@dataclass(frozen=True, slots=True)
class Grant:
    """A token in use. Times are those of the client's clock: `renew_at`, when a new one should be
    got; `ends_at`, when it stops to work (None: unknown)."""

    header: str = field(repr=False)
    renew_at: float | None
    ends_at: float | None
    renewable: bool

    def due(self, now: float) -> bool:
        return self.renew_at is not None and now >= self.renew_at

    def ended(self, now: float) -> bool:
        return self.ends_at is not None and now >= self.ends_at


class TokenKeeper:
    """Decides when a token is good enough and gets the next one. The clients bring the lock that
    lets one of their threads or tasks at a time into `renew`."""

    def __init__(self, credentials: Credentials | None, settings: Settings) -> None:
        self._source = credentials
        self._settings = settings
        self._grant: Grant | None = None

    def good(self, rejected: str | None) -> Grant | None:
        """The grant, if it needs no renewal now."""
        grant = self._grant
        if grant is None or grant.header == rejected or grant.due(self._settings.now()):
            return None
        return grant

    def usable(self, rejected: str | None) -> Grant | None:
        """The grant, if it can be used while somebody else renews it."""
        grant = self._grant
        if grant is None or grant.header == rejected or grant.ended(self._settings.now()):
            return None
        return grant

    def renew(self, rejected: str | None) -> Steps[Grant]:
        """A new grant, unless another caller has got one meanwhile. While the old one works, a
        failed renewal is logged and tried again later. Raises CredentialsError."""
        good = self.good(rejected)
        if good is not None:
            return good
        try:
            token = yield from self._fetch()
        except CredentialsError as error:
            old = self.usable(rejected)
            if old is None:
                raise
            _LOG.warning("token not renewed, the old one is kept: %s", error)
            again = self._settings.now() + _AGAIN
            self._grant = Grant(old.header, again, old.ends_at, old.renewable)
            return self._grant
        self._grant = self._granted(token)
        return self._grant

    def _fetch(self) -> Steps[Token]:
        if self._source is None:
            self._source, token = yield from find(self._settings)
            _LOG.info("credentials: %s", self._source.name)
            return token
        return (yield from self._source.fetch(self._settings))

    def _granted(self, token: Token) -> Grant:
        if not token.renewable:
            return Grant(token.header, None, None, False)
        now = self._settings.now()
        early = token.cap if token.life is None else min(token.cap, token.life * 0.8)
        ends_at = None if token.life is None else now + token.life
        return Grant(token.header, now + early, ends_at, True)
