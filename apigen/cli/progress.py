"""The progress of a run on a terminal: the stage, the share done, the rate, and the time left.

Nothing is shown in a pipe, or for a stage that takes less than half a second. The bar is drawn from the main
thread, since processes are forked, which is unsafe with threads.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from apigen.memo.progress import Progress

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

_DELAY = 0.5  # seconds
_REDRAW = 0.1  # seconds
_MIN_SHARE = 0.05  # of the work, before the time left is estimated


def shown_progress() -> Progress:
    """Progress that is shown if standard error is a terminal."""
    return _Shown() if sys.stderr.isatty() else Progress()


class _Shown(Progress):
    def __init__(self) -> None:
        super().__init__()
        self._bar: Bar | None = None
        self._task: TaskID | None = None
        self._name = ""
        self._unit = ""
        self._total = 0
        self._stage_began = self._drawn = 0.0

    def started(self, name: str, unit: str, left: int) -> None:
        self.ended()
        self._name, self._unit, self._total = name, unit, left
        self._stage_began = self._drawn = time.perf_counter()

    def moved(self, computed: int, share: float) -> None:
        now = time.perf_counter()
        spent = now - self._stage_began
        if spent < _DELAY or now - self._drawn < _REDRAW:
            return
        self._drawn = now
        if self._bar is None:
            self._bar = _bar()
            self._task = self._bar.add_task(self._name, total=1.0, count="", rate="", left="")
            self._bar.start()
        assert self._task is not None
        self._bar.update(
            self._task,
            completed=share,
            count=f"{computed}/{self._total} {self._unit}",
            rate=f"{computed / spent:,.0f} a second",
            left=f"{_clock(spent * (1 - share) / share)} left" if share > _MIN_SHARE else "",
            refresh=True,
        )

    def ended(self) -> None:
        if self._bar is not None:
            self._bar.stop()
        self._bar = self._task = None


def _bar() -> Bar:
    """A bar that shows the share of the weight done. The number of items would be misleading: they differ
    in size, and the large ones come first."""
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    return Bar(
        TextColumn("{task.description:12}"),
        BarColumn(),
        *(TextColumn(f"{{task.fields[{name}]}}") for name in ("count", "rate", "left")),
        console=Console(stderr=True),
        transient=True,
        auto_refresh=False,
    )


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02}"
