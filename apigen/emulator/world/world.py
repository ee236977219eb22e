"""The state of one emulated system: its methods and resources, clock and random values."""

from __future__ import annotations

from typing import Any

from apigen.emulator.settings import EmulatorSettings
from apigen.emulator.status import NOT_FOUND, StatusError
from apigen.emulator.world.clock import VirtualClock, timestamp
from apigen.emulator.world.kinds import ResourceKind
from apigen.emulator.world.routes import RouteTable
from apigen.emulator.world.seeded_random import SeededRandom
from apigen.emulator.world.store import StateStore
from apigen.ir.api import Api, Message

Json = dict[str, Any]


class World:
    """What the methods of one emulated system share. Not thread-safe: the engine holds a lock."""

    def __init__(self, api: Api, settings: EmulatorSettings) -> None:
        self.settings = settings
        self.messages: dict[str, Message] = api.message_index()
        self.routes = RouteTable(api)
        self.kinds = {route.kind.name: route.kind for route in self.routes}
        self.kinds_by_noun = {kind.noun: kind for kind in self.kinds.values() if kind.message}
        self.store = StateStore(settings.state)
        self.clock = VirtualClock(float(self.store.meta("offset") or 0.0))
        self.random = SeededRandom(settings.seed)

    def reset(self, seed: int | None = None) -> None:
        """Deletes the state; `seed` replaces the one of the settings."""
        self.store.clear()
        self.clock = VirtualClock()
        self.random = SeededRandom(self.settings.seed if seed is None else seed)

    def timestamp(self) -> str:
        return timestamp(self.clock.now())

    def new_id(self, noun: str) -> str:
        return self.random.identifier(noun, self.store.next_number())

    def resource(self, kind: ResourceKind, key: str) -> Json:
        """A stored resource.

        Raises:
            StatusError: NOT_FOUND.
        """
        found = self.store.resource(kind.name, key)
        if found is None:
            raise not_found(kind.name.rpartition(".")[2], key)
        return found


def not_found(what: str, name: str) -> StatusError:
    return StatusError(NOT_FOUND, f"{what} {name} not found")


def type_url(message_id: str) -> str:
    """The `@type` of a google.protobuf.Any."""
    return f"type.googleapis.com/{message_id}"
