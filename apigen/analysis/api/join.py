"""Drafts → Api: heads, plan, the part of each service, all of them together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from apigen.analysis.api.heads import page_head, reached
from apigen.analysis.api.link import ServicePart, service_part
from apigen.analysis.api.plan import plan
from apigen.analysis.page.draft import Draft
from apigen.findings.diagnostics import Diagnostics
from apigen.ir.api import Api, Message, Service
from apigen.ir.walk import reference_graph


def assemble(drafts: Iterable[Draft], diagnostics: Diagnostics) -> Api:
    """One API from the drafts of all pages, in whatever order they come."""
    by_file = {draft.file: draft for draft in drafts}
    plans = plan(map(page_head, by_file.values()), by_file.__getitem__, diagnostics)
    return joined((service_part(own, by_file.__getitem__) for own in plans), diagnostics)


def joined(parts: Iterable[ServicePart], diagnostics: Diagnostics) -> Api:
    """The API of all services' parts, in the order of their names."""
    services: list[Service] = []
    messages: dict[str, Message] = {}
    for part in parts:
        diagnostics.extend(part.found)
        services += [part.service] if part.service is not None else []
        messages.update((message.id, message) for message in part.messages)
    used = _used(services, messages)
    return Api(
        services=tuple(services),
        messages=tuple(messages[message_id] for message_id in sorted(used)),
    )


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
    starts = [*own, *(messages[root] for root in roots)]
    return roots | reached(starts, reference_graph(messages.values()))
