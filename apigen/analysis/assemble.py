"""Drafts → Api: merge, link, infer, check."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from apigen.analysis.build import service_key
from apigen.analysis.check import Checker
from apigen.analysis.codes import DUPLICATE_METHOD, IGNORED_INDEX, OTHER_LANGUAGE
from apigen.analysis.draft import Draft, MethodDraft, ResourceDraft, ServiceDraft
from apigen.analysis.infer import infer_message
from apigen.analysis.link import Linker
from apigen.analysis.merge import PageMessage, merge
from apigen.analysis.operations import OPERATION, is_operation, plain
from apigen.analysis.rewrite import references
from apigen.diagnostics import Diagnostics
from apigen.ir.api import Api, Message, Service


def assemble(drafts: Iterable[Draft], diagnostics: Diagnostics) -> Api:
    """One API from the drafts of all pages, in whatever order they come."""
    ordered = sorted(drafts, key=lambda draft: draft.file)
    methods = _single([d for d in ordered if isinstance(d, MethodDraft)], diagnostics)
    languages = {method.language for method in methods}
    indexes = [d for d in ordered if isinstance(d, ResourceDraft) and (d.language in languages)]
    titles = [d for d in ordered if isinstance(d, ServiceDraft)]
    described: list[MethodDraft | ResourceDraft] = [*indexes, *methods]
    pages = {draft.file: number for number, draft in enumerate(described)}
    found: list[PageMessage] = []
    for draft in described:
        found += _page_messages(draft, pages[draft.file])
    _tell_missing(indexes, methods, diagnostics)
    merged = merge(found, diagnostics)
    checker = Checker(frozenset(merged.messages), diagnostics)
    messages = {
        message_id: checker.message(infer_message(message))
        for message_id, message in merged.messages.items()
    }
    linker = Linker(merged, messages, pages, checker, diagnostics)
    services = linker.services(methods, indexes, titles)
    used = _used(services, messages)
    return Api(
        services=services,
        messages=tuple(messages[message_id] for message_id in sorted(used)),
    )


def _single(drafts: Sequence[MethodDraft], diagnostics: Diagnostics) -> list[MethodDraft]:
    """One draft a method. Of pages in several languages, those of the commonest are used."""
    counts = Counter(draft.language for draft in drafts)
    preferred = max(counts, key=lambda language: (counts[language], language), default="")
    kept: dict[tuple[str, str, str], MethodDraft] = {}
    for draft in sorted(drafts, key=lambda draft: draft.language != preferred):
        key = (service_key(draft.service, draft.version), draft.resource, draft.method.name)
        first = kept.setdefault(key, draft)
        if first is not draft:
            code = DUPLICATE_METHOD if draft.language == first.language else OTHER_LANGUAGE
            diagnostics.add(
                code,
                draft.method.origin,
                f"{draft.resource}.{draft.method.name} of {key[0]} has another page",
                text=f"{draft.method.verb} {draft.method.path}",
                other=first.method.origin,
            )
    return sorted(kept.values(), key=lambda draft: draft.file)


def _tell_missing(
    indexes: Iterable[ResourceDraft], methods: Iterable[MethodDraft], diagnostics: Diagnostics
) -> None:
    """Tell which methods an index lists and the reference has no page of."""
    known = {(m.service, m.version, m.resource, m.method.name.casefold()) for m in methods}
    for index in indexes:
        key = (index.service, index.version, index.resource)
        missing = [name for name in index.listed if (*key, name.casefold()) not in known]
        if missing:
            diagnostics.add(
                IGNORED_INDEX,
                index.origin,
                f"the index of {index.resource} lists methods without a page",
                text=", ".join(missing),
            )


def _page_messages(draft: MethodDraft | ResourceDraft, page: int) -> list[PageMessage]:
    """The messages of a draft, ready to be merged."""
    service = service_key(draft.service, draft.version)
    known = {message.id: message for message in draft.messages}
    asked: dict[str, str] = {}
    looks = {f"{service}.{draft.resource}"}
    answer: str | None = None
    if isinstance(draft, MethodDraft):
        for root in (draft.method.query, draft.method.body):
            if root is not None:
                asked.update(dict.fromkeys(_reached([root], known), root.id))
        answer = draft.method.response
        if draft.method.name == "get" and answer is not None:
            looks.add(answer)
    elif draft.message is not None:
        looks.add(draft.message)
    renamed: dict[str, str] = {}
    for message in draft.messages:
        if is_operation(message) and not _full_name(message.id, service):
            renamed[message.id] = OPERATION
            for inner in _reached([plain(message)], known):
                renamed[inner] = f"{OPERATION}.{known[inner].name}"
    found = []
    for message in draft.messages:
        full = _full_name(message.id, service) or message.id in renamed
        found.append(
            PageMessage(
                page=page,
                service=service,
                message=plain(message) if is_operation(message) else message,
                asked=message.id in asked,
                request=asked.get(message.id, ""),
                representation=_rank(message.id, looks) if message.id not in renamed else 2,
                answer_of=draft.resource if message.id == answer and not full else "",
                full_name=full,
                wanted=renamed.get(message.id) or _without_digit(message, full),
            )
        )
    return found


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


def _reached(roots: Iterable[Message], known: Mapping[str, Message]) -> set[str]:
    """The ids of the messages within these, not counting them themselves."""
    reached: set[str] = set()
    waiting = list(roots)
    while waiting:
        for field in waiting.pop().fields:
            for message_id in references(field.type):
                if message_id in known and message_id not in reached:
                    reached.add(message_id)
                    waiting.append(known[message_id])
    return reached


def _used(services: Iterable[Service], messages: Mapping[str, Message]) -> set[str]:
    """The ids of all messages that a method or a resource leads to."""
    ids: set[str] = set()
    own: list[Message] = []
    for service in services:
        for resource in service.resources:
            ids.add(resource.message or "")
            for method in resource.methods:
                own += [message for message in (method.query, method.body) if message is not None]
                ids.add(method.response or "")
                if method.operation is not None:
                    ids |= {method.operation.result or "", method.operation.metadata or ""}
    roots = ids & messages.keys()
    return roots | _reached([*own, *(messages[root] for root in roots)], messages)
