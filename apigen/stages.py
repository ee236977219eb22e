"""Where a run is, and where its time went."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import msgspec


class Spent(msgspec.Struct, frozen=True):
    """Seconds of one stage, with what it did: `made` of `total` things, the rest was known already."""

    stage: str
    seconds: float
    unit: str = ""
    made: int = 0
    total: int = 0


class Stages:
    """Is told of every stage, and keeps the time that each took."""

    def __init__(self) -> None:
        self.spent: list[Spent] = []
        self._within: list[float] = []  # seconds of the stages inside each that is open

    @contextmanager
    def stage(
        self, name: str, *, unit: str = "", known: int = 0, total: int = 0
    ) -> Iterator[Callable[[int], None]]:
        """A stage with `total` things, `known` of which need not be done; gives what to call with
        the number of things done since it was called last."""
        made = 0
        self._within.append(0.0)
        started = time.perf_counter()
        self.started(name, unit, known, total)

        def done(number: int) -> None:
            nonlocal made
            made += number
            self.moved(made, known, total)

        try:
            yield done
        finally:
            self.ended()
            seconds = time.perf_counter() - started
            own = seconds - self._within.pop()
            if self._within:
                self._within[-1] += seconds
            self.spent.append(Spent(name, own, unit, made, total))

    def started(self, name: str, unit: str, known: int, total: int) -> None:
        """A stage begins."""

    def moved(self, made: int, known: int, total: int) -> None:
        """So much of it is done."""

    def ended(self) -> None:
        """It is over."""

    def profile(self) -> Iterator[str]:
        """The time of each stage, a line each."""
        whole = sum(spent.seconds for spent in self.spent) or 1.0
        for spent in self.spent:
            line = f"{spent.stage:12} {spent.seconds:8.2f} s {spent.seconds / whole:6.1%}"
            if spent.total:
                rate = f", {spent.made / spent.seconds:,.0f} a second" if spent.made else ""
                line += f"  {spent.made} of {spent.total} {spent.unit}{rate}"
            yield line
        yield f"{'all stages':12} {whole:8.2f} s"
