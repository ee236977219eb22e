"""An emulator of the described API, built from the IR alone.

`Emulator` is a context manager for tests; `apigen serve` runs the same application in a terminal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from apigen.emulator.emulator import Emulator
    from apigen.emulator.http.server import EmulatorError
    from apigen.emulator.settings import EmulatorSettings as Settings

__all__ = ["Emulator", "EmulatorError", "Settings"]


def __getattr__(name: str) -> object:
    """Imports a public name on first use, so that the package loads without its extra libraries."""
    if name == "Settings":
        from apigen.emulator.settings import EmulatorSettings

        return EmulatorSettings
    if name == "Emulator":
        from apigen.emulator.emulator import Emulator

        return Emulator
    if name == "EmulatorError":
        from apigen.emulator.http.server import EmulatorError

        return EmulatorError
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
