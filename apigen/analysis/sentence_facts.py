"""The facts of a sentence whose wording is known."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

import msgspec

from apigen.analysis.sentence_folding import CODE
from apigen.analysis.sentence_numbers import NUMBER, Value, is_name, number, value
from apigen.analysis.sentence_split import Sentence
from apigen.analysis.sentence_templates import Facts, Statement, Units
from apigen.ir.constraints import (
    Allowed,
    Constraint,
    Maximum,
    MaxItems,
    MaxLength,
    Minimum,
    MinItems,
    MinLength,
    Pattern,
)
from apigen.pages.prose import Damaged
from apigen.source import Origin, Source, Span

About = Literal["own", "each", "key", "count"]
_Limits = tuple[Callable[[int, Origin], Constraint], Callable[[int, Origin], Constraint]]

_WITH_UNIT = re.compile(rf"(?P<number>{NUMBER}) ?(?P<unit>\D*)")
_QUOTES = "\"'«»“”„"
_LENGTH: _Limits = (MinLength, MaxLength)
_ITEMS: _Limits = (MinItems, MaxItems)


class UnreadableError(Exception):
    """The words fit and a value among them does not: it is no such sentence."""


class Found(msgspec.Struct, frozen=True):
    """What one sentence says. `damaged` is the place of an expression that cannot be read."""

    limits: tuple[tuple[About, Constraint], ...] = ()
    flags: tuple[str, ...] = ()
    default: Value | None = None
    default_item: bool = False
    durations: bool = False
    damaged: Damaged | None = None
    authored: bool = False
    prose: bool = False
    span: Span = Span(1, 1)


class FactReader:
    """Reads the slots of one sentence."""

    def __init__(
        self, match: re.Match[str], sentence: Sentence, units: Units, splitter: re.Pattern[str]
    ) -> None:
        self.match = match
        self.sentence = sentence
        self.units = units
        self.splitter = splitter
        self.durations = False
        self.damaged: Damaged | None = None

    def read(self, facts: Facts, source: Source) -> Found:
        span = self.sentence.span
        origin = source.origin(span)
        limits: list[tuple[About, Constraint]] = []
        for statement in facts.statements:
            limits += self._limits(statement, origin)
        default = None
        if facts.default and facts.default != "item":
            default = self._default(facts.default)
        return Found(
            limits=tuple(limits),
            flags=facts.flags,
            default=default,
            default_item=facts.default == "item",
            durations=self.durations,
            damaged=self.damaged,
            span=span,
        )

    # --- slots

    def _slot(self, name: str) -> str:
        """The text of a slot as the page has it."""
        start, stop = self.match.span(name)
        return self.sentence.plain[start - 1 : stop - 1]  # the matched text is led by a space

    def _code(self, name: str) -> str:
        found = self.sentence.code_at(self.match.start(name) - 1)
        if isinstance(found, Damaged):
            self.damaged = found
            return ""
        return found.text.strip()

    def _number(self, name: str, timed: bool) -> int | float:
        """The number in a slot; of a value in seconds where it has a unit."""
        if name.isdigit():
            return int(name)
        text = self._slot(name)
        if text.startswith(CODE):
            text = self._code(name) + text[1:]
        match = _WITH_UNIT.fullmatch(text)
        found = number(match["number"]) if match else None
        if match is None or found is None:
            raise UnreadableError(text)
        unit = match["unit"].strip().lower()
        if not unit:
            return found
        seconds = self.units.seconds(unit)
        if seconds is None or not timed:
            raise UnreadableError(text)
        self.durations = True
        return _tidy(found * seconds)

    def _count(self, name: str) -> int:
        found = self._number(name, timed=False)
        if not isinstance(found, int) or found < 0:
            raise UnreadableError(str(found))
        return found

    def _default(self, name: str) -> Value:
        text = self._slot(name)
        if text == CODE:
            return value(self._code(name))
        if text[0] in _QUOTES:
            return text.strip(_QUOTES)
        if text in ("true", "false"):
            return text == "true"
        try:
            return self._number(name, timed=True)
        except UnreadableError:
            if is_name(text):
                return text
            raise

    def _values(self, name: str) -> tuple[str | int | float, ...]:
        start = self.match.start(name) - 1
        found: list[str | int | float] = []
        offset = 0
        text = self._slot(name)
        for part in self.splitter.split(text):
            offset = text.index(part, offset)
            if part == CODE:
                code = self.sentence.code_at(start + offset)
                if isinstance(code, Damaged):
                    raise UnreadableError(code.text)
                part = code.text.strip()
            bare = part.strip(_QUOTES)
            as_number = number(part)
            found.append(bare if as_number is None else as_number)
            offset += 1
        return tuple(found)

    # --- statements

    def _limits(self, statement: Statement, origin: Origin) -> list[tuple[About, Constraint]]:
        about: About = statement.about
        if statement.relation in ("~", "~~"):
            regex = self._code(statement.slot)
            if self.damaged is not None:
                return []
            if statement.relation == "~~":
                regex = _single_backslashes(regex)
            return [(about, Pattern(regex, origin))]
        if statement.relation == "in":
            return [(about, Allowed(self._values(statement.slot), origin))]
        if statement.measure == "value":
            return [(about, self._value_limit(statement, origin))]
        least, most = _LENGTH
        if statement.measure == "items":
            least, most = _ITEMS
            about = "count"
        count = self._count(statement.slot)
        made: list[Constraint] = []
        if statement.relation in (">=", "="):
            made.append(least(count, origin))
        if statement.relation in ("<=", "="):
            made.append(most(count, origin))
        if statement.relation == ">":
            made.append(least(count + 1, origin))
        if statement.relation == "<":
            made.append(most(max(count - 1, 0), origin))
        return [(about, constraint) for constraint in made]

    def _value_limit(self, statement: Statement, origin: Origin) -> Constraint:
        limit = self._number(statement.slot, timed=True)
        if statement.relation == "=":
            return Allowed((limit,), origin)
        exclusive = statement.relation in "<>"
        kind = Minimum if statement.relation.startswith(">") else Maximum
        return kind(limit, origin, exclusive)


def _tidy(seconds: float) -> int | float:
    rounded = round(seconds, 9)
    return int(rounded) if rounded == int(rounded) else rounded


def _single_backslashes(regex: str) -> str:
    """The expression with its doubled backslashes made single; where one stands alone, none is
    doubled."""
    if "\\" in regex.replace("\\\\", ""):
        return regex
    return regex.replace("\\\\", "\\")
