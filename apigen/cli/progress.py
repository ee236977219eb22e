"""Progress on a terminal: the stage, how much of it is done, at what rate, and how long it will take.

Nothing is shown in a pipe, and nothing of a stage that is over within half a second. The bar is drawn
from the run's own thread: processes are forked, which a second thread would forbid.
"""

from __future__ import annotations

import sys
import time
from typing import TYPE_CHECKING

from apigen.memo.progress import Progress

if TYPE_CHECKING:
    from rich.progress import Progress as Bar
    from rich.progress import TaskID

_PATIENCE = 0.5  # seconds
_REDRAW = 0.1
_TOO_LITTLE = 0.05  # of the work, to say from how long the rest will take


def shown_progress() -> Progress:
    """Progress that is shown, where standard error is a terminal."""
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
        if spent < _PATIENCE or now - self._drawn < _REDRAW:
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
            left=f"{_clock(spent * (1 - share) / share)} left" if share > _TOO_LITTLE else "",
            refresh=True,
        )

    def ended(self) -> None:
        if self._bar is not None:
            self._bar.stop()
        self._bar = self._task = None


def _bar() -> Bar:
    """What is left is told by the share of the work that is done, by weight: things differ too much to
    be counted, and the heavy ones come first."""
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
