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
    """No collection meanwhile. What is alive at the end is left out of later ones, until the next
    pause: those who keep on running (`--watch`) collect then what the last run left."""
    if not gc.isenabled():  # a pause within a pause
        yield
        return
    if gc.get_freeze_count():
        gc.unfreeze()
        gc.collect()
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
