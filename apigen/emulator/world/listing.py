"""List queries: filter, order and pagination as the reference documents them.

A filter is `condition [AND condition…]`; a condition compares a field by `=`, `!=`, `IN`, `NOT IN` with
quoted values. `orderBy` is `createdAt desc`; without it resources are ordered by id.
"""

from __future__ import annotations

import base64
import binascii
import json
import re
from collections.abc import Callable
from typing import Any

from apigen.emulator.status import StatusError, invalid_field
from apigen.emulator.world.masks import json_name

Json = dict[str, Any]
Predicate = Callable[[Json], bool]

DEFAULT_PAGE_SIZE = 100
_TOKEN = re.compile(
    r"""\s*(?:(?P<text>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|(?P<word>[A-Za-z_][\w.]*)"""
    r"""|(?P<bare>-?\d+)|(?P<mark>!=|=|\(|\)|,))"""
)


def parse_filter(text: str, known: frozenset[str]) -> Predicate:
    """The predicate of a filter over fields of the names `known`.

    Raises:
        StatusError: INVALID_ARGUMENT, a syntax error or an unknown field.
    """
    conditions = _FilterParser(text, known).conditions() if text.strip() else []
    return lambda item: all(condition(item) for condition in conditions)


class _FilterParser:
    """A recursive-descent parser of filters."""

    def __init__(self, text: str, known: frozenset[str]) -> None:
        self.known = known
        self.tokens: list[tuple[str, str]] = []
        at = 0
        while at < len(text.rstrip()):
            found = _TOKEN.match(text, at)
            if found is None:
                raise _syntax_error(f"unexpected text at {text[at : at + 20]!r}")
            self.tokens.append((str(found.lastgroup), found[found.lastgroup or 0]))
            at = found.end()
        self.at = 0

    def conditions(self) -> list[Predicate]:
        found = [self._comparison()]
        while self.at < len(self.tokens):
            if self._take("word").upper() != "AND":
                raise _syntax_error("conditions must be joined by AND")
            found.append(self._comparison())
        return found

    def _comparison(self) -> Predicate:
        name = json_name(self._take("word"))
        if name.rpartition(".")[2] not in self.known and name not in self.known:
            raise _syntax_error(f"unknown field {name}")
        kind, sign = self._next()
        sign = sign.upper()
        if kind == "mark" and sign in ("=", "!="):
            return _is_among(name, {self._value()}, sign == "=")
        wanted = sign == "IN"
        if sign == "NOT" and self._take("word").upper() != "IN":
            raise _syntax_error("NOT must be followed by IN")
        if sign not in ("IN", "NOT"):
            raise _syntax_error(f"unknown operator {sign}; use =, !=, IN or NOT IN")
        return _is_among(name, self._values(), wanted)

    def _values(self) -> set[str]:
        if self._take("mark") != "(":
            raise _syntax_error("IN must be followed by values in parentheses")
        found = {self._value()}
        while (mark := self._take("mark")) == ",":
            found.add(self._value())
        if mark != ")":
            raise _syntax_error("a closing parenthesis is missing")
        return found

    def _value(self) -> str:
        kind, text = self._next()
        if kind == "text":
            return re.sub(r"\\(.)", r"\1", text[1:-1])
        if kind == "bare" or text in ("true", "false"):
            return text
        raise _syntax_error(f"{text} is not a quoted value")

    def _next(self) -> tuple[str, str]:
        if self.at == len(self.tokens):
            raise _syntax_error("unexpected end")
        self.at += 1
        return self.tokens[self.at - 1]

    def _take(self, kind: str) -> str:
        found, text = self._next()
        if found != kind:
            raise _syntax_error(f"unexpected {text}")
        return text


def _is_among(name: str, values: set[str], wanted: bool) -> Predicate:
    def matches(item: Json) -> bool:
        value: Any = item
        for part in name.split("."):
            value = value.get(part) if isinstance(value, dict) else None
        text = "" if value is None else value if isinstance(value, str) else json.dumps(value)
        return (text in values) is wanted

    return matches


def _syntax_error(reason: str) -> StatusError:
    return invalid_field("filter", "filter", f"Invalid filter: {reason}")


def ordered(items: list[Json], order: str, known: frozenset[str]) -> list[Json]:
    """Sorts items by `orderBy`: field names separated by commas, each with `asc` or `desc`.

    Raises:
        StatusError: INVALID_ARGUMENT, a syntax error or an unknown field.
    """
    for words in reversed([part.split() for part in order.split(",") if part.strip()]):
        name, direction = json_name(words[0]), words[1].lower() if len(words) > 1 else "asc"
        if name not in known or direction not in ("asc", "desc") or len(words) > 2:
            raise invalid_field("orderBy", "order", f"Invalid order: {' '.join(words)}")
        items = sorted(
            items, key=lambda item: _sort_key(item.get(name)), reverse=direction == "desc"
        )
    return items


def _sort_key(value: Any) -> tuple[int, Any]:
    if value is None:
        return 0, ""
    if isinstance(value, int | float):
        return 1, value
    return 2, value if isinstance(value, str) else json.dumps(value, sort_keys=True)


def page(items: list[Json], size: int, token: str) -> tuple[list[Json], str]:
    """A page of the items and the token of the next page, empty after the last one (AIP-158).

    A `size` of 0 means the default.

    Raises:
        StatusError: INVALID_ARGUMENT, a negative size or an invalid token.
    """
    if size < 0:
        raise invalid_field("pageSize", "range", "Page size must not be negative")
    start = _offset(token) if token else 0
    end = start + (size or DEFAULT_PAGE_SIZE)
    return items[start:end], _token(end) if end < len(items) else ""


def _token(offset: int) -> str:
    return base64.urlsafe_b64encode(f"apigen:{offset}".encode()).decode().rstrip("=")


def _offset(token: str) -> int:
    try:
        text = base64.urlsafe_b64decode(token + "=" * (-len(token) % 4)).decode()
        head, _, offset = text.partition(":")
        if head == "apigen" and offset.isdecimal():
            return int(offset)
    except (binascii.Error, ValueError):
        pass
    raise invalid_field("pageToken", "page-token", "Invalid page token")
