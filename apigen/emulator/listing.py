"""Lists: filter, order and pages, as the pages document them.

A filter is `condition [AND condition…]`; a condition compares a field by `=`, `!=`, `IN`, `NOT IN` with
values in quotes. `orderBy` is `createdAt desc`; without it the ids decide.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable
from typing import Any

from apigen.emulator.masks import json_name
from apigen.emulator.messages import Violation, invalid

Json = dict[str, Any]
Test = Callable[[Json], bool]

DEFAULT_SIZE = 100
_TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<word>[A-Za-z_][\w.]*)"""
    r"""|(?P<bare>-?\d+)|(?P<mark>!=|=|\(|\)|,))"""
)


def condition(text: str, known: frozenset[str]) -> Test:
    """The test of a filter. Raises StatusError where it is none, or names an unknown field."""
    tests = _Filter(text, known).tests() if text.strip() else []
    return lambda item: all(test(item) for test in tests)


class _Filter:
    def __init__(self, text: str, known: frozenset[str]) -> None:
        self.known = known
        self.tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(text.rstrip()):
            found = _TOKEN.match(text, at)
            if found is None:
                raise _bad(f"not understood from {text[at : at + 20]!r}")
            self.tokens.append((str(found.lastgroup), found[found.lastgroup or 0]))
            at = found.end()
        self.at = 0

    def tests(self) -> list[Test]:
        found = [self._comparison()]
        while self.at < len(self.tokens):
            if self._take("word").upper() != "AND":
                raise _bad("conditions are joined by AND")
            found.append(self._comparison())
        return found

    def _comparison(self) -> Test:
        name = json_name(self._take("word"))
        if name.rpartition(".")[2] not in self.known and name not in self.known:
            raise _bad(f"no field {name} to filter by")
        kind, sign = self._next()
        sign = sign.upper()
        if kind == "mark" and sign in ("=", "!="):
            return _among(name, {self._value()}, sign == "=")
        wanted = sign == "IN"
        if sign == "NOT" and self._take("word").upper() != "IN":
            raise _bad("NOT stands before IN")
        if sign not in ("IN", "NOT"):
            raise _bad(f"{sign} is no operator: = != IN NOT IN")
        return _among(name, self._values(), wanted)

    def _values(self) -> set[str]:
        if self._take("mark") != "(":
            raise _bad("IN is followed by values in parentheses")
        found = {self._value()}
        while (mark := self._take("mark")) == ",":
            found.add(self._value())
        if mark != ")":
            raise _bad("a parenthesis is not closed")
        return found

    def _value(self) -> str:
        kind, text = self._next()
        if kind == "text":
            return re.sub(r"\\(.)", r"\1", text[1:-1])
        if kind == "bare" or text in ("true", "false"):
            return text
        raise _bad(f"{text} is no value in quotes")

    def _next(self) -> tuple[str, str]:
        if self.at == len(self.tokens):
            raise _bad("it ends too early")
        self.at += 1
        return self.tokens[self.at - 1]

    def _take(self, kind: str) -> str:
        found, text = self._next()
        if found != kind:
            raise _bad(f"{text} is out of place")
        return text


def _among(name: str, values: set[str], wanted: bool) -> Test:
    def test(item: Json) -> bool:
        value: Any = item
        for part in name.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        text = "" if value is None else value if isinstance(value, str) else json.dumps(value)
        return (text in values) is wanted

    return test


def _bad(why: str) -> Exception:
    return invalid([Violation("filter", "filter", f"Invalid filter: {why}")])


def ordered(items: list[Json], order: str, known: frozenset[str]) -> list[Json]:
    """Items in an order: field names, each with `asc` or `desc`, after commas."""
    for part in reversed([part.split() for part in order.split(",") if part.strip()]):
        name, way = json_name(part[0]), part[1].lower() if len(part) > 1 else "asc"
        if name not in known or way not in ("asc", "desc") or len(part) > 2:
            raise invalid([Violation("orderBy", "order", f"Invalid order: {' '.join(part)}")])
        items = sorted(items, key=lambda item: _rank(item.get(name)), reverse=way == "desc")
    return items


def _rank(value: Any) -> tuple[int, Any]:
    if value is None:
        return 0, ""
    if isinstance(value, int | float):
        return 1, value
    return 2, value if isinstance(value, str) else json.dumps(value, sort_keys=True)


def page(items: list[Json], size: int, token: str) -> tuple[list[Json], str]:
    """A page of the items and the token of the next one, empty for the last. `size` 0 stands for the
    default. Raises StatusError for a negative one (AIP-158) and for a token that is none."""
    if size < 0:
        raise invalid([Violation("pageSize", "range", "Page size must not be negative")])
    start = _place(token) if token else 0
    end = start + (size or DEFAULT_SIZE)
    return items[start:end], _token(end) if end < len(items) else ""


def _token(place: int) -> str:
    return base64.urlsafe_b64encode(f"apigen:{place}".encode()).decode().rstrip("=")


def _place(token: str) -> int:
    try:
        text = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode()
        head, _, place = text.partition(":")
        if head == "apigen" and place.isdecimal():
            return int(place)
    except (binascii.Error, ValueError):
        pass
    raise invalid([Violation("pageToken", "page-token", "Invalid page token")])
