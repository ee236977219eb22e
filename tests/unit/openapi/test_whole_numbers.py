"""Expressions for ranges of whole numbers admit the numbers of the range and no others."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apigen.targets.openapi.whole_numbers import whole_number

NUMBERS = st.one_of(
    st.integers(-(2**63), 2**64 - 1),
    st.integers(-200, 200),
    st.integers(0, 19).map(lambda n: 10**n),
)


@given(st.one_of(st.none(), NUMBERS), st.one_of(st.none(), NUMBERS), NUMBERS, st.integers(-2, 2))
def test_the_numbers_of_the_range_and_no_others(
    low: int | None, high: int | None, number: int, near: int
) -> None:
    read = re.compile(whole_number(low, high))
    for value in {number, (low or 0) + near, (high or 0) + near}:
        if abs(value) >= 10**20:
            continue
        within = (low is None or value >= low) and (high is None or value <= high)
        assert bool(read.fullmatch(str(value))) == within, (value, read.pattern)


@pytest.mark.parametrize("text", ["", "-", "+1", "01", "-0", "1.0", " 1", "1\n", "١", "1e3", "0x1"])
def test_other_spellings_are_no_whole_numbers(text: str) -> None:
    assert re.compile(whole_number()).fullmatch(text) is None
    assert re.compile(whole_number(0, 2**63 - 1)).fullmatch(text) is None
