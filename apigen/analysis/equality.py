"""Which messages are equal: each by itself first, then by the messages within it."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from functools import lru_cache
from operator import attrgetter

import msgspec

from apigen.ir.api import Message
from apigen.ir.constraints import Constraint
from apigen.ir.types import Anything, Enum, List, Map, MessageRef, Type, Value

_Texts = tuple[str, str]
"""What is compared of a value strictly, and loosely."""


class Signature(msgspec.Struct, frozen=True):
    """What is compared of a message by itself: strictly, and loosely without limits and groups.
    References count as such, `links` are the ids that they lead to."""

    strict: Hashable
    loose: Hashable
    links: tuple[str, ...]


def signature(message: Message) -> Signature:
    strict: list[_Texts] = []
    loose: list[_Texts] = []
    links: list[str] = []
    for field in sorted(message.fields, key=attrgetter("name")):
        exact, rough = _value_texts(field.type, field.constraints, links)
        strict.append((field.name, f"{exact}|{field.required}|{field.default!r}"))
        loose.append((field.name, rough))
    groups = frozenset(frozenset(group.members) for group in message.one_ofs)
    return Signature((tuple(strict), groups), tuple(loose), tuple(links))


def classes(own: Sequence[Hashable], links: Sequence[Sequence[int]]) -> list[int]:
    """Numbers of the classes of equal messages: those alike by themselves are split by the classes
    that they link to, until none splits any more. A link to -1 is to a message of no page."""
    numbers: dict[Hashable, int] = {}
    alike = [numbers.setdefault(key, len(numbers)) for key in own]
    linked = [at for at, to in enumerate(links) if to]
    alone = len({number for number, to in zip(alike, links, strict=True) if not to})
    found, count = [*alike, -1], len(numbers)
    while True:
        numbers = {}
        refined = [
            numbers.setdefault((alike[at], *[found[to] for to in links[at]]), len(numbers))
            for at in linked
        ]
        for at, number in zip(linked, refined, strict=True):
            found[at] = len(own) + number
        if alone + len(numbers) == count:
            return found[:-1]
        count = alone + len(numbers)


def _value_texts(kind: Type, limits: tuple[Constraint, ...], links: list[str]) -> _Texts:
    """The texts of a value; the ids of messages within it are added to `links`."""
    exact, rough = _type_texts(kind, links)
    if limits:
        exact += "{" + ",".join(sorted(map(_limit_text, limits))) + "}"
    return exact, rough


def _limit_text(limit: Constraint) -> str:
    """A limit without its place."""
    fields = limit.__struct_fields__
    parts = [f"{name}={getattr(limit, name)!r}" for name in fields if name != "origin"]
    return f"{type(limit).__name__}({','.join(parts)})"


def _type_texts(kind: Type, links: list[str]) -> _Texts:
    if isinstance(kind, MessageRef):
        links.append(kind.id)
        return "message", "message"
    if isinstance(kind, List):
        exact, rough = _item_texts(kind.item, links)
        return f"list[{exact}]", f"list[{rough}]"
    if isinstance(kind, Map):
        key, value = _item_texts(kind.key, links)[0], _item_texts(kind.value, links)[0]
        return f"map[{key},{value}]", "any"
    if isinstance(kind, Enum):
        # An old answer may print an enum as a string, an older one with fewer values.
        return f"enum[{','.join([value.name for value in kind.values])}]", "String()"
    if isinstance(kind, Anything):
        return "any", "any"
    text = _plain_text(kind)
    return text, text


def _item_texts(value: Value, links: list[str]) -> _Texts:
    return _value_texts(value.type, value.constraints, links)


_plain_text = lru_cache(64)(repr)
