"""Work shared among processes: the same results in the same order, however many there are."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import multiprocessing.context
    from concurrent.futures import Future

Item = TypeVar("Item")
Made = TypeVar("Made")
Done = Callable[[int, int], None]

_PARTS = 24
"""Parts that each process gets, one after another: many enough that none waits long for the last, and
that whoever watches sees them move."""


class Workers:
    """Up to `number` processes; work below `worth` is done in this one, where it ends sooner."""

    def __init__(self, number: int = 1) -> None:
        self.number = max(1, number)

    def map(
        self,
        function: Callable[..., Made],
        items: Sequence[Item],
        *,
        weight: Callable[[Item], int],
        worth: int,
        done: Done = lambda number, weight: None,
        state: tuple[object, ...] = (),
    ) -> list[Made]:
        """`function` of each item, in the items' order.

        `weight` says how long an item takes, in the unit of `worth`; `done` is told how many items
        were finished since it was told last, and their weight. `function` must be a module's own, and pure. `state`
        is what it takes before the item: forked processes find it there, others get it once.
        """
        here = partial(function, *state)
        if not self.pays(items, weight, worth):
            return list(_each(here, items, weight, done))
        # Most runs need no processes, and what makes them takes a while to load.
        from concurrent.futures import ProcessPoolExecutor, as_completed
        from concurrent.futures.process import BrokenProcessPool

        parts = _parts(items, weight, self.number * _PARTS)
        made: dict[int, Made] = {}
        try:
            with ProcessPoolExecutor(
                self.number, mp_context=_context(), initializer=_take, initargs=(state,)
            ) as pool:
                running: dict[Future[list[Made]], list[int]] = {
                    pool.submit(_part, function, [items[n] for n in part]): part for part in parts
                }
                for future in as_completed(running):
                    part = running.pop(future)
                    made.update(zip(part, future.result(), strict=True))
                    done(len(part), sum(weight(items[n]) for n in part))
        except BrokenProcessPool:
            # A process was killed, most likely for want of memory: this one does what is missing.
            left = [n for n in range(len(items)) if n not in made]
            made.update(zip(left, _each(here, [items[n] for n in left], weight, done), strict=True))
        return [made[n] for n in range(len(items))]

    def pays(self, items: Sequence[Item], weight: Callable[[Item], int], worth: int) -> bool:
        """Whether processes end sooner than this one would."""
        return self.number > 1 and len(items) > 1 and sum(map(weight, items)) >= worth


def available() -> int:
    """Processors that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def _each(
    function: Callable[[Item], Made],
    items: Sequence[Item],
    weight: Callable[[Item], int],
    done: Done,
) -> Iterator[Made]:
    for item in items:
        yield function(item)
        done(1, weight(item))


_state: list[tuple[object, ...]] = []
"""What a process was given when it began; always empty in the one that began it."""


def _take(state: tuple[object, ...]) -> None:
    _state[:] = [state]


def _part(function: Callable[..., Made], items: list[Item]) -> list[Made]:
    return [function(*_state[0], item) for item in items]


def _parts(items: Sequence[Item], weight: Callable[[Item], int], number: int) -> list[list[int]]:
    """Positions of items in parts of about equal weight, the heaviest part first.

    Neighbours stay together: items of one folder are alike, and a process does again only what it has
    not done before.
    """
    share = max(1, sum(map(weight, items)) // number)
    parts: list[list[int]] = [[]]
    weights = [0]
    for position, item in enumerate(items):
        weighs = weight(item)
        if parts[-1] and weights[-1] + weighs > share:
            parts.append([])
            weights.append(0)
        parts[-1].append(position)
        weights[-1] += weighs
    return [part for _, part in sorted(zip(weights, parts, strict=True), key=lambda p: -p[0])]


def _context() -> multiprocessing.context.BaseContext:
    """Forking costs least, and is safe only while this process has one thread."""
    import multiprocessing

    forks = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    return multiprocessing.get_context("fork" if forks else "spawn")
