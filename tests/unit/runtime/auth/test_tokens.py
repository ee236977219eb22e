"""The token in use and its renewal."""

from __future__ import annotations

import asyncio
import threading
from typing import Any

import pytest

from apigen.runtime import errors
from apigen.runtime.auth.credentials import Credentials, Token
from apigen.runtime.auth.tokens import TokenCache
from apigen.runtime.http.client_options import ClientOptions
from apigen.runtime.http.steps import Steps
from tests.unit.runtime.sample_api import (
    AsyncClient,
    Client,
)
from tests.unit.runtime.secrets import EXCHANGED, IAM
from tests.unit.runtime.server import FakeClock, reply, script


class TestTokenCache:
    def keeper(self, clock: FakeClock, *lives: float | Exception | None) -> TokenCache:
        numbers = iter(lives)

        def fetch(settings: ClientOptions) -> Steps[Token]:
            yield from ()
            life = next(numbers)
            if isinstance(life, Exception):
                raise life
            return Token(f"Bearer {EXCHANGED}{life}", life)

        return TokenCache(Credentials("test", fetch), ClientOptions(now=clock.now))

    def renew(self, keeper: TokenCache, rejected: str | None = None) -> Any:
        steps = keeper.renew(rejected)
        with pytest.raises(StopIteration) as end:
            next(steps)
        return end.value.value

    @pytest.mark.parametrize(
        ("life", "renewed"), [(100.0, 80.0), (43200.0, 3600.0), (None, 3600.0)]
    )
    def test_renewed_at_an_hour_or_80_percent(self, life: float | None, renewed: float) -> None:
        clock = FakeClock()
        keeper = self.keeper(clock, life)
        grant = self.renew(keeper)
        header: str = grant.header
        assert grant.renew_at == clock.time + renewed
        clock.time += renewed - 1
        assert keeper.fresh(None) is grant
        clock.time += 1
        assert keeper.fresh(None) is None
        assert keeper.usable(None) is grant
        clock.time += 1e6
        assert (keeper.usable(None) is None) == (life is not None)
        assert keeper.usable(header) is None

    def test_obtaining_a_token_counts_towards_the_total_timeout(self) -> None:
        clock = FakeClock()

        def fetch(settings: ClientOptions) -> Steps[Token]:
            yield from ()
            clock.time += 50
            return Token(f"Bearer {EXCHANGED}", 100.0)

        service = script(reply({}))
        client = Client(
            credentials=Credentials("slow", fetch),
            transport=service.transport,
            clock=clock,
            total_timeout=40,
        )
        with pytest.raises(errors.CallTimeout, match="no time left of the 40 s"):
            client.compute.images.get("x")
        assert not service.requests

    def test_failed_renewal_keeps_a_working_token(self, caplog: pytest.LogCaptureFixture) -> None:
        clock = FakeClock()
        failed = errors.CredentialsError("the token exchange failed")
        keeper = self.keeper(clock, 100.0, failed, failed, 100.0)
        first = self.renew(keeper)
        clock.time += 85
        kept = self.renew(keeper)
        assert kept.header == first.header
        assert "token not renewed, the old one is kept" in caplog.text
        assert keeper.fresh(None) is kept
        clock.time += 20
        with pytest.raises(errors.CredentialsError):
            self.renew(keeper)
        assert self.renew(keeper).ends_at == clock.time + 100

    def test_a_rejected_token_is_not_kept(self) -> None:
        keeper = self.keeper(FakeClock(), 100.0, errors.CredentialsError("no"))
        first = self.renew(keeper)
        with pytest.raises(errors.CredentialsError):
            self.renew(keeper, first.header)

    def test_other_callers_use_the_old_token_during_renewal(self) -> None:
        """While one thread or task renews, a token that still works is used by the rest."""
        clock = FakeClock()
        client = Client(credentials=None, iam_token=IAM, transport=script(reply({})).transport)
        client._runner.tokens = self.keeper(clock, 100.0, 100.0)
        first = self.renew(client._runner.tokens)
        clock.time += 85
        held: Any = client._runner.tokens.usable(None)
        assert held is first
        with client._runner.renewal_lock:
            worked = threading.Thread(target=lambda: client.compute.images.get("x"))
            worked.start()
            worked.join(5)
            assert not worked.is_alive()
        assert client._runner.tokens.usable(None) is first

        async def main() -> None:
            service = script(reply({}))
            other = AsyncClient(iam_token=IAM, transport=service.transport)
            other._runner.tokens = client._runner.tokens
            async with other, other._runner.renewal_lock:
                await other.compute.images.get("x")
            assert service.last.headers["authorization"] == held.header

        asyncio.run(main())
