"""Python's cyclic garbage collector, kept away from a run's facts.

They are hundreds of thousands of objects without a cycle among them, and the collector walks all of
them again and again while they grow: nine tenths of the time that reading them back takes.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def paused() -> Iterator[None]:
    """No collection meanwhile."""
    if not gc.isenabled():  # a pause within a pause
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        gc.enable()
