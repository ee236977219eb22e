"""Two tiers of tests: the default one proves every behaviour once, the deep one searches further.

`pytest` runs the default tier, `pytest -m "deep or not deep"` both. Marks leave out whole tests; numbers and
parameters of the others grow with `at_depth`.
"""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any, TypeVar

import pytest

VARIABLE = "APIGEN_TEST_DEPTH"
"""Set by the root conftest where deep tests are selected, before any test is imported."""
T = TypeVar("T")

deep = pytest.mark.deep


def at_depth(default: T, full: T) -> T:
    """A number of examples, or a list of parameters, for the tier that runs."""
    return full if os.environ.get(VARIABLE) == "full" else default


def sampled(values: Iterable[Any], every: int, *, unpack: bool = False) -> list[Any]:
    """Parameters of which the default tier takes each `every`th, the deep one all. `unpack`: each value
    is a tuple of several parameters."""
    return [
        pytest.param(*(value if unpack else (value,)), marks=deep if number % every else ())
        for number, value in enumerate(values)
    ]
