"""Words of pages within messages: in one line, and never so long that the message is lost."""

from __future__ import annotations

from collections.abc import Iterable

LONGEST = 160
"""Characters. The longest one-of group known, of 8 fields, has 113."""


def short(text: str) -> str:
    """The text in one line, its end left out where it is long."""
    words = " ".join(text.split())
    return words if len(words) <= LONGEST else f"{words[:LONGEST].rstrip()}…"


def listed(names: Iterable[str]) -> str:
    """`imageId, diskId`."""
    return short(", ".join(names))
