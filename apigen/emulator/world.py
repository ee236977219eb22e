"""What the parts of the emulator share: the API, its state, its time, its chance."""

from __future__ import annotations

from typing import Any

import msgspec

from apigen.emulator.chance import Chance
from apigen.emulator.clock import Clock, timestamp
from apigen.emulator.messages import NOT_FOUND, StatusError
from apigen.emulator.routing import Kind, Router
from apigen.emulator.store import Store
from apigen.ir.api import Api, Message
from apigen.ir.types import Enum

Json = dict[str, Any]


class Settings(msgspec.Struct, frozen=True):
    """How the emulator behaves.

    Args:
        seed: what ids, durations and chances depend on.
        durations: the least and the most seconds that an operation takes.
        latency: the least and the most seconds that an answer is kept back.
        loose: drop unknown fields in place of refusing them.
        require_auth: refuse requests without an `Authorization` header.
        state: an SQLite file; without one the state is gone at the end.
    """

    seed: int = 0
    durations: tuple[float, float] = (0.2, 1.0)
    latency: tuple[float, float] = (0.0, 0.0)
    loose: bool = False
    require_auth: bool = False
    state: str = ":memory:"


class World:
    """One emulated system. Its parts are used under one lock."""

    def __init__(self, api: Api, settings: Settings) -> None:
        self.api = api
        self.settings = settings
        self.messages: dict[str, Message] = api.message_index()
        self.router = Router(api)
        self.store = Store(settings.state)
        self.clock = Clock(float(self.store.meta("offset") or 0.0))
        self.chance = Chance(settings.seed)
        self.nouns = {kind.noun: kind for kind in self.router.kinds.values() if kind.message}

    def reset(self, seed: int | None = None) -> None:
        """Forgets everything; a new seed where given."""
        self.store.clear()
        self.clock = Clock()
        self.chance = Chance(self.settings.seed if seed is None else seed)

    def timestamp(self) -> str:
        return timestamp(self.clock.now())

    def new_id(self, noun: str) -> str:
        return self.chance.identifier(noun, self.store.next_number())

    def key(self, kind: Kind, parameters: dict[str, str]) -> str:
        """The key of the resource that a path names."""
        return "/".join(parameters.get(name, "") for name in kind.key)

    def resource(self, kind: Kind, key: str) -> Json:
        """Raises StatusError: NOT_FOUND."""
        found = self.store.resource(kind.name, key)
        if found is None:
            raise not_found(kind.name.rpartition(".")[2], key)
        return found


def not_found(what: str, name: str) -> StatusError:
    return StatusError(NOT_FOUND, f"{what} {name} not found")


def type_url(message_id: str) -> str:
    """`@type` of an Any."""
    return f"type.googleapis.com/{message_id}"


EMPTY = {"@type": type_url("google.protobuf.Empty")}


def status_names(kind: Kind) -> tuple[str, ...]:
    """The states of a kind, where it has any."""
    field = kind.field("status")
    if field is None or not isinstance(field.type, Enum):
        return ()
    return tuple(value.name for value in field.type.values)


def state_among(kind: Kind, *wanted: str) -> str | None:
    """The first of some states that the kind has."""
    names = status_names(kind)
    return next((name for name in wanted if name in names), None)


def ready_state(kind: Kind) -> str | None:
    return state_among(kind, "READY", "ACTIVE", "RUNNING", "ALIVE", "AVAILABLE")
