"""Fault injection: rules for calls that fail or are delayed."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Any

import msgspec

from apigen.emulator.status import StatusError, code_of, invalid_field
from apigen.emulator.world.seeded_random import SeededRandom

Json = dict[str, Any]


class Fault(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule. Its fields are those of `POST /_emulator/faults`.

    Args:
        method: a pattern of operationIds with `*` as a wildcard (`compute.Image.*`).
        code: the google.rpc.Code to fail with, by name or number; without it the rule only delays.
        message: the message of the error.
        probability: the share of matching calls that the rule applies to, 0 to 1.
        latency: seconds to delay the response.
        after: the number of matching calls to let pass first.
        times: the number of matching calls to consider after those; by default all.
        operation: the call succeeds and its operation fails.
        show_after: the fraction of the operation's duration after which its error becomes visible.
    """

    method: str = "*"
    code: str | int | None = None
    message: str = "Injected fault"
    probability: float = 1.0
    latency: float = 0.0
    after: int = 0
    times: int | None = None
    operation: bool = False
    show_after: float = 0.5


class FaultOutcome(msgspec.Struct, frozen=True):
    """What the rules do to one call: fail it, delay it (in seconds), fail its operation."""

    error: StatusError | None = None
    latency: float = 0.0
    failure: Json | None = None


class FaultInjector:
    """The rules in force, each with the number of calls that matched it."""

    def __init__(self) -> None:
        self.rules: list[Fault] = []
        self._seen: list[int] = []

    def add(self, data: object) -> Fault:
        """Adds a rule.

        Raises:
            StatusError: INVALID_ARGUMENT, the data is not a rule.
        """
        try:
            rule = msgspec.convert(data, Fault)
        except msgspec.ValidationError as error:
            raise invalid_field("", "type", str(error)) from None
        if rule.code is not None and code_of(rule.code) is None:
            raise invalid_field("code", "allowed", f"{rule.code} is not a google.rpc.Code")
        self.rules.append(rule)
        self._seen.append(0)
        return rule

    def clear(self) -> None:
        self.rules.clear()
        self._seen.clear()

    def apply(self, method: str, random: SeededRandom) -> FaultOutcome:
        """The outcome for a call. Latencies add up; the first rule with a code sets the error."""
        outcome = FaultOutcome()
        for place, rule in enumerate(self.rules):
            if not fnmatchcase(method, rule.method):
                continue
            self._seen[place] += 1
            number = self._seen[place] - rule.after
            if number < 1 or (rule.times is not None and number > rule.times):
                continue
            if not random.happens(rule.probability, "fault", place, number):
                continue
            outcome = _combined(outcome, rule)
        return outcome


def _combined(outcome: FaultOutcome, rule: Fault) -> FaultOutcome:
    error, failure = outcome.error, outcome.failure
    code = code_of(rule.code) if rule.code is not None else None
    if code is not None and rule.operation and failure is None:
        failure = {"code": code, "message": rule.message, "details": [], "after": rule.show_after}
    elif code is not None and not rule.operation and error is None:
        error = StatusError(code, rule.message)
    return FaultOutcome(error, outcome.latency + rule.latency, failure)
