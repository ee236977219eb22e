"""Where a run is, and where its time went."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import msgspec


class Spent(msgspec.Struct, frozen=True):
    """Seconds of one stage, with what it did: `made` of `total` things, the rest was known already."""

    stage: str
    seconds: float
    unit: str = ""
    made: int = 0
    total: int = 0


Done = Callable[[int, int], None]
"""Is called with the number of things done since it was called last, and their weight."""


class Stages:
    """Is told of every stage, and keeps the time that each took."""

    def __init__(self) -> None:
        self.spent: list[Spent] = []
        self._began = time.perf_counter()
        self._within: list[float] = []  # seconds of the stages inside each that is open
        self._shares: dict[str, dict[str, float]] = {}

    @contextmanager
    def stage(
        self, name: str, *, unit: str = "", known: int = 0, total: int = 0, weight: int = 0
    ) -> Iterator[Done]:
        """A stage with `total` things, `known` of which need not be done; the others weigh `weight`,
        where they differ. Gives what is to be told of what is done."""
        made = weighed = 0
        self._within.append(0.0)
        started = time.perf_counter()
        self.started(name, unit, total - known)

        def done(number: int, weight_of: int) -> None:
            nonlocal made, weighed
            made += number
            weighed += weight_of
            self.moved(made, weighed / weight if weight else made / max(1, total - known))

        try:
            yield done
        finally:
            self.ended()
            seconds = time.perf_counter() - started
            own = seconds - self._within.pop()
            if self._within:
                self._within[-1] += seconds
            self.spent.append(Spent(name, own, unit, made, total))

    def shares(self, stage: str, seconds: Mapping[str, float]) -> None:
        """What a stage's processes spent their time on, all of them together."""
        own = self._shares.setdefault(stage, {})
        for name, value in seconds.items():
            own[name] = own.get(name, 0.0) + value

    def started(self, name: str, unit: str, left: int) -> None:
        """A stage begins, with so much to do."""

    def moved(self, made: int, share: float) -> None:
        """So much of it is done, which is this share of the work."""

    def ended(self) -> None:
        """It is over."""

    def profile(self) -> Iterator[str]:
        """The time of each stage, a line each, and what passed outside of all."""
        whole = time.perf_counter() - self._began or 1.0
        rest = whole - sum(spent.seconds for spent in self.spent)
        for spent in (*self.spent, Spent("elsewhere", rest)):
            line = f"{spent.stage:12} {spent.seconds:8.2f} s {spent.seconds / whole:6.1%}"
            if spent.total:
                rate = f", {spent.made / spent.seconds:,.0f} a second" if spent.made else ""
                line += f"  {spent.made} of {spent.total} {spent.unit}{rate}"
            yield line
            for name, seconds in self._shares.get(spent.stage, {}).items():
                yield f"  {name:10} {seconds:8.2f} s of all its processes"
        yield f"{'all':12} {whole:8.2f} s"
