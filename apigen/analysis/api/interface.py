"""The interface of a page: what linking must know about it before it reads any draft.

An interface names the page's method or resource and has the id, ranks and digests of each message: about
a twentieth of the draft's size. The interfaces alone decide which messages are one, so that only services
affected by a changed page have to be linked again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Literal

import msgspec

from apigen.analysis.api.digests import digests
from apigen.analysis.api.infer import items_field
from apigen.analysis.api.operations import OPERATION, is_operation, without_result_types
from apigen.analysis.page.draft import Draft, MethodDraft, ResourceDraft, ServiceDraft
from apigen.findings.source import Origin
from apigen.ir.api import Message
from apigen.ir.walk import closure, reference_graph, references


class MessageInterface(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A message of one page. Equal messages, with all that they refer to, have equal digests: `strict`
    with constraints and one-of groups, `loose` without."""

    id: str
    name: str
    preferred_id: str
    """The id that it gets unless a different message has it."""
    full_name: bool
    """Whether the page gives the id (`yandex.cloud.compute.v1.Os`); else it is made from words."""
    strict: bytes
    loose: bytes
    fields: int
    constraints: int
    representation: int
    """0 for the resource's representation, 1 for messages within it, 2 for others."""
    request: str = ""
    """The id of the query or body that it is part of; empty for answers."""
    answer_of: str = ""
    """The resource, if this is the whole answer of one of its methods and has no full name: it may
    equal the resource's representation."""
    operation: bool = False
    items: str = ""
    """The field with the items, if this is one page of a list."""


class PageInterface(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A page.

    `service` includes the version. `method` is empty except for method pages. `text` is the verb and
    path of a method or the title of a service. `answer` is the page's id of the message that the method
    answers. `undefined` are ids that the page's messages refer to and that the page does not define.
    """

    file: str
    kind: Literal["method", "resource", "service"]
    language: str
    service: str
    resource: str
    method: str
    origin: Origin
    text: str = ""
    listed: tuple[str, ...] = ()
    messages: tuple[MessageInterface, ...] = ()
    undefined: tuple[str, ...] = ()
    answer: str = ""


def interface_of(draft: Draft) -> PageInterface:
    """The interface of the page with this draft."""
    file, language, service = draft.file, draft.language, draft.service_key
    if isinstance(draft, ServiceDraft):
        return PageInterface(file, "service", language, service, "", "", draft.origin, draft.title)
    messages, undefined = tuple(_messages(draft)), _undefined(draft)
    if isinstance(draft, ResourceDraft):
        return PageInterface(
            *(file, "resource", language, service, draft.resource, "", draft.origin),
            listed=draft.listed,
            messages=messages,
            undefined=undefined,
        )
    method = draft.method
    return PageInterface(
        *(file, "method", language, service, draft.resource, method.name, method.origin),
        text=f"{method.verb} {method.path}",
        messages=messages,
        undefined=undefined,
        answer=next((m.id for m in draft.messages if m.id == method.response), ""),
    )


def linkable(message: Message) -> Message:
    """The message in the form in which pages are compared and linked: all operations are one message."""
    return without_result_types(message) if is_operation(message) else message


def reachable(roots: Iterable[Message], edges: Mapping[str, Iterable[str]]) -> set[str]:
    """The ids of the known messages that the roots refer to, directly or not. `edges` are the references
    of all known messages."""
    starts = (message_id for root in roots for message_id in references(root.fields))
    return closure(starts, edges) & edges.keys()


def _messages(draft: MethodDraft | ResourceDraft) -> list[MessageInterface]:
    service = draft.service_key
    known = {message.id: message for message in draft.messages}
    edges = reference_graph(draft.messages)
    requests = {id_: root.id for root in _requests(draft) for id_ in reachable([root], edges)}
    answer = draft.method.response if isinstance(draft, MethodDraft) else None
    representations = _representations(draft)
    operations = _operation_ids(known, edges, service)
    linked = [linkable(message) for message in draft.messages]
    found = []
    for message, (strict, loose) in zip(linked, digests(linked), strict=True):
        renamed = operations.get(message.id, "")
        full = bool(renamed) or _is_full_name(message.id, service)
        found.append(
            MessageInterface(
                id=message.id,
                name=message.name,
                preferred_id=renamed or _without_digit(message, full),
                full_name=full,
                strict=strict,
                loose=loose,
                fields=len(message.fields),
                constraints=sum(len(field.constraints) for field in message.fields),
                representation=2 if renamed else _rank(message.id, representations),
                request=requests.get(message.id, ""),
                answer_of=draft.resource if message.id == answer and not full else "",
                operation=is_operation(message),
                items=items_field(message),
            )
        )
    return found


def _requests(draft: MethodDraft | ResourceDraft) -> list[Message]:
    """The query and the body of a method."""
    if isinstance(draft, ResourceDraft):
        return []
    return [own for own in (draft.method.query, draft.method.body) if own is not None]


def _representations(draft: MethodDraft | ResourceDraft) -> set[str]:
    """The ids that the representation of the page's resource may have."""
    ids = {f"{draft.service_key}.{draft.resource}"}
    if isinstance(draft, ResourceDraft):
        own = draft.message
    else:
        own = draft.method.response if draft.method.name == "get" else None
    return ids | {own} if own is not None else ids


def _operation_ids(
    known: Mapping[str, Message], edges: Mapping[str, Iterable[str]], service: str
) -> dict[str, str]:
    """The ids in the API of operations that have no full name, and of messages within them."""
    ids: dict[str, str] = {}
    for message in known.values():
        if is_operation(message) and not _is_full_name(message.id, service):
            ids[message.id] = OPERATION
            for inner in reachable([without_result_types(message)], edges):
                ids[inner] = f"{OPERATION}.{known[inner].name}"
    return ids


def _undefined(draft: MethodDraft | ResourceDraft) -> tuple[str, ...]:
    known = {message.id for message in draft.messages}
    messages = (*draft.messages, *_requests(draft))
    used = {id_ for message in messages for id_ in references(message.fields)}
    return tuple(sorted(used - known))


def _rank(message_id: str, representations: Iterable[str]) -> int:
    if message_id in representations:
        return 0
    return 1 if any(message_id.startswith(f"{own}.") for own in representations) else 2


def _is_full_name(message_id: str, service: str) -> bool:
    """Whether an id is a protobuf name that the page gives."""
    head, _, rest = message_id.partition(".")
    return head != service or not "A" <= rest[:1] <= "Z"


def _without_digit(message: Message, full: bool) -> str:
    """The id without the digit that a page adds to a second anchor: `…v1.Os2`, titled `Os`."""
    head, dot, last = message.id.rpartition(".")
    if full and last.startswith(message.name) and last[len(message.name) :].isdigit():
        return head + dot + message.name
    return message.id
