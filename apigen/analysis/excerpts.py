"""Text of pages for messages: on one line and cut to a bounded length."""

from __future__ import annotations

from collections.abc import Iterable

MAX_LENGTH = 160
"""Characters. The longest known list of one-of members (8 fields) has 113."""


def excerpt(text: str) -> str:
    """The text on one line, cut after `MAX_LENGTH` characters."""
    line = " ".join(text.split())
    return line if len(line) <= MAX_LENGTH else f"{line[:MAX_LENGTH].rstrip()}…"


def listed(names: Iterable[str]) -> str:
    """`imageId, diskId`."""
    return excerpt(", ".join(names))
