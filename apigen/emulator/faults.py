"""Faults on request: which calls fail, how often, after how many, how late."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Any

import msgspec

from apigen.emulator.chance import Chance
from apigen.emulator.messages import StatusError, Violation, code_of, invalid

Json = dict[str, Any]


class Fault(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule for calls.

    Args:
        method: an operationId, `*` stands for anything in it (`compute.Image.*`).
        code: the google.rpc.Code to fail with, by name or number; without one only `latency` counts.
        message: the message of the error.
        probability: how often of all matching calls, 0 to 1.
        latency: seconds to keep the answer back.
        after: let so many matching calls pass first.
        times: then hit so many; without it, all.
        operation: the call succeeds and its operation fails.
        show_after: the part of the operation's time after which the error shows, before `done`.
    """

    method: str = "*"
    code: str | int | None = None
    message: str = "Fault on request"
    probability: float = 1.0
    latency: float = 0.0
    after: int = 0
    times: int | None = None
    operation: bool = False
    show_after: float = 0.5


class Hit(msgspec.Struct, frozen=True):
    """What faults do to one call."""

    error: StatusError | None = None
    latency: float = 0.0
    failure: Json | None = None


class Faults:
    """The rules in force. `seen` counts the matching calls of each."""

    def __init__(self) -> None:
        self.rules: list[Fault] = []
        self._seen: list[int] = []

    def add(self, data: object) -> Fault:
        """Raises StatusError for what is no rule."""
        try:
            rule = msgspec.convert(data, Fault)
        except msgspec.ValidationError as error:
            raise invalid([Violation("", "type", str(error))]) from None
        if rule.code is not None and code_of(rule.code) is None:
            raise invalid([Violation("code", "allowed", f"{rule.code} is no google.rpc.Code")])
        self.rules.append(rule)
        self._seen.append(0)
        return rule

    def clear(self) -> None:
        self.rules.clear()
        self._seen.clear()

    def hit(self, method: str, chance: Chance) -> Hit:
        """What happens to a call; the first rule with a code decides how it fails."""
        found = Hit()
        for place, rule in enumerate(self.rules):
            if not fnmatchcase(method, rule.method):
                continue
            self._seen[place] += 1
            number = self._seen[place] - rule.after
            if number < 1 or (rule.times is not None and number > rule.times):
                continue
            if not chance.happens(rule.probability, "fault", place, number):
                continue
            found = _together(found, rule)
        return found


def _together(found: Hit, rule: Fault) -> Hit:
    error, failure = found.error, found.failure
    code = code_of(rule.code) if rule.code is not None else None
    if code is not None and rule.operation and failure is None:
        failure = {"code": code, "message": rule.message, "details": [], "after": rule.show_after}
    elif code is not None and not rule.operation and error is None:
        error = StatusError(code, rule.message)
    return Hit(error, found.latency + rule.latency, failure)
