"""A clock that jumps by years at every look, for the run that finds this first on its path.

What is asked of the clock jumps, and so do the times that the disk puts on files: on those put in place,
on those touched, and on the file that a run reads the disk's time off.
"""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace
from typing import Any

_YEAR = 365 * 86400 * 10**9
_chance = random.Random(os.environ.get("JUMPS", ""))
_now, _touch, _replace, _stat = time.time_ns, os.utime, Path.replace, Path.stat


def _jumped() -> int:
    return (
        _now()
        + _chance.choice((-20, -1, 0, 0, 0, 0, 0, 0, 1, 30)) * _YEAR
        + _chance.choice((0, 10**9))
    )


def _utime(path: Any, times: Any = None, *, ns: Any = None, **more: Any) -> None:
    if times is None and ns is None:
        ns = (_jumped(), _jumped())
    _touch(path, times, ns=ns, **more) if ns is not None else _touch(path, times, **more)


def _put(self: Path, target: Path) -> Path:
    put = _replace(self, target)
    _utime(put)
    return put


def _looked(self: Path, **more: Any) -> Any:
    found = _stat(self, **more)
    if self.name.startswith(".clock."):
        return SimpleNamespace(st_dev=found.st_dev, st_mtime_ns=_jumped())
    return found


def _patch(owner: Any, name: str, function: Callable[..., Any]) -> None:
    setattr(owner, name, function)


_patch(time, "time_ns", _jumped)
_patch(time, "time", lambda: _jumped() / 10**9)
_patch(os, "utime", _utime)
_patch(Path, "replace", _put)
_patch(Path, "stat", _looked)
