"""Random requests: valid ones, and ones with one or more violations, on both sides of every limit."""

from __future__ import annotations

import base64
from collections.abc import Mapping
from functools import cache
from random import Random
from typing import Any

from apigen.ir import constraints as c
from apigen.ir import types as t
from apigen.ir.api import Field, Message, Method
from apigen.targets.regex_samples import failing, matching, stretched

Limits = tuple[c.Constraint, ...]
TEXTS = ("", "a", "abc", "A", "-", "a b", "я", "😀", 'q"\\', "a\n", "0", "x" * 65, "a.b/c:d?e#f%")


class Maker:
    """Draws random requests of methods. `messages` are those of the API."""

    def __init__(self, messages: Mapping[str, Message], random: Random) -> None:
        self.messages = messages
        self.random = random

    def request(self, method: Method) -> dict[str, Any]:
        """Values of path, query and body, by JSON name."""
        found: dict[str, Any] = {}
        for field in method.parameters:
            text = str(self.value(field.type, field.constraints, 0))
            found[field.name] = text if text not in ("", ".", "..") else "id"
        for message in (method.query, method.body):
            if message is not None:
                found.update(self.message(message, 0))
        return found

    def message(self, message: Message, depth: int) -> dict[str, Any]:
        found: dict[str, Any] = {}
        left_out = {
            name
            for group in message.one_ofs
            if self.random.random() < 0.8
            for name in self._losers(group.members)
        }
        for field in message.fields:
            often = 0.5 if depth else 0.6
            if field.required:
                found[field.name] = self.required(field, depth)
            elif field.name not in left_out and self.random.random() < often:
                value = self.field(field, depth) if self.random.random() < 0.97 else None
                found[field.name] = value
        return found

    def required(self, field: Field, depth: int) -> Any:
        """A value of a required parameter of the SDK; it may be empty."""
        kind = field.type
        if isinstance(kind, t.MessageRef):
            return self.message(self.messages[kind.id], depth + 1)
        empty = {t.String: "", t.List: [], t.Map: {}}.get(type(kind))
        if empty is not None and self.random.random() < 0.07:
            return empty
        return self.field(field, depth)

    def _losers(self, members: tuple[str, ...]) -> list[str]:
        kept = self.random.choice(members)
        return [name for name in members if name != kept]

    def field(self, field: Field, depth: int) -> Any:
        return self.value(field.type, field.constraints, depth)

    def value(self, kind: t.Type, limits: Limits, depth: int) -> Any:
        """A JSON value; `None` beyond the maximum depth."""
        random = self.random
        match kind:
            case t.MessageRef(id_):
                return self.message(self.messages[id_], depth + 1) if depth < 3 else None
            case t.List(item):
                values = [
                    self.value(item.type, item.constraints, depth + 1) for _ in self._size(limits)
                ]
                found = [value for value in values if value is not None]
                return found + found[:1] if random.random() < 0.1 else found
            case t.Map(key, item):
                entries = [
                    (
                        self.text(key.type, key.constraints),
                        self.value(item.type, item.constraints, depth + 1),
                    )
                    for _ in self._size(limits)
                ]
                return {k: v for k, v in entries if v is not None}
            case t.Anything():
                return random.choice([{}, {"a": 1}, {"a": [None, "b"]}])
            case t.Bool():
                return random.random() < 0.5
            case t.Enum(values):
                return random.choice([*(value.name for value in values), "NO_SUCH_VALUE"])
            case t.Integer(_, quoted):
                number = self.number(limits)
                return str(number) if quoted else max(-(2**31), min(number, 2**31 - 1))
            case t.Float():
                return self.number(limits) + random.choice([0, 0.5, -0.25])
        return self.text(kind, limits)

    def text(self, kind: t.Type, limits: Limits) -> str:
        """A value of a type that is a string in JSON."""
        random = self.random
        match kind:
            case t.Integer():
                return str(self.number(limits))
            case t.Enum(values):
                return random.choice([*(value.name for value in values), "NO_SUCH_VALUE"])
            case t.Duration():
                rest = random.choice(["", ".5", ".000000001", ".999999999"])
                return f"{min(max(0, self.number(limits)), 10**11)}{rest}s"
            case t.Timestamp():
                return random.choice(["2024-05-06T07:08:09Z", "1970-01-01T00:00:00.123456789Z"])
            case t.FieldMask():
                return random.choice(["name", "name,labels", "a.b"])
            case t.Bytes():
                size = random.choice([0, 1, *(n + d for n in _lengths(limits) for d in (-1, 0, 1))])
                return base64.b64encode(b"x" * max(0, min(size, 70_000))).decode()
        return random.choice(texts(limits) if random.random() < 0.9 else TEXTS)

    def number(self, limits: Limits) -> int:
        ends = [int(limit.value) for limit in limits if isinstance(limit, c.Minimum | c.Maximum)]
        ends += [
            int(v)
            for x in limits
            if isinstance(x, c.Allowed)
            for v in x.values
            if str(v).lstrip("-").isdigit()
        ]
        near = [end + step for end in ends for step in (-1, 0, 0, 1)]
        inside = [(min(ends) + max(ends)) // 2] * 3 if ends else []
        return self.random.choice([*near, *inside, 0, 1, -1, 2**31 - 1, 2**40])

    def _size(self, limits: Limits) -> range:
        sizes = [n + d for n in _lengths(limits) for d in (-1, 0, 1) if n < 70]
        return range(max(0, self.random.choice([0, 1, 1, 2, *sizes])))


def _lengths(limits: Limits) -> list[int]:
    return [
        limit.value
        for limit in limits
        if isinstance(limit, c.MinLength | c.MaxLength | c.MinItems | c.MaxItems)
    ]


@cache
def texts(limits: Limits) -> tuple[str, ...]:
    """Strings on both sides of each limit."""
    found: list[str] = []
    lengths = [size for n in _lengths(limits) for size in (n - 1, n, n + 1) if 0 <= size < 70_000]
    patterns = [limit.regex for limit in limits if isinstance(limit, c.Pattern)]
    for regex in patterns:
        right = list(matching(regex))
        found += right[:12] * 2
        found += failing(regex, 12)
        found += [text for size in lengths if (text := stretched(regex, size)) is not None] * 3
    if not patterns:
        found += ["a" * size for size in lengths] + ["я" * size for size in lengths]
    found += [str(v) for limit in limits if isinstance(limit, c.Allowed) for v in limit.values]
    return tuple(found) or ("abc", "", "x y")
