"""Progress on a terminal: the stage, how much of it is done, at what rate, and how long it will take.

Nothing is shown in a pipe, and nothing of a stage that is over within half a second. The bar is drawn
from the run's own thread: processes are forked, which a second thread would forbid.
"""

from __future__ import annotations

import sys
import time

from rich.console import Console
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeRemainingColumn

from apigen.stages import Stages

_PATIENCE = 0.5  # seconds
_REDRAW = 0.1


def stages() -> Stages:
    """Stages that are shown, where standard error is a terminal."""
    return _Shown() if sys.stderr.isatty() else Stages()


class _Shown(Stages):
    def __init__(self) -> None:
        super().__init__()
        self._bar: Progress | None = None
        self._task: TaskID | None = None
        self._name = ""
        self._unit = ""
        self._began = self._drawn = 0.0

    def started(self, name: str, unit: str, known: int, total: int) -> None:
        self.ended()
        self._name, self._unit = name, unit
        self._began = self._drawn = time.perf_counter()

    def moved(self, made: int, known: int, total: int) -> None:
        now = time.perf_counter()
        if now - self._began < _PATIENCE or now - self._drawn < _REDRAW:
            return
        self._drawn = now
        if self._bar is None:
            self._bar = Progress(
                TextColumn("{task.description:12}"),
                BarColumn(),
                TextColumn("{task.completed}/{task.total} {task.fields[unit]}"),
                TextColumn("{task.fields[rate]:,.0f} a second"),
                TimeRemainingColumn(),
                console=Console(stderr=True),
                transient=True,
                auto_refresh=False,
            )
            self._task = self._bar.add_task(
                self._name, total=total - known, unit=self._unit, rate=0.0
            )
            self._bar.start()
        assert self._task is not None
        rate = made / (now - self._began)
        self._bar.update(self._task, completed=made, rate=rate, refresh=True)

    def ended(self) -> None:
        if self._bar is not None:
            self._bar.stop()
        self._bar = self._task = None
