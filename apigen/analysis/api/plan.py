"""Interfaces of all pages → the link plan of each service: its pages, and the ids of their messages.

A service's plan and its pages are all inputs that linking the service has.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from apigen.analysis.api.interface import PageInterface, linkable
from apigen.analysis.api.resolve import PageMessage, Resolution, resolve
from apigen.analysis.page.draft import Draft, MethodDraft, ResourceDraft
from apigen.findings.codes.analysis import DUPLICATE_METHOD, IGNORED_INDEX, OTHER_LANGUAGE
from apigen.findings.diagnostics import Diagnostics
from apigen.ir.api import Message

DraftOf = Callable[[str], Draft]
"""Returns the draft of a page by its file."""


class PagePlan(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """How one page is linked.

    `ids` maps the page's own message ids to those in the API. `definitions` are the page's own ids, and
    the names, of the messages that the API takes from this page. `answers_operation` and `items`
    describe the message that the method answers. `external` are ids that only other pages define.
    """

    file: str
    ids: dict[str, str]
    definitions: tuple[tuple[str, str], ...] = ()
    answers_operation: bool = False
    items: str = ""
    external: tuple[str, ...] = ()


class ServicePlan(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """The resource pages and method pages of a service, sorted by file.

    `described` are the resources whose name is also the id of a message of the service.
    """

    name: str
    title: str
    indexes: tuple[PagePlan, ...]
    methods: tuple[PagePlan, ...]
    described: tuple[str, ...]


def plan_services(
    interfaces: Iterable[PageInterface], draft_of: DraftOf, diagnostics: Diagnostics
) -> tuple[ServicePlan, ...]:
    """The plans of all services, sorted by name; the order of the interfaces does not matter."""
    ordered = sorted(interfaces, key=lambda page: page.file)
    methods = _one_page_per_method([p for p in ordered if p.kind == "method"], diagnostics)
    languages = {method.language for method in methods}
    indexes = [p for p in ordered if p.kind == "resource" and p.language in languages]
    _report_missing_pages(indexes, methods, diagnostics)
    pages = [*indexes, *methods]

    def body(item: PageMessage) -> Message:
        draft = draft_of(pages[item.page].file)
        assert isinstance(draft, MethodDraft | ResourceDraft)
        return linkable(next(m for m in draft.messages if m.id == item.interface.id))

    resolution = resolve(pages, body, diagnostics)
    titles = {page.service: page.text for page in reversed(ordered) if page.kind == "service"}
    return tuple(_service_plans(pages, resolution, titles))


def _service_plans(
    pages: Sequence[PageInterface], resolution: Resolution, titles: dict[str, str]
) -> Iterator[ServicePlan]:
    by_service: dict[str, list[tuple[PageInterface, PagePlan]]] = defaultdict(list)
    for page, plan in zip(pages, _page_plans(pages, resolution), strict=True):
        by_service[page.service].append((page, plan))
    for name, own in sorted(by_service.items()):
        resources = {page.resource for page, _ in own}
        yield ServicePlan(
            name,
            titles.get(name, ""),
            tuple(plan for page, plan in own if page.kind == "resource"),
            tuple(plan for page, plan in own if page.kind == "method"),
            tuple(sorted(r for r in resources if f"{name}.{r}" in resolution.definitions)),
        )


def _page_plans(pages: Sequence[PageInterface], resolution: Resolution) -> Iterator[PagePlan]:
    definitions: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for message_id, (page, _, interface) in resolution.definitions.items():
        name = interface.name if interface.full_name else message_id.rsplit(".", 1)[-1]
        definitions[page].append((interface.id, name))
    for number, page_interface in enumerate(pages):
        ids, answer = resolution.ids[number], page_interface.answer
        defined = resolution.definitions[ids[answer]].interface if answer else None
        yield PagePlan(
            page_interface.file,
            ids,
            tuple(sorted(definitions[number])),
            defined is not None and defined.operation,
            defined.items if defined is not None else "",
            tuple(id_ for id_ in page_interface.undefined if id_ in resolution.definitions),
        )


def _one_page_per_method(
    pages: Sequence[PageInterface], diagnostics: Diagnostics
) -> list[PageInterface]:
    """One page for each method, sorted by file; where languages mix, the most frequent one wins."""
    counts = Counter(page.language for page in pages)
    preferred = max(counts, key=lambda language: (counts[language], language), default="")
    kept: dict[tuple[str, str, str], PageInterface] = {}
    for page in sorted(pages, key=lambda page: page.language != preferred):
        first = kept.setdefault((page.service, page.resource, page.method), page)
        if first is not page:
            diagnostics.add(
                DUPLICATE_METHOD if page.language == first.language else OTHER_LANGUAGE,
                page.origin,
                f"{page.resource}.{page.method} of {page.service} has another page",
                text=page.text,
                other=first.origin,
            )
    return sorted(kept.values(), key=lambda page: page.file)


def _report_missing_pages(
    indexes: Iterable[PageInterface], methods: Iterable[PageInterface], diagnostics: Diagnostics
) -> None:
    """Report methods that a resource page lists and that have no page."""
    known = {(page.service, page.resource, page.method.casefold()) for page in methods}
    for index in indexes:
        key = (index.service, index.resource)
        missing = [name for name in index.listed if (*key, name.casefold()) not in known]
        if missing:
            diagnostics.add(
                IGNORED_INDEX,
                index.origin,
                f"the index of {index.resource} lists methods without a page",
                text=", ".join(missing),
            )
