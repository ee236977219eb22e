"""The described system on a laptop: an emulator made of the IR alone.

`Emulator` is a context manager for tests; `apigen serve` is the same for a terminal.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from apigen.emulator.server import Emulator, EmulatorError
    from apigen.emulator.world import Settings

__all__ = ["Emulator", "EmulatorError", "Settings"]


def __getattr__(name: str) -> object:
    """Loads the server, and with it the libraries of the extra `emulator`, when it is asked for."""
    if name == "Settings":
        from apigen.emulator.world import Settings

        return Settings
    if name in __all__:
        from apigen.emulator import server

        return getattr(server, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
