"""Shortens values in messages, so that an error stays readable."""

from __future__ import annotations

import reprlib

_REPR = reprlib.Repr()
_REPR.maxstring = 80
_REPR.maxother = 80
_REPR.maxlong = 40
_REPR.maxdict = _REPR.maxlist = _REPR.maxtuple = 4


def shortened(value: object) -> str:
    """`repr` of about 100 characters at most. Never raises: reprlib catches errors of
    `__repr__`."""
    return _REPR.repr(value)
