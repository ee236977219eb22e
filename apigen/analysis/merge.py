"""Messages of many pages into one set: equal ones joined, different ones of one id told.

Two messages are the same when their fields, types, limits and groups are, whatever the words and
places; in answers the limits do not count, since nothing received is held against them. Pages with
full names say themselves which messages are one. Pages without them have ids made from words: there
messages of one service and one short name are joined when they are equal, under the id of the
resource's representation where it is among them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Hashable, Iterator, Sequence

import msgspec

from apigen.analysis.codes import MESSAGE_CONFLICT
from apigen.analysis.equality import classes, signature
from apigen.analysis.operations import is_operation
from apigen.analysis.rewrite import map_fields
from apigen.analysis.wording import listed
from apigen.diagnostics import Diagnostics
from apigen.ir.api import Message
from apigen.ir.types import MessageRef, Value


class PageMessage(msgspec.Struct, kw_only=True):
    """A message of one page. `page` numbers the pages; `asked`: it is part of a request."""

    page: int
    service: str
    message: Message
    asked: bool
    representation: int
    """0 for what the resource looks like, 1 for messages within it, 2 for others."""
    answer_of: str = ""
    """The resource, for the whole answer of one of its methods: it may look like the resource."""
    full_name: bool
    """Whether the id is a name that the page gives (`yandex.cloud.compute.v1.Os`), and not made from
    words."""
    wanted: str
    """The id that it would have if it were alone."""
    request: str = ""
    """The id of the request that it is part of."""
    strict: int = 0
    loose: int = 0


class Merged(msgspec.Struct, kw_only=True):
    """The messages by id, and the id of every page's own message."""

    messages: dict[str, Message]
    ids: dict[tuple[int, str], str]

    def resolve(self, page: int, message: Message) -> Message:
        """A page's message with its references led to merged messages."""
        return _with_ids(message, page, self.ids)


def merge(found: Sequence[PageMessage], diagnostics: Diagnostics) -> Merged:
    """Join the messages. What is told: messages of one id that differ."""
    _classify(found)
    wanting: dict[str, list[_Group]] = defaultdict(list)
    for group in _groups(found):
        wanting[min(group.items, key=_id_rank).wanted].append(group)
    ids: dict[tuple[int, str], str] = {}
    chosen: dict[str, PageMessage] = {}
    for best_id in sorted(wanting):
        groups = sorted(wanting[best_id], key=lambda group: _content_rank(group.best))
        for message_id, group in _shared(best_id, groups, wanting, diagnostics):
            chosen.setdefault(message_id, group.best)
            for item in group.items:
                ids[item.page, item.message.id] = message_id
    messages = {}
    for message_id in sorted(chosen):
        item = chosen[message_id]
        message = _with_ids(item.message, item.page, ids)
        name = message.name if item.full_name else message_id.rsplit(".", 1)[-1]
        messages[message_id] = msgspec.structs.replace(message, id=message_id, name=name)
    return Merged(messages=messages, ids=ids)


class _Group:
    """Messages that are one; `best` is the one that stands for them."""

    def __init__(self, items: list[PageMessage]) -> None:
        self.items = items
        self.best = min(items, key=_content_rank)


def _shared(
    wanted: str,
    groups: Sequence[_Group],
    taken: Container[str],
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
        own = next((item for item in group.items if item.asked), None)
        message_id = wanted
        if own is not None and best.strict != main.strict:
            message_id = f"{own.request}.{own.message.name}"
            number = 2
            while message_id in taken or message_id in given:
                message_id = f"{own.request}.{own.message.name}{number}"
                number += 1
            given.add(message_id)
        if best.loose != main.loose and not is_operation(best.message):
            diagnostics.add(
                MESSAGE_CONFLICT,
                best.message.origin,
                f"the message {wanted} is described differently: {_difference(main, best)}",
                other=main.message.origin,
            )
        yield message_id, group


def _id_rank(item: PageMessage) -> tuple[int, int, bool, str]:
    return (item.representation, item.wanted.count("."), item.asked, item.wanted)


def _content_rank(item: PageMessage) -> tuple[int, int, int, int]:
    """The representation first, then the fullest description, then the first page."""
    limits = sum(len(field.constraints) for field in item.message.fields)
    return (item.representation, -len(item.message.fields), -limits, item.page)


def _difference(first: PageMessage, second: PageMessage) -> str:
    """In a few words, how two messages differ."""
    names = {field.name for field in first.message.fields}
    others = {field.name for field in second.message.fields}
    if names != others:
        missing, more = sorted(names - others), sorted(others - names)
        parts = [f"without {listed(missing)}"] if missing else []
        parts += [f"with {listed(more)}"] if more else []
        return " and ".join(parts)
    kinds = {field.name: field.type for field in first.message.fields}
    differ = [f.name for f in second.message.fields if type(f.type) is not type(kinds[f.name])]
    return f"the type of {listed(differ)}" if differ else "in a message within it"


# --- which are equal ------------------------------------------------------------------------------


def _groups(found: Sequence[PageMessage]) -> list[_Group]:
    """The messages that are one, in the order of their first pages."""
    parent = list(range(len(found)))

    def root(at: int) -> int:
        while parent[at] != at:
            parent[at] = parent[parent[at]]
            at = parent[at]
        return at

    first: dict[Hashable, int] = {}
    for at, item in enumerate(found):
        scope = item.wanted if item.full_name else (item.service, item.message.name)
        keys: list[Hashable] = [(scope, "strict", item.strict)]
        if not item.asked:
            keys.append((scope, "loose", item.loose))
        if item.answer_of:
            keys.append(((item.service, item.answer_of), "loose", item.loose))
        for key in keys:
            there = first.setdefault(key, at)
            if there != at:
                low, high = sorted((root(there), root(at)))
                parent[high] = low
    groups: dict[int, list[PageMessage]] = defaultdict(list)
    for at, item in enumerate(found):
        groups[root(at)].append(item)
    return list(map(_Group, groups.values()))


def _classify(found: Sequence[PageMessage]) -> None:
    """Number the classes of equal messages, compared strictly and loosely."""
    place = {(item.page, item.message.id): at for at, item in enumerate(found)}
    signatures = [signature(item.message) for item in found]
    links = [
        [place.get((item.page, reference), -1) for reference in made.links]
        for item, made in zip(found, signatures, strict=True)
    ]
    strict = classes([made.strict for made in signatures], links)
    loose = classes([made.loose for made in signatures], links)
    for item, exact, rough in zip(found, strict, loose, strict=True):
        item.strict, item.loose = exact, rough


def _with_ids(message: Message, page: int, ids: dict[tuple[int, str], str]) -> Message:
    def change(value: Value, typed: bool) -> Value:
        del typed
        if isinstance(value.type, MessageRef):
            target = ids.get((page, value.type.id))
            if target is not None and target != value.type.id:
                return Value(MessageRef(target), value.constraints)
        return value

    return map_fields(message, change)
