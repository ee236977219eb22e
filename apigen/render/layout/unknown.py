"""What layout says where it is not certain."""

from __future__ import annotations


class UnknownError(Exception):
    """A construct of which layout is not certain how black prints it: black takes the whole file."""
