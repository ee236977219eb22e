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
from apigen.analysis.operations import is_operation
from apigen.analysis.rewrite import map_fields, references
from apigen.analysis.wording import listed
from apigen.diagnostics import Diagnostics
from apigen.ir.api import Field, Message
from apigen.ir.types import Anything, Enum, List, Map, MessageRef, Type, Value


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
    _classify(found, strict=True)
    _classify(found, strict=False)
    wanting: dict[str, list[list[PageMessage]]] = defaultdict(list)
    for group in _groups(found):
        wanting[min(group, key=_id_rank).wanted].append(group)
    ids: dict[tuple[int, str], str] = {}
    chosen: dict[str, PageMessage] = {}
    for best_id in sorted(wanting):
        groups = sorted(wanting[best_id], key=lambda group: _content_rank(_best(group)))
        for message_id, group in _shared(best_id, groups, wanting, diagnostics):
            chosen.setdefault(message_id, _best(group))
            for item in group:
                ids[item.page, item.message.id] = message_id
    messages = {}
    for message_id in sorted(chosen):
        item = chosen[message_id]
        message = _with_ids(item.message, item.page, ids)
        name = message.name if item.full_name else message_id.rsplit(".", 1)[-1]
        messages[message_id] = msgspec.structs.replace(message, id=message_id, name=name)
    return Merged(messages=messages, ids=ids)


def _best(group: Sequence[PageMessage]) -> PageMessage:
    return min(group, key=_content_rank)


def _shared(
    wanted: str,
    groups: Sequence[list[PageMessage]],
    taken: Container[str],
    diagnostics: Diagnostics,
) -> Iterator[tuple[str, list[PageMessage]]]:
    """The ids of groups that want one id, the fullest group first.

    Answers that differ are read as the fullest. A request that differs keeps its own message: a
    user without the name, which is in the path, must not be asked for one.
    """
    main = _best(groups[0])
    given: set[str] = set()
    for group in groups:
        best = _best(group)
        own = next((item for item in group if item.asked), None)
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


def _groups(found: Sequence[PageMessage]) -> list[list[PageMessage]]:
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
            low, high = sorted((root(there), root(at)))
            parent[high] = low
    groups: dict[int, list[PageMessage]] = defaultdict(list)
    for at, item in enumerate(found):
        groups[root(at)].append(item)
    return list(groups.values())


def _classify(found: Sequence[PageMessage], *, strict: bool) -> None:
    """Number the classes of equal messages; messages may contain each other, so that classes are
    split until none splits any more."""
    numbers: dict[Hashable, int] = {}
    place = {(item.page, item.message.id): at for at, item in enumerate(found)}
    static = []
    links = []
    for item in found:
        key = _signature(item.message, strict=strict)
        static.append(numbers.setdefault(key, len(numbers)))
        links.append(
            [
                place.get((item.page, reference), -1)
                for field in sorted(item.message.fields, key=lambda field: field.name)
                for reference in references(field.type)
            ]
        )
    classes, count = static, len(set(static))
    while True:
        numbers = {}
        refined = [
            numbers.setdefault(
                (static[at], *(classes[to] if to >= 0 else -1 for to in links[at])), len(numbers)
            )
            for at in range(len(found))
        ]
        classes = refined
        if len(numbers) == count:
            break
        count = len(numbers)
    for item, number in zip(found, classes, strict=True):
        if strict:
            item.strict = number
        else:
            item.loose = number


def _signature(message: Message, *, strict: bool) -> Hashable:
    """What is compared of a message by itself: references count as such, their targets later."""
    fields = tuple(sorted(_field_signature(field, strict) for field in message.fields))
    if not strict:
        return fields
    groups = frozenset(frozenset(group.members) for group in message.one_ofs)
    return fields, groups


def _field_signature(field: Field, strict: bool) -> tuple[str, str]:
    value = Value(field.type, field.constraints)
    text = _value_signature(value, strict)
    if strict:
        text += f"|{field.required}|{field.default!r}"
    return field.name, text


def _value_signature(value: Value, strict: bool) -> str:
    text = _type_signature(value.type, strict)
    if strict and value.constraints:
        text += "{" + ",".join(sorted(_plain(limit) for limit in value.constraints)) + "}"
    return text


def _plain(limit: object) -> str:
    """A limit without its place."""
    fields = getattr(limit, "__struct_fields__", ())
    parts = [f"{name}={getattr(limit, name)!r}" for name in fields if name != "origin"]
    return f"{type(limit).__name__}({','.join(parts)})"


def _type_signature(kind: Type, strict: bool) -> str:
    if isinstance(kind, MessageRef):
        return "message"
    if isinstance(kind, List):
        return f"list[{_value_signature(kind.item, strict)}]"
    if isinstance(kind, Map):
        key, value = _value_signature(kind.key, strict), _value_signature(kind.value, strict)
        return f"map[{key},{value}]" if strict else "any"
    if isinstance(kind, Enum):
        # An old answer may print an enum as a string, an older one with fewer values.
        return f"enum[{','.join(value.name for value in kind.values)}]" if strict else "String()"
    if isinstance(kind, Anything):
        return "any"
    return repr(kind)


def _with_ids(message: Message, page: int, ids: dict[tuple[int, str], str]) -> Message:
    def change(value: Value, typed: bool) -> Value:
        del typed
        if isinstance(value.type, MessageRef):
            target = ids.get((page, value.type.id))
            if target is not None and target != value.type.id:
                return Value(MessageRef(target), value.constraints)
        return value

    return map_fields(message, change)
