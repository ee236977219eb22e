"""Reads the facts of a sentence that matches a rule."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Literal

import msgspec

from apigen.analysis.sentences.mask import Masked
from apigen.analysis.sentences.numbers import Scalar, is_name, number, scalar
from apigen.analysis.sentences.templates import QUOTES, FactTemplate, Statement
from apigen.findings.source import Origin, Source, Span
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
    Unique,
)
from apigen.pages.prose import CodeNode, DamagedNode

Subject = Literal["own", "each", "key", "count"]
"""What a constraint limits: the value itself, each element or map value, the keys, the number of items."""
_Bounds = tuple[Callable[[int, Origin], Constraint], Callable[[int, Origin], Constraint]]

_LENGTH: _Bounds = (MinLength, MaxLength)
_ITEMS: _Bounds = (MinItems, MaxItems)


class UnreadableError(Exception):
    """The words match, but a slot holds no value of its kind: the rule does not apply."""


class SentenceFacts(msgspec.Struct, frozen=True):
    """The facts of one sentence.

    `default_item`: the list item that contains the sentence is the default. `durations`: a number has a
    unit of time. `damaged` is a regular expression that cannot be read. `authored` and `prose` tell the
    kind of the rule.
    """

    constraints: tuple[tuple[Subject, Constraint], ...] = ()
    flags: tuple[str, ...] = ()
    default: Scalar | None = None
    default_item: bool = False
    durations: bool = False
    damaged: DamagedNode | None = None
    authored: bool = False
    prose: bool = False
    span: Span = Span(1, 1)


class FactReader:
    """Reads the slots of one matched sentence."""

    def __init__(self, match: re.Match[str], masked: Masked, splitter: re.Pattern[str]) -> None:
        self.match = match
        self.masked = masked
        self.splitter = splitter
        self.durations = False
        self.damaged: DamagedNode | None = None

    def read(self, template: FactTemplate, source: Source) -> SentenceFacts:
        """The facts of the sentence.

        Raises:
            UnreadableError: a slot holds no value of its kind.
        """
        span = self.masked.sentence.span
        origin = source.origin(span)
        constraints: list[tuple[Subject, Constraint]] = []
        for statement in template.statements:
            constraints += self._constraints(statement, origin)
        if template.unique:
            constraints.append(("count", Unique(origin)))
        default = None
        if template.default and template.default != "item":
            default = self._default(template.default)
        return SentenceFacts(
            constraints=tuple(constraints),
            flags=template.flags,
            default=default,
            default_item=template.default == "item",
            durations=self.durations,
            damaged=self.damaged,
            span=span,
        )

    # --- slots

    def _regex(self, name: str) -> str:
        code = self.masked.code(self.match.start(name))
        if isinstance(code, DamagedNode):
            self.damaged = code
        return code.text.strip() if isinstance(code, CodeNode) else ""

    def _number(self, name: str) -> int | float:
        """The number in a slot, or the number that replaces the slot; durations in seconds."""
        if name.isdigit():
            return int(name)
        quantity = self.masked.quantity(self.match.start(name))
        if quantity is None:
            raise UnreadableError(name)
        self.durations = self.durations or quantity.timed
        return quantity.value

    def _count(self, name: str) -> int:
        found = self._number(name)
        if not isinstance(found, int) or found < 0 or self.durations:
            raise UnreadableError(str(found))
        return found

    def _default(self, name: str) -> Scalar:
        start, stop = self.match.span(name)
        text = self.masked.plain(start, stop)
        if stop - start == 1:
            quantity = self.masked.quantity(start)
            if quantity is not None and quantity.converted:
                raise UnreadableError(text)  # the field itself may have that unit
            if quantity is not None:
                self.durations = quantity.timed
                return quantity.value
            code = self.masked.code(start)
            if isinstance(code, CodeNode):
                return scalar(code.text.strip())
        elif text[0] in QUOTES:
            return text.strip(QUOTES)
        elif is_name(text):
            return scalar(text)
        raise UnreadableError(text)

    def _values(self, name: str) -> tuple[str | int | float, ...]:
        start, stop = self.match.span(name)
        found: list[str | int | float] = []
        for part, at in split(self.splitter, self.masked.text, start, stop):
            code = self.masked.code(at) if len(part) == 1 else None
            if isinstance(code, DamagedNode):
                raise UnreadableError(code.text)
            if code is not None:
                found.append(_item(code.text.strip()))
            else:
                # "0,5,20,500": without spaces, too, commas separate values.
                plain = self.masked.plain(at, at + len(part))
                found += (_item(word) for word in plain.split(","))
                alone = stop - start == len(part) and "," not in plain
                if alone and isinstance(found[-1], str) and not is_name(found[-1]):
                    raise UnreadableError(plain)  # "must be equal to zero"
        return tuple(found)

    # --- statements

    def _constraints(
        self, statement: Statement, origin: Origin
    ) -> list[tuple[Subject, Constraint]]:
        subject: Subject = statement.subject
        if statement.relation in ("~", "~~"):
            regex = self._regex(statement.slot)
            if self.damaged is not None:
                return []
            if statement.relation == "~~":
                regex = _single_backslashes(regex)
            return [(subject, Pattern(regex, origin))]
        if statement.relation == "in":
            return [(subject, Allowed(self._values(statement.slot), origin))]
        if statement.measure == "value":
            return [(subject, self._value_bound(statement, origin))]
        least, most = _LENGTH
        if statement.measure == "items":
            least, most = _ITEMS
            subject = "count"
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
        return [(subject, constraint) for constraint in made]

    def _value_bound(self, statement: Statement, origin: Origin) -> Constraint:
        limit = self._number(statement.slot)
        if statement.relation == "=":
            return Allowed((limit,), origin)
        exclusive = statement.relation in "<>"
        kind = Minimum if statement.relation.startswith(">") else Maximum
        return kind(limit, origin, exclusive)


def split(splitter: re.Pattern[str], text: str, start: int, stop: int) -> Iterator[tuple[str, int]]:
    """The parts of `text[start:stop]` between separators, each with its offset."""
    at = start
    for match in splitter.finditer(text, start, stop):
        yield text[at : match.start()], at
        at = match.end()
    yield text[at:stop], at


def _item(word: str) -> str | int | float:
    bare = word.strip(QUOTES)
    found = number(bare)
    return bare if found is None else found


def _single_backslashes(regex: str) -> str:
    """The expression with single backslashes; unchanged if any backslash is not doubled."""
    if "\\" in regex.replace("\\\\", ""):
        return regex
    return regex.replace("\\\\", "\\")
