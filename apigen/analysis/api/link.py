"""Drafts → Api: extract the interface of each page, plan the services, link each one, combine them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from apigen.analysis.api.interface import interface_of, reachable
from apigen.analysis.api.plan import plan_services
from apigen.analysis.api.service import LinkedService, link_service
from apigen.analysis.page.draft import Draft
from apigen.findings.diagnostics import Diagnostics
from apigen.ir.api import Api, Message, Service
from apigen.ir.walk import reference_graph


def link(drafts: Iterable[Draft], diagnostics: Diagnostics) -> Api:
    """The API of all drafts; their order does not matter."""
    by_file = {draft.file: draft for draft in drafts}
    plans = plan_services(map(interface_of, by_file.values()), by_file.__getitem__, diagnostics)
    return link_api((link_service(plan, by_file.__getitem__) for plan in plans), diagnostics)


def link_api(linked: Iterable[LinkedService], diagnostics: Diagnostics) -> Api:
    """The API of the linked services, which come sorted by name; unused messages are dropped."""
    services: list[Service] = []
    messages: dict[str, Message] = {}
    for part in linked:
        diagnostics.extend(part.findings)
        services += [part.service] if part.service is not None else []
        messages.update((message.id, message) for message in part.messages)
    used = _used(services, messages)
    return Api(
        services=tuple(services),
        messages=tuple(messages[message_id] for message_id in sorted(used)),
    )


def _used(services: Iterable[Service], messages: Mapping[str, Message]) -> set[str]:
    """The ids of the messages that methods and resources reach."""
    ids: set[str | None] = set()
    own: list[Message] = []
    for service in services:
        for resource in service.resources:
            ids.add(resource.message)
            for method in resource.methods:
                own += [message for message in (method.query, method.body) if message is not None]
                ids.add(method.response)
                if method.operation is not None:
                    ids |= {method.operation.result, method.operation.metadata}
    roots = {id_ for id_ in ids if id_ is not None and id_ in messages}
    starts = [*own, *(messages[root] for root in roots)]
    return roots | reachable(starts, reference_graph(messages.values()))
