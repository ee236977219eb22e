"""Warnings that point at the caller's line, not into this package."""

from __future__ import annotations

import os
import sys
import warnings

_PACKAGE = __file__.rpartition(os.sep)[0].rpartition(os.sep)[0] + os.sep


def warn(message: str, category: type[Warning]) -> None:
    """Warns at the nearest frame outside of the package."""
    level = 1
    frame = sys._getframe(1)
    while frame.f_back is not None and frame.f_code.co_filename.startswith(_PACKAGE):
        frame = frame.f_back
        level += 1
    warnings.warn(message, category, stacklevel=level + 1)
