"""A pool of worker processes: the same results in the same order, whatever their number."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    import multiprocessing.context
    from concurrent.futures import Future

Item = TypeVar("Item")
Result = TypeVar("Result")
Done = Callable[[int, int], None]
"""Is called with the number of items finished since the last call, and their weight."""

_CHUNKS = 24
"""Chunks per process: enough that no process waits long for the last one, and that progress shows."""


class Workers:
    """Up to `number` processes. Work below a threshold stays in this process, where it ends sooner."""

    def __init__(self, number: int = 1) -> None:
        self.number = max(1, number)

    def map(
        self,
        function: Callable[..., Iterable[Result]],
        items: Sequence[Item],
        *,
        weight: Callable[[Item], int],
        threshold: int,
        done: Done = lambda number, weight: None,
        state: tuple[object, ...] = (),
    ) -> list[Result]:
        """The results of `function(*state, chunk)`, which gives one per item, in the items' order.

        `function` must be pure, and defined at the top level of a module. `weight` estimates the time
        that an item takes, in the unit of `threshold`. Forked processes inherit `state`; others
        receive it once.
        """
        if not self.pays(items, weight, threshold):
            total = sum(map(weight, items))
            chunks = _chunks(items, weight, min(_CHUNKS, 1 + total // max(1, threshold)))
            return _in_order(chunks, _here(function, items, weight, done, state, chunks))
        # Few runs need processes, and the modules that start them take a while to load.
        from concurrent.futures import ProcessPoolExecutor, as_completed
        from concurrent.futures.process import BrokenProcessPool

        chunks = _chunks(items, weight, self.number * _CHUNKS)
        results: dict[int, Result] = {}
        try:
            with ProcessPoolExecutor(
                self.number, mp_context=_context(), initializer=_set_state, initargs=(state,)
            ) as pool:
                running: dict[Future[list[Result]], list[int]] = {
                    pool.submit(_run_chunk, function, [items[n] for n in chunk]): chunk
                    for chunk in chunks
                }
                for future in as_completed(running):
                    chunk = running.pop(future)
                    results.update(zip(chunk, future.result(), strict=True))
                    done(len(chunk), sum(weight(items[n]) for n in chunk))
        except BrokenProcessPool:
            # A process was killed, most likely for lack of memory: this one does what is missing.
            left = [[n for n in chunk if n not in results] for chunk in chunks]
            results.update(_here(function, items, weight, done, state, left))
        return [results[n] for n in range(len(items))]

    def pays(self, items: Sequence[Item], weight: Callable[[Item], int], threshold: int) -> bool:
        """Whether processes end sooner than this one would."""
        return self.number > 1 and len(items) > 1 and sum(map(weight, items)) >= threshold


def available() -> int:
    """Processors that this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def _here(
    function: Callable[..., Iterable[Result]],
    items: Sequence[Item],
    weight: Callable[[Item], int],
    done: Done,
    state: tuple[object, ...],
    chunks: Iterable[Sequence[int]],
) -> Iterator[tuple[int, Result]]:
    """Results with the positions of their items, computed in this process."""
    for chunk in chunks:
        results = function(*state, [items[n] for n in chunk])
        for position, result in zip(chunk, results, strict=True):
            yield position, result
            done(1, weight(items[position]))


def _in_order(
    chunks: Sequence[Sequence[int]], results: Iterable[tuple[int, Result]]
) -> list[Result]:
    by_position = dict(results)
    return [by_position[n] for n in range(sum(map(len, chunks)))]


_state: list[tuple[object, ...]] = []
"""What this process was given when it began; empty in the process that started it."""


def _set_state(state: tuple[object, ...]) -> None:
    _state[:] = [state]


def _run_chunk(function: Callable[..., Iterable[Result]], items: list[Item]) -> list[Result]:
    return list(function(*_state[0], items))


def _chunks(items: Sequence[Item], weight: Callable[[Item], int], number: int) -> list[list[int]]:
    """Positions of items in chunks of about equal weight, the heaviest chunk first.

    Neighbours stay together: items of one folder are alike, and a process does not repeat what it has
    done before.
    """
    share = max(1, sum(map(weight, items)) // number)
    chunks: list[list[int]] = [[]]
    weights = [0]
    for position, item in enumerate(items):
        own = weight(item)
        if chunks[-1] and weights[-1] + own > share:
            chunks.append([])
            weights.append(0)
        chunks[-1].append(position)
        weights[-1] += own
    heaviest_first = sorted(zip(weights, chunks, strict=True), key=lambda pair: -pair[0])
    return [chunk for _, chunk in heaviest_first if chunk]


def _context() -> multiprocessing.context.BaseContext:
    """Forking costs least, and is safe only while this process has one thread."""
    import multiprocessing

    forks = "fork" in multiprocessing.get_all_start_methods() and threading.active_count() == 1
    return multiprocessing.get_context("fork" if forks else "spawn")
