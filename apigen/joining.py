"""Drafts into the API, service by service: the part of a service whose pages, and the ids that their
messages have, are those of an earlier run is not made again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import msgspec

from apigen.analysis.api.link import link_services
from apigen.analysis.api.plan import PagePlan, ServicePlan, plan_services
from apigen.analysis.api.service import LinkedService, link_service
from apigen.cache import packed
from apigen.drafts import MAKER, Drafts
from apigen.findings.diagnostics import Diagnostics
from apigen.ir.api import Api
from apigen.tools import Tools

_KIND = "services"
_WORTH = 4_000  # messages of pages: a quarter of a second's work
_PART = msgspec.msgpack.Decoder(LinkedService)


def joined_api(drafts: Drafts, diagnostics: Diagnostics, tools: Tools) -> Api:
    """The API that all drafts make.

    Raises:
        ChangedError: a draft has to be made again, and its page was changed since the run began.
    """
    heads = [top.head for top in drafts.tops if top.head is not None]
    with tools.stages.stage("analysis"):
        plans = plan_services(heads, drafts.of, diagnostics)
        return link_services(_parts(plans, drafts, tools), diagnostics)


def _parts(plans: Sequence[ServicePlan], drafts: Drafts, tools: Tools) -> Iterator[LinkedService]:
    keys = _keys(plans, drafts, tools)
    known = {
        own.name: content
        for own, key in zip(plans, keys, strict=True)
        if key and (content := tools.cache.get(_KIND, key)) is not None
    }
    todo = [own for own in plans if own.name not in known]
    shared = tools.workers.pays(todo, _weight, _WORTH)
    made = tools.workers.map(
        _packed if shared or tools.cache.used else _part,
        todo,
        weight=_weight,
        worth=_WORTH,
        state=(drafts,),
    )
    new = {own.name: part for own, part in zip(todo, made, strict=True)}
    for own, key in zip(plans, keys, strict=True):
        part = known.get(own.name) or new[own.name]
        if key and own.name in new and isinstance(part, bytes):
            tools.cache.put(_KIND, key, part)
        yield _PART.decode(part) if isinstance(part, bytes) else part


def _part(drafts: Drafts, own: ServicePlan) -> LinkedService | bytes:
    return link_service(own, drafts.of)


def _packed(drafts: Drafts, own: ServicePlan) -> LinkedService | bytes:
    """As bytes, where bytes can hold it."""
    made = link_service(own, drafts.of)
    return packed(made) or made


def _keys(plans: Sequence[ServicePlan], drafts: Drafts, tools: Tools) -> list[str]:
    """The key of each service's part; empty where it cannot be kept."""
    if not tools.cache.used:
        return [""] * len(plans)
    digests = {top.file: top.digest for top in drafts.tops}
    found = []
    for own in plans:
        planned = packed(own)
        pages = (digests[page.file] for page in _pages(own))
        found.append(
            tools.cache.key(MAKER, b"service", drafts.settings, planned, *pages) if planned else ""
        )
    return found


def _pages(own: ServicePlan) -> tuple[PagePlan, ...]:
    return (*own.indexes, *own.methods)


def _weight(own: ServicePlan) -> int:
    return sum(len(page.ids) for page in _pages(own))
