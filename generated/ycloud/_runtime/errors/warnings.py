"""Warnings of this package. They point at the caller's line, not into the package."""

from __future__ import annotations

import os
import sys
import warnings

# `ycloud/`: this module is `ycloud/_runtime/errors/warnings.py`.
_PACKAGE = __file__.rsplit(os.sep, 3)[0] + os.sep


class ValidationWarning(UserWarning):
    """A request violates limits of its page and is sent all the same (`validation="warn"`)."""


class DiscontinuedWarning(FutureWarning):
    """OAuth tokens: the vendor discontinues them by the end of 2026."""


def warn(message: str, category: type[Warning]) -> None:
    """Warns at the nearest frame outside of the package."""
    level = 1
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_PACKAGE):
        frame = frame.f_back
        level += 1
    warnings.warn(message, category, stacklevel=level + 1)
