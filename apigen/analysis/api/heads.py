"""What joining asks of a page: which method it is of, and of each message its id, rank and digests.

Heads are made page by page, and are a twentieth of what a page says: which messages are one is decided
from them, and only the pages of a service that this touches are looked at again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import msgspec

from apigen.analysis.api.equality import digests
from apigen.analysis.api.infer import items_field
from apigen.analysis.api.operations import OPERATION, is_operation, plain
from apigen.analysis.page.build import service_key
from apigen.analysis.page.draft import Draft, MethodDraft, ResourceDraft, ServiceDraft
from apigen.findings.source import Origin
from apigen.ir.api import Message
from apigen.ir.walk import closure, reference_graph, references


class Head(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A message of one page. `strict` and `loose` are equal for messages that are equal with all they
    lead to."""

    id: str
    name: str
    wanted: str
    """The id that it would have if it were alone."""
    full_name: bool
    """Whether the id is a name that the page gives (`yandex.cloud.compute.v1.Os`), and not made from
    words."""
    strict: bytes
    loose: bytes
    fields: int
    limits: int
    representation: int
    """0 for what the resource looks like, 1 for messages within it, 2 for others."""
    asked: bool = False
    """It is part of a request."""
    request: str = ""
    """The id of the request that it is part of."""
    answer_of: str = ""
    """The resource, for the whole answer of one of its methods: it may look like the resource."""
    operation: bool = False
    items: str = ""
    """The field that a page of a list's items would be in."""


class PageHead(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A page. `service` names its version, too; `method` is empty for an index; `answer` is the page's
    id of what its method answers. `unknown` are ids that its messages refer to and it does not
    describe."""

    file: str
    kind: str
    language: str
    service: str
    resource: str
    method: str
    origin: Origin
    text: str = ""
    """The method's verb and path, the service's title."""
    listed: tuple[str, ...] = ()
    messages: tuple[Head, ...] = ()
    unknown: tuple[str, ...] = ()
    answer: str = ""


METHOD, RESOURCE, SERVICE = "method", "resource", "service"


def page_head(draft: Draft) -> PageHead:
    service = service_key(draft.service, draft.version)
    if isinstance(draft, ServiceDraft):
        return PageHead(
            draft.file, SERVICE, draft.language, service, "", "", draft.origin, draft.title
        )
    if isinstance(draft, ResourceDraft):
        return PageHead(
            draft.file,
            RESOURCE,
            draft.language,
            service,
            draft.resource,
            "",
            draft.origin,
            listed=draft.listed,
            messages=tuple(_messages(draft, service)),
            unknown=_unknown(draft, ()),
        )
    method = draft.method
    return PageHead(
        draft.file,
        METHOD,
        draft.language,
        service,
        draft.resource,
        method.name,
        method.origin,
        f"{method.verb} {method.path}",
        messages=tuple(_messages(draft, service)),
        unknown=_unknown(draft, (own for own in (method.query, method.body) if own is not None)),
        answer=_described(method.response, draft.messages),
    )


def joined_message(message: Message) -> Message:
    """A message as it is joined with those of other pages."""
    return plain(message) if is_operation(message) else message


def reached(roots: Iterable[Message], edges: Mapping[str, Iterable[str]]) -> set[str]:
    """The ids of the messages within some, not counting the messages themselves. `edges` are the
    references of all known messages."""
    starts = (message_id for root in roots for message_id in references(root.fields))
    return closure(starts, edges) & edges.keys()


def _messages(draft: MethodDraft | ResourceDraft, service: str) -> list[Head]:
    known = {message.id: message for message in draft.messages}
    edges = reference_graph(draft.messages)
    asked: dict[str, str] = {}
    looks = {f"{service}.{draft.resource}"}
    answer: str | None = None
    if isinstance(draft, MethodDraft):
        for root in (draft.method.query, draft.method.body):
            if root is not None:
                asked.update(dict.fromkeys(reached([root], edges), root.id))
        answer = draft.method.response
        if draft.method.name == "get" and answer is not None:
            looks.add(answer)
    elif draft.message is not None:
        looks.add(draft.message)
    renamed: dict[str, str] = {}
    for message in draft.messages:
        if is_operation(message) and not _full_name(message.id, service):
            renamed[message.id] = OPERATION
            for inner in reached([plain(message)], edges):
                renamed[inner] = f"{OPERATION}.{known[inner].name}"
    joined = [joined_message(message) for message in draft.messages]
    found = []
    for message, (strict, loose) in zip(joined, digests(joined), strict=True):
        full = _full_name(message.id, service) or message.id in renamed
        found.append(
            Head(
                id=message.id,
                name=message.name,
                wanted=renamed.get(message.id) or _without_digit(message, full),
                full_name=full,
                strict=strict,
                loose=loose,
                fields=len(message.fields),
                limits=sum(len(field.constraints) for field in message.fields),
                representation=_rank(message.id, looks) if message.id not in renamed else 2,
                asked=message.id in asked,
                request=asked.get(message.id, ""),
                answer_of=draft.resource if message.id == answer and not full else "",
                operation=is_operation(message),
                items=items_field(message),
            )
        )
    return found


def _described(id_: str | None, messages: Iterable[Message]) -> str:
    return id_ if id_ is not None and any(message.id == id_ for message in messages) else ""


def _unknown(draft: MethodDraft | ResourceDraft, own: Iterable[Message]) -> tuple[str, ...]:
    known = {message.id for message in draft.messages}
    found = {
        message_id
        for message in (*draft.messages, *own)
        for message_id in references(message.fields)
        if message_id not in known
    }
    return tuple(sorted(found))


def _rank(message_id: str, looks: Iterable[str]) -> int:
    """0 for what a resource looks like, 1 for messages within it, 2 for others."""
    if message_id in looks:
        return 0
    return 1 if any(message_id.startswith(f"{look}.") for look in looks) else 2


def _full_name(message_id: str, service: str) -> bool:
    """Whether an id is the page's own (`yandex.cloud.compute.v1.Os`) and not made from words."""
    head, _, rest = message_id.partition(".")
    return head != service or not "A" <= rest[:1] <= "Z"


def _without_digit(message: Message, full: bool) -> str:
    """The id without the digit of a second use: `…v1.Os2` with the title `Os` is `…v1.Os`."""
    head, dot, last = message.id.rpartition(".")
    if full and last.startswith(message.name) and last[len(message.name) :].isdigit():
        return head + dot + message.name
    return message.id
