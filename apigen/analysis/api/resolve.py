"""Symbol resolution: which messages of the pages are one, which page defines each, and its id.

Two messages are equal when their fields, types, constraints and one-of groups are; docs and origins do
not count. For answers the constraints do not count either, since answers are never validated.

Pages with full protobuf names say themselves which messages are one. Pages without them have ids made
from words: there, equal messages of one service and one short name are merged, under the id of the
resource's representation if it is among them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Hashable, Iterator, Sequence
from typing import NamedTuple

from apigen.analysis.api.interface import MessageInterface, PageInterface
from apigen.analysis.excerpts import listed
from apigen.findings.codes.analysis import MESSAGE_CONFLICT
from apigen.findings.diagnostics import Diagnostics
from apigen.ir.api import Message


class PageMessage(NamedTuple):
    """A message of one page; `page` is the index of the page."""

    page: int
    service: str
    interface: MessageInterface


Body = Callable[[PageMessage], Message]
"""Returns the message itself; called only to say how two messages differ."""


class Resolution(NamedTuple):
    """`ids` maps, page by page, the page's message ids to those in the API; `definitions` maps each
    id in the API to the message that defines it."""

    ids: tuple[dict[str, str], ...]
    definitions: dict[str, PageMessage]


def resolve(pages: Sequence[PageInterface], body: Body, diagnostics: Diagnostics) -> Resolution:
    """Resolve the messages of all pages. Different messages with one id are reported."""
    found = [
        PageMessage(number, page.service, message)
        for number, page in enumerate(pages)
        for message in page.messages
    ]
    by_id: dict[str, list[_Equal]] = defaultdict(list)
    for equal in _equal_messages(found):
        by_id[min(equal.messages, key=_id_rank).interface.preferred_id].append(equal)
    ids: tuple[dict[str, str], ...] = tuple({} for _ in pages)
    definitions: dict[str, PageMessage] = {}
    for preferred in sorted(by_id):
        candidates = sorted(by_id[preferred], key=lambda equal: _content_rank(equal.best))
        for message_id, equal in _assign(preferred, candidates, by_id, body, diagnostics):
            definitions.setdefault(message_id, equal.best)
            for item in equal.messages:
                ids[item.page][item.interface.id] = message_id
    return Resolution(ids, definitions)


class _Equal:
    """Messages that are one; `best` is the one that may define them."""

    def __init__(self, messages: list[PageMessage]) -> None:
        self.messages = messages
        self.best = min(messages, key=_content_rank)


def _assign(
    preferred: str,
    candidates: Sequence[_Equal],
    taken: Container[str],
    body: Body,
    diagnostics: Diagnostics,
) -> Iterator[tuple[str, _Equal]]:
    """The ids of messages that prefer the same one; the first candidate gets it.

    Answers that differ share the id, and the fullest defines it. A request that differs keeps a
    message of its own: an update must not require a name that is in its path.
    """
    main = candidates[0].best
    given: set[str] = set()
    for equal in candidates:
        best = equal.best
        own = next((item.interface for item in equal.messages if item.interface.request), None)
        message_id = preferred
        if own is not None and best.interface.strict != main.interface.strict:
            message_id = f"{own.request}.{own.name}"
            number = 2
            while message_id in taken or message_id in given:
                message_id = f"{own.request}.{own.name}{number}"
                number += 1
            given.add(message_id)
        if best.interface.loose != main.interface.loose and not best.interface.operation:
            first, second = body(main), body(best)
            diagnostics.add(
                MESSAGE_CONFLICT,
                second.origin,
                f"the message {preferred} is described differently: {_difference(first, second)}",
                other=first.origin,
            )
        yield message_id, equal


def _id_rank(item: PageMessage) -> tuple[int, int, bool, str]:
    """The representation first, then the shortest path, then messages of answers."""
    interface = item.interface
    preferred = interface.preferred_id
    return (interface.representation, preferred.count("."), bool(interface.request), preferred)


def _content_rank(item: PageMessage) -> tuple[int, int, int, int]:
    """The representation first, then the fullest description, then the first page."""
    interface = item.interface
    return (interface.representation, -interface.fields, -interface.constraints, item.page)


def _difference(first: Message, second: Message) -> str:
    """How two messages differ, in a few words."""
    names = {field.name for field in first.fields}
    others = {field.name for field in second.fields}
    if names != others:
        missing, more = sorted(names - others), sorted(others - names)
        parts = [f"without {listed(missing)}"] if missing else []
        parts += [f"with {listed(more)}"] if more else []
        return " and ".join(parts)
    kinds = {field.name: field.type for field in first.fields}
    differ = [f.name for f in second.fields if type(f.type) is not type(kinds[f.name])]
    return f"the type of {listed(differ)}" if differ else "in a message within it"


def _equal_messages(found: Sequence[PageMessage]) -> list[_Equal]:
    """The classes of equal messages, in the order of their first pages (union-find)."""
    parent = list(range(len(found)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    first: dict[Hashable, int] = {}
    for at, (_, service, interface) in enumerate(found):
        scope = interface.preferred_id if interface.full_name else (service, interface.name)
        keys: list[Hashable] = [(scope, "strict", interface.strict)]
        if not interface.request:
            keys.append((scope, "loose", interface.loose))
        if interface.answer_of:
            keys.append(((service, interface.answer_of), "loose", interface.loose))
        for key in keys:
            there = first.setdefault(key, at)
            if there != at:
                low, high = sorted((root(there), root(at)))
                parent[high] = low
    classes: dict[int, list[PageMessage]] = defaultdict(list)
    for at, item in enumerate(found):
        classes[root(at)].append(item)
    return list(map(_Equal, classes.values()))
