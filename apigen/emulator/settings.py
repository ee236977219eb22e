"""Settings of an emulator."""

from __future__ import annotations

import msgspec


class EmulatorSettings(msgspec.Struct, frozen=True):
    """How the emulator behaves. Public as `apigen.emulator.Settings`.

    Args:
        seed: determines ids, durations and random faults.
        durations: the shortest and the longest time that an operation takes, in seconds.
        latency: the shortest and the longest delay of a response, in seconds.
        loose: drop unknown fields instead of refusing them.
        require_auth: refuse requests without an `Authorization` header.
        state: path of an SQLite file; by default the state is lost when the emulator stops.
    """

    seed: int = 0
    durations: tuple[float, float] = (0.2, 1.0)
    latency: tuple[float, float] = (0.0, 0.0)
    loose: bool = False
    require_auth: bool = False
    state: str = ":memory:"
