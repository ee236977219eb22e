"""The versions of black that layout was compared with."""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.metadata import PackageNotFoundError, version

OLDEST, NEWEST = (25, 1, 0), (26, 10, 1)
"""Both, and some between, print the same for the whole API and for made-up statements; see
`python -m tests.layout`."""

_RELEASE = re.compile(r"(\d+)\.(\d+)\.(\d+)\Z")


@lru_cache(maxsize=1)
def is_proven() -> bool:
    """Whether the installed black is one of them. A newer one may print otherwise, so it does all."""
    try:
        return is_proven_version(version("black"))
    except PackageNotFoundError:
        return False


def is_proven_version(text: str) -> bool:
    found = _RELEASE.match(text)
    return found is not None and OLDEST <= tuple(map(int, found.groups())) <= NEWEST
