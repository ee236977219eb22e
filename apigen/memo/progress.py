"""The progress of a run, stage by stage, and the time that each stage took."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

import msgspec


class StageTime(msgspec.Struct, frozen=True):
    """Seconds of one stage. `computed` of its `total` items were computed, the others were known."""

    stage: str
    seconds: float
    unit: str = ""
    computed: int = 0
    total: int = 0


Done = Callable[[int, int], None]
"""Is called with the number of items finished since the last call, and their weight."""


class Progress:
    """Times every stage. Subclasses show them: see `started`, `moved` and `ended`."""

    def __init__(self) -> None:
        self.times: list[StageTime] = []
        self._began = time.perf_counter()
        self._nested: list[float] = []  # seconds of inner stages, for each stage that is open
        self._shares: dict[str, dict[str, float]] = {}

    @contextmanager
    def stage(
        self, name: str, *, unit: str = "", known: int = 0, total: int = 0, weight: int = 0
    ) -> Iterator[Done]:
        """A stage of `total` items, `known` of which are not computed; the others have this `weight`
        together, where weights differ. Gives the function that reports finished items."""
        computed = finished = 0
        self._nested.append(0.0)
        started = time.perf_counter()
        self.started(name, unit, total - known)

        def done(number: int, weight_of: int) -> None:
            nonlocal computed, finished
            computed += number
            finished += weight_of
            share = finished / weight if weight else computed / max(1, total - known)
            self.moved(computed, share)

        try:
            yield done
        finally:
            self.ended()
            seconds = time.perf_counter() - started
            own = seconds - self._nested.pop()
            if self._nested:
                self._nested[-1] += seconds
            self.times.append(StageTime(name, own, unit, computed, total))

    def add_shares(self, stage: str, seconds: Mapping[str, float]) -> None:
        """Add the seconds that the processes of a stage spent, by activity."""
        own = self._shares.setdefault(stage, {})
        for name, value in seconds.items():
            own[name] = own.get(name, 0.0) + value

    def started(self, name: str, unit: str, left: int) -> None:
        """A stage begins, with so many items to compute."""

    def moved(self, computed: int, share: float) -> None:
        """So many items are computed, which is this share of the stage's weight."""

    def ended(self) -> None:
        """The stage is over."""

    def profile(self) -> Iterator[str]:
        """The time of each stage, one line each, and the time outside of all stages."""
        whole = time.perf_counter() - self._began or 1.0
        rest = whole - sum(item.seconds for item in self.times)
        for item in (*self._summed(), StageTime("elsewhere", rest)):
            line = f"{item.stage:12} {item.seconds:8.2f} s {item.seconds / whole:6.1%}"
            if item.total:
                rate = f", {item.computed / item.seconds:,.0f} a second" if item.computed else ""
                line += f"  {item.computed} of {item.total} {item.unit}{rate}"
            yield line
            for name, seconds in self._shares.get(item.stage, {}).items():
                yield f"  {name:10} {seconds:8.2f} s of all its processes"
        yield f"{'all':12} {whole:8.2f} s"

    def _summed(self) -> Iterator[StageTime]:
        """Stages of the same name together, where the first of them was."""
        by_name: dict[str, list[StageTime]] = {}
        for item in self.times:
            by_name.setdefault(item.stage, []).append(item)
        for name, items in by_name.items():
            yield StageTime(
                stage=name,
                seconds=sum(item.seconds for item in items),
                unit=items[0].unit,
                computed=sum(item.computed for item in items),
                total=sum(item.total for item in items),
            )
