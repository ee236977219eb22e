"""Structural digests: messages of any pages have equal digests if and only if they are equal.

A message's digest covers its own content and the digests of the messages that it refers to. Pages refer
to their own messages only, so each page is digested by itself. Messages that refer back to themselves
need more: equal messages of the page are first collapsed into one (a cycle of two equal messages must
get the digest of a cycle of one), and each remaining cycle is digested as a breadth-first walk from the
message.
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
"""A value spelled out for the strict and for the loose comparison."""
_SIZE = 16  # bytes of a digest
_UNDEFINED = -1
"""The index of a message that the page does not define."""


class Signature(msgspec.Struct, frozen=True):
    """The content of one message, for the strict comparison and for the loose one, which ignores
    constraints and one-of groups. References are spelled without their ids; `links` are those ids.
    """

    strict: str
    loose: str
    links: tuple[str, ...]


def digests(messages: Sequence[Message]) -> list[tuple[bytes, bytes]]:
    """The strict and the loose digest of each message of one page."""
    places = {message.id: at for at, message in enumerate(messages)}
    signatures = [signature(message) for message in messages]
    links = [[places.get(id_, _UNDEFINED) for id_ in own.links] for own in signatures]
    strict = _digests([own.strict for own in signatures], links)
    return list(zip(strict, _digests([own.loose for own in signatures], links), strict=True))


def signature(message: Message) -> Signature:
    """The content of a message; the order of its fields does not matter."""
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
    """The digest of each node of a graph: of its own text and of the nodes it links to, in order."""
    components = list(_strong_components(links))
    if all(len(nodes) == 1 and nodes[0] not in links[nodes[0]] for nodes in components):
        classes = list(range(len(own)))
    else:
        classes = _equivalence_classes(own, links)
        first = {number: at for at, number in reversed(list(enumerate(classes)))}
        own = [own[first[number]] for number in range(len(first))]
        links = [_mapped(links[first[number]], classes) for number in range(len(first))]
        components = list(_strong_components(links))
    found: dict[int, bytes] = {_UNDEFINED: b"=" * (_SIZE + 1)}
    for nodes in components:
        found.update([(at, _walk(at, own, links, found)) for at in nodes])
    return [found[number] for number in classes]


def _walk(
    start: int, own: Sequence[str], links: Sequence[Sequence[int]], outside: Mapping[int, bytes]
) -> bytes:
    """The digest of a node: of a breadth-first walk of its component. `outside` are the digests of the
    nodes that the component links to."""
    numbers = {start: 0}
    digest = hashlib.blake2b(digest_size=_SIZE)
    waiting = [start]
    for at in waiting:
        digest.update(own[at].encode("utf-8", "surrogatepass") + b"\0")
        for to in links[at]:
            if to in outside:
                digest.update(outside[to])
                continue
            if to not in numbers:
                numbers[to] = len(numbers)
                waiting.append(to)
            digest.update(b"#" + numbers[to].to_bytes(_SIZE, "big"))
    return b"=" + digest.digest()


def _strong_components(links: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """The strongly connected components of a graph, each after those that it links to (Tarjan 1972)."""
    order: dict[int, int] = {}
    low: dict[int, int] = {}
    path: list[int] = []
    on_path: set[int] = set()
    for root in range(len(links)):
        if root in order:
            continue
        order[root] = low[root] = len(order)
        path.append(root)
        on_path.add(root)
        visits = [(root, iter(links[root]))]
        while visits:
            at, left = visits[-1]
            for to in left:
                if to == _UNDEFINED:
                    continue
                if to not in order:
                    order[to] = low[to] = len(order)
                    path.append(to)
                    on_path.add(to)
                    visits.append((to, iter(links[to])))
                    break
                if to in on_path:
                    low[at] = min(low[at], order[to])
            else:
                visits.pop()
                if visits:
                    low[visits[-1][0]] = min(low[visits[-1][0]], low[at])
                if low[at] == order[at]:
                    nodes = path[path.index(at) :]
                    del path[-len(nodes) :]
                    on_path.difference_update(nodes)
                    yield nodes


def _equivalence_classes(own: Sequence[str], links: Sequence[Sequence[int]]) -> list[int]:
    """The number of each node's class of equal nodes, by partition refinement: classes of equal texts
    are split by the classes that they link to until no class splits."""
    numbers: dict[object, int] = {}
    found = [numbers.setdefault(text, len(numbers)) for text in own]
    while True:
        count = len(numbers)
        numbers = {}
        found = [
            numbers.setdefault((number, *_mapped(to, found)), len(numbers))
            for number, to in zip(found, links, strict=True)
        ]
        if len(numbers) == count:
            return found


def _mapped(links: Sequence[int], numbers: Sequence[int]) -> list[int]:
    return [numbers[to] if to != _UNDEFINED else _UNDEFINED for to in links]


def _value_texts(value: Value, links: list[str]) -> _Texts:
    """The texts of a value; ids of messages within it are appended to `links`."""
    exact, rough = _type_texts(value.type, links)
    if value.constraints:
        exact += "{" + ",".join(sorted(map(_constraint_text, value.constraints))) + "}"
    return exact, rough


def _constraint_text(constraint: Constraint) -> str:
    """A constraint without its origin."""
    return repr(constraint_fact(constraint))


def _type_texts(kind: Type, links: list[str]) -> _Texts:
    if isinstance(kind, MessageRef):
        links.append(kind.id)
        return "message", "message"
    if within := parts(kind):
        texts = [_value_texts(part, links) for _, part in within]
        exact = f"{type_name(kind)}[{','.join(exact for exact, _ in texts)}]"
        # Old pages type a map as an object.
        return exact, "any" if isinstance(kind, Map) else f"list[{texts[0][1]}]"
    if isinstance(kind, Enum):
        # Old answers may type an enum as a string, or list fewer of its values.
        return f"enum[{','.join([value.name for value in kind.values])}]", "String()"
    if isinstance(kind, Anything):
        return "any", "any"
    text = _plain_text(kind)
    return text, text


_plain_text = lru_cache(64)(repr)
