"""Processes change nothing but the time: results in order, all of them, whatever dies."""

from __future__ import annotations

import os
from itertools import pairwise

import pytest

from apigen.memo.workers import _CHUNKS, Workers

PARENT = os.getpid()


def double(numbers: list[int]) -> list[int]:
    return [number * 2 for number in numbers]


def process(numbers: list[int]) -> list[int]:
    return [os.getpid() for _ in numbers]


def die_outside(numbers: list[int]) -> list[int]:
    if os.getpid() != PARENT and 7 in numbers:
        os._exit(9)
    return double(numbers)


def weight(number: int) -> int:
    return number


@pytest.mark.parametrize("workers", [1, 2, 3])
def test_results_stand_in_the_order_of_the_items(workers: int) -> None:
    items = [5, 1, 9, 9, 0, 3, *range(50)]
    told: list[tuple[int, int]] = []
    made = Workers(workers).map(
        double, items, weight=weight, threshold=0, done=lambda *number: told.append(number)
    )
    assert made == [item * 2 for item in items]
    assert sum(number for number, _ in told) == len(items)
    assert sum(weighed for _, weighed in told) == sum(items)


def test_small_jobs_stay_in_this_process() -> None:
    assert set(Workers(2).map(process, [1, 2, 3], weight=weight, threshold=7)) == {os.getpid()}
    assert os.getpid() not in Workers(2).map(process, [1, 2, 3], weight=weight, threshold=6)


def add(first: int, second: int, numbers: list[int]) -> list[int]:
    return [first + second + number for number in numbers]


@pytest.mark.parametrize("workers", [1, 2])
def test_a_state_stands_before_each_item(workers: int) -> None:
    items = list(range(30))
    made = Workers(workers).map(add, items, weight=weight, threshold=0, state=(1000, 200))
    assert made == [1200 + item for item in items]


def test_what_a_killed_process_had_is_done_here() -> None:
    items = list(range(20))
    assert Workers(2).map(die_outside, items, weight=weight, threshold=0) == [n * 2 for n in items]


def test_an_error_of_the_work_is_raised_here() -> None:
    with pytest.raises(TypeError):
        Workers(2).map(double, [1, object(), 2], weight=lambda item: 1, threshold=0)  # type: ignore[list-item]


def test_neighbours_share_a_process() -> None:
    made = Workers(2).map(process, list(range(1, 200)), weight=weight, threshold=0)
    changes = sum(one != other for one, other in pairwise(made))
    assert (
        changes < 2 * _CHUNKS
    )  # a process takes part after part; scattered items would change 99 times
