"""The versions of black that layout was compared with."""

from __future__ import annotations

from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version

PROVEN = frozenset({"25.1.0", "26.10.1"})
"""Each makes what layout makes, of all that is printed for the whole API and of made-up statements. To
add one, install it and run `python -m tests.layout` over the pages, and `pytest tests/unit/render`."""


@lru_cache(maxsize=1)
def is_proven() -> bool:
    """Whether the installed black is one of them. Another may print otherwise, so it does all."""
    try:
        return version("black") in PROVEN
    except PackageNotFoundError:
        return False
