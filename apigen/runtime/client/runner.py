"""Runs the steps of calls: the I/O of both clients."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING, Any, TypeVar

from ..auth.tokens import TokenCache
from ..http.clock import AsyncClock, Clock
from ..http.connections import AsyncConnections, Connections
from ..http.steps import ActiveToken, Authorize, Pause, Send, Step, Steps

if TYPE_CHECKING:
    import anyio

T = TypeVar("T")


class SyncRunner:
    """Performs each step and resumes the generator with its outcome. Safe to use from many
    threads."""

    def __init__(self, clock: Clock, tokens: TokenCache, connections: Connections) -> None:
        self.tokens = tokens
        self.renewal_lock = threading.Lock()
        self._clock = clock
        self._connections = connections

    def run(self, steps: Steps[T]) -> T:
        """The result of the steps. Raises what they raise."""
        try:
            step = next(steps)
            while True:
                try:
                    outcome = self._perform(step)
                except Exception as error:
                    step = steps.throw(error)
                else:
                    step = steps.send(outcome)
        except StopIteration as end:
            result: T = end.value
            return result
        finally:
            steps.close()

    def close(self) -> None:
        self._connections.close()

    def _perform(self, step: Step) -> Any:
        from ..http.transport import send

        if isinstance(step, Send):
            return send(self._connections.get(), step, self._clock.now)
        if isinstance(step, Pause):
            return self._clock.sleep(step.seconds)
        return self._authorize(step)

    def _authorize(self, step: Authorize) -> ActiveToken:
        fresh = self.tokens.fresh(step.rejected)
        if fresh is not None:
            return fresh
        # While another thread renews the token, the old one is used as long as it works.
        usable = self.tokens.usable(step.rejected)
        if not self.renewal_lock.acquire(blocking=usable is None):
            assert usable is not None
            return usable
        try:
            return self.run(self.tokens.renew(step.rejected))
        finally:
            self.renewal_lock.release()


class AsyncRunner:
    """As `SyncRunner`, for the tasks of one event loop."""

    def __init__(
        self, clock: AsyncClock, tokens: TokenCache, connections: AsyncConnections
    ) -> None:
        self.tokens = tokens
        self._renewal_lock: anyio.Lock | None = None
        self._clock = clock
        self._connections = connections

    @property
    def renewal_lock(self) -> anyio.Lock:
        """Created in the event loop that uses it."""
        if self._renewal_lock is None:
            import anyio

            self._renewal_lock = anyio.Lock()
        return self._renewal_lock

    async def run(self, steps: Steps[T]) -> T:
        """The result of the steps. Raises what they raise."""
        try:
            step = next(steps)
            while True:
                try:
                    outcome = await self._perform(step)
                except Exception as error:
                    step = steps.throw(error)
                else:
                    step = steps.send(outcome)
        except StopIteration as end:
            result: T = end.value
            return result
        finally:
            steps.close()

    async def close(self) -> None:
        await self._connections.close()

    async def _perform(self, step: Step) -> Any:
        from ..http.transport import send_async

        if isinstance(step, Send):
            return await send_async(self._connections.get(), step, self._clock.now)
        if isinstance(step, Pause):
            return await self._clock.sleep(step.seconds)
        return await self._authorize(step)

    async def _authorize(self, step: Authorize) -> ActiveToken:
        fresh = self.tokens.fresh(step.rejected)
        if fresh is not None:
            return fresh
        # While another task renews the token, the old one is used as long as it works.
        usable = self.tokens.usable(step.rejected)
        if usable is not None and self.renewal_lock.locked():
            return usable
        async with self.renewal_lock:
            return await self.run(self.tokens.renew(step.rejected))
