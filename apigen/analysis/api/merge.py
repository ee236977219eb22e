"""Messages of many pages into one set: equal ones joined, different ones of one id told.

Two messages are the same when their fields, types, limits and groups are, whatever the words and
places; in answers the limits do not count, since nothing received is held against them. Pages with
full names say themselves which messages are one. Pages without them have ids made from words: there
messages of one service and one short name are joined when they are equal, under the id of the
resource's representation where it is among them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Hashable, Iterator, Sequence
from typing import NamedTuple

from apigen.analysis.api.heads import Head, PageHead
from apigen.analysis.wording import listed
from apigen.findings.codes.analysis import MESSAGE_CONFLICT
from apigen.findings.diagnostics import Diagnostics
from apigen.ir.api import Message


class PageMessage(NamedTuple):
    """A message of one page; `page` numbers the pages."""

    page: int
    service: str
    head: Head


Body = Callable[[PageMessage], Message]
"""Gives what a page says of a message: pages are looked at where messages differ."""


class Merged(NamedTuple):
    """For every page the ids that its messages have now, and for every id the message that stands for
    all that have it."""

    ids: tuple[dict[str, str], ...]
    chosen: dict[str, PageMessage]


def merge(pages: Sequence[PageHead], body: Body, diagnostics: Diagnostics) -> Merged:
    """Join the messages. What is told: messages of one id that differ."""
    found = [
        PageMessage(number, page.service, head)
        for number, page in enumerate(pages)
        for head in page.messages
    ]
    wanting: dict[str, list[_Group]] = defaultdict(list)
    for group in _groups(found):
        wanting[min(group.items, key=_id_rank).head.wanted].append(group)
    ids: tuple[dict[str, str], ...] = tuple({} for _ in pages)
    chosen: dict[str, PageMessage] = {}
    for best_id in sorted(wanting):
        groups = sorted(wanting[best_id], key=lambda group: _content_rank(group.best))
        for message_id, group in _shared(best_id, groups, wanting, body, diagnostics):
            chosen.setdefault(message_id, group.best)
            for item in group.items:
                ids[item.page][item.head.id] = message_id
    return Merged(ids, chosen)


class _Group:
    """Messages that are one; `best` is the one that stands for them."""

    def __init__(self, items: list[PageMessage]) -> None:
        self.items = items
        self.best = min(items, key=_content_rank)


def _shared(
    wanted: str,
    groups: Sequence[_Group],
    taken: Container[str],
    body: Body,
    diagnostics: Diagnostics,
) -> Iterator[tuple[str, _Group]]:
    """The ids of groups that want one id, the fullest group first.

    Answers that differ are read as the fullest. A request that differs keeps its own message: a
    user without the name, which is in the path, must not be asked for one.
    """
    main = groups[0].best
    given: set[str] = set()
    for group in groups:
        best = group.best
        own = next((item.head for item in group.items if item.head.asked), None)
        message_id = wanted
        if own is not None and best.head.strict != main.head.strict:
            message_id = f"{own.request}.{own.name}"
            number = 2
            while message_id in taken or message_id in given:
                message_id = f"{own.request}.{own.name}{number}"
                number += 1
            given.add(message_id)
        if best.head.loose != main.head.loose and not best.head.operation:
            first, second = body(main), body(best)
            diagnostics.add(
                MESSAGE_CONFLICT,
                second.origin,
                f"the message {wanted} is described differently: {_difference(first, second)}",
                other=first.origin,
            )
        yield message_id, group


def _id_rank(item: PageMessage) -> tuple[int, int, bool, str]:
    head = item.head
    return (head.representation, head.wanted.count("."), head.asked, head.wanted)


def _content_rank(item: PageMessage) -> tuple[int, int, int, int]:
    """The representation first, then the fullest description, then the first page."""
    head = item.head
    return (head.representation, -head.fields, -head.limits, item.page)


def _difference(first: Message, second: Message) -> str:
    """In a few words, how two messages differ."""
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


def _groups(found: Sequence[PageMessage]) -> list[_Group]:
    """The messages that are one, in the order of their first pages."""
    parent = list(range(len(found)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    first: dict[Hashable, int] = {}
    for at, (_, service, head) in enumerate(found):
        scope = head.wanted if head.full_name else (service, head.name)
        keys: list[Hashable] = [(scope, "strict", head.strict)]
        if not head.asked:
            keys.append((scope, "loose", head.loose))
        if head.answer_of:
            keys.append(((service, head.answer_of), "loose", head.loose))
        for key in keys:
            there = first.setdefault(key, at)
            if there != at:
                low, high = sorted((root(there), root(at)))
                parent[high] = low
    groups: dict[int, list[PageMessage]] = defaultdict(list)
    for at, item in enumerate(found):
        groups[root(at)].append(item)
    return list(map(_Group, groups.values()))
