"""Which messages are equal: each by itself, and by the messages that it leads to.

Two messages are equal where nobody who follows their fields could tell one from the other. A page's
messages lead to each other only, so each page gives its messages digests that are equal for equal
messages of all pages: of what a message holds, and of the digests that it leads to. Where messages lead
back to themselves, equal ones of the page are made one first (else a cycle of two that are equal would not
be the cycle of one), and the knot that is left is spelled out as a walk from the message meets it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from operator import attrgetter

import msgspec

from apigen.ir.api import Message
from apigen.ir.constraints import Constraint, constraint_fact
from apigen.ir.types import Anything, Enum, Map, MessageRef, Type, Value, type_name
from apigen.ir.walk import parts

_Texts = tuple[str, str]
"""What is compared of a value strictly, and loosely."""
_SIZE = 16  # bytes of a digest
_NOWHERE = -1
"""The place of a message that the page does not describe."""


class Signature(msgspec.Struct, frozen=True):
    """What is compared of a message by itself: strictly, and loosely without limits and groups.
    References count as such, `links` are the ids that they lead to."""

    strict: str
    loose: str
    links: tuple[str, ...]


def digests(messages: Sequence[Message]) -> list[tuple[bytes, bytes]]:
    """The strict and the loose digest of each message of one page."""
    places = {message.id: at for at, message in enumerate(messages)}
    signatures = [signature(message) for message in messages]
    links = [[places.get(id_, _NOWHERE) for id_ in made.links] for made in signatures]
    strict = _digests([made.strict for made in signatures], links)
    return list(zip(strict, _digests([made.loose for made in signatures], links), strict=True))


def signature(message: Message) -> Signature:
    strict: list[object] = []
    loose: list[_Texts] = []
    links: list[str] = []
    for field in sorted(message.fields, key=attrgetter("name")):
        exact, rough = _value_texts(Value(field.type, field.constraints), links)
        strict.append((field.name, exact, field.required, field.default))
        loose.append((field.name, rough))
    groups = sorted({tuple(sorted(set(group.members))) for group in message.one_ofs})
    return Signature(repr((strict, groups)), repr(loose), tuple(links))


def _digests(own: Sequence[str], links: Sequence[Sequence[int]]) -> list[bytes]:
    """A digest of each node of a graph: of its own text, and of those it links to in their order."""
    knots = list(_knots(links))
    if all(len(knot) == 1 and knot[0] not in links[knot[0]] for knot in knots):
        alike = list(range(len(own)))
    else:
        alike = _classes(own, links)
        first = {number: at for at, number in reversed(list(enumerate(alike)))}
        own = [own[first[number]] for number in range(len(first))]
        links = [_led(links[first[number]], alike) for number in range(len(first))]
        knots = list(_knots(links))
    found: dict[int, bytes] = {_NOWHERE: b"=" * (_SIZE + 1)}
    for knot in knots:
        found.update([(at, _walk(at, own, links, found)) for at in knot])
    return [found[number] for number in alike]


def _walk(
    start: int, own: Sequence[str], links: Sequence[Sequence[int]], outside: Mapping[int, bytes]
) -> bytes:
    """The digest of a node: of what is met from it on within its knot, each node once. `outside` are
    the digests of what the knot leads to."""
    numbers = {start: 0}
    met = hashlib.blake2b(digest_size=_SIZE)
    waiting = [start]
    for at in waiting:
        met.update(own[at].encode("utf-8", "surrogatepass") + b"\0")
        for to in links[at]:
            if to in outside:
                met.update(outside[to])
                continue
            if to not in numbers:
                numbers[to] = len(numbers)
                waiting.append(to)
            met.update(b"#" + numbers[to].to_bytes(_SIZE, "big"))
    return b"=" + met.digest()


def _knots(links: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """The strongly connected parts of a graph, each after those that it leads to (Tarjan 1972)."""
    order: dict[int, int] = {}
    low: dict[int, int] = {}
    path: list[int] = []
    within: set[int] = set()
    for root in range(len(links)):
        if root in order:
            continue
        order[root] = low[root] = len(order)
        path.append(root)
        within.add(root)
        visits = [(root, iter(links[root]))]
        while visits:
            at, left = visits[-1]
            for to in left:
                if to == _NOWHERE:
                    continue
                if to not in order:
                    order[to] = low[to] = len(order)
                    path.append(to)
                    within.add(to)
                    visits.append((to, iter(links[to])))
                    break
                if to in within:
                    low[at] = min(low[at], order[to])
            else:
                visits.pop()
                if visits:
                    low[visits[-1][0]] = min(low[visits[-1][0]], low[at])
                if low[at] == order[at]:
                    knot = path[path.index(at) :]
                    del path[-len(knot) :]
                    within.difference_update(knot)
                    yield knot


def _classes(own: Sequence[str], links: Sequence[Sequence[int]]) -> list[int]:
    """Numbers of the classes of equal nodes, in the order of their first ones: those alike by
    themselves are split by the classes that they link to, until none splits any more."""
    numbers: dict[object, int] = {}
    found = [numbers.setdefault(text, len(numbers)) for text in own]
    while True:
        count = len(numbers)
        numbers = {}
        found = [
            numbers.setdefault((number, *_led(to, found)), len(numbers))
            for number, to in zip(found, links, strict=True)
        ]
        if len(numbers) == count:
            return found


def _led(links: Sequence[int], numbers: Sequence[int]) -> list[int]:
    return [numbers[to] if to != _NOWHERE else _NOWHERE for to in links]


def _value_texts(value: Value, links: list[str]) -> _Texts:
    """The texts of a value; the ids of messages within it are added to `links`."""
    exact, rough = _type_texts(value.type, links)
    if value.constraints:
        exact += "{" + ",".join(sorted(map(_limit_text, value.constraints))) + "}"
    return exact, rough


def _limit_text(limit: Constraint) -> str:
    """A limit without its place."""
    return repr(constraint_fact(limit))


def _type_texts(kind: Type, links: list[str]) -> _Texts:
    if isinstance(kind, MessageRef):
        links.append(kind.id)
        return "message", "message"
    if within := parts(kind):
        texts = [_value_texts(part, links) for _, part in within]
        exact = f"{type_name(kind)}[{','.join(exact for exact, _ in texts)}]"
        # An old page prints a map as an object.
        return exact, "any" if isinstance(kind, Map) else f"list[{texts[0][1]}]"
    if isinstance(kind, Enum):
        # An old answer may print an enum as a string, an older one with fewer values.
        return f"enum[{','.join([value.name for value in kind.values])}]", "String()"
    if isinstance(kind, Anything):
        return "any", "any"
    text = _plain_text(kind)
    return text, text


_plain_text = lru_cache(64)(repr)
