"""Heads of all pages → what each service is made from: its pages, and the ids that their messages have.

A service's pages and this are all that its part of the API depends on.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence

import msgspec

from apigen.analysis.api.heads import METHOD, RESOURCE, SERVICE, PageHead, joined_message
from apigen.analysis.api.merge import Merged, PageMessage, merge
from apigen.analysis.page.draft import Draft, MethodDraft, ResourceDraft
from apigen.findings.codes.analysis import DUPLICATE_METHOD, IGNORED_INDEX, OTHER_LANGUAGE
from apigen.findings.diagnostics import Diagnostics
from apigen.ir.api import Message

DraftOf = Callable[[str], Draft]
"""Gives the draft of a page by its file."""


class PlannedPage(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A page of a service. `ids` are those that its messages have in the API, `stands` the page's own
    ids of the messages that stand for all equal ones, with their names; `answers_operation` and `items` are of the
    message that stands for its answer; `known` are ids that it does not describe, and another page
    does."""

    file: str
    ids: dict[str, str]
    stands: tuple[tuple[str, str], ...] = ()
    answers_operation: bool = False
    items: str = ""
    known: tuple[str, ...] = ()


class ServicePlan(msgspec.Struct, frozen=True, gc=False, array_like=True):
    """A service's index pages and method pages, in order of their files. `described` are those of its
    resources that a message is called after."""

    name: str
    title: str
    indexes: tuple[PlannedPage, ...]
    methods: tuple[PlannedPage, ...]
    described: tuple[str, ...]


def plan(
    heads: Iterable[PageHead], draft_of: DraftOf, diagnostics: Diagnostics
) -> tuple[ServicePlan, ...]:
    """The plans of all services, sorted by name, from the heads of all pages in whatever order."""
    ordered = sorted(heads, key=lambda head: head.file)
    methods = _single([head for head in ordered if head.kind == METHOD], diagnostics)
    languages = {method.language for method in methods}
    indexes = [h for h in ordered if h.kind == RESOURCE and h.language in languages]
    _tell_missing(indexes, methods, diagnostics)
    pages = [*indexes, *methods]

    def body(item: PageMessage) -> Message:
        draft = draft_of(pages[item.page].file)
        assert isinstance(draft, MethodDraft | ResourceDraft)
        found = next(message for message in draft.messages if message.id == item.head.id)
        return joined_message(found)

    merged = merge(pages, body, diagnostics)
    titles = {head.service: head.text for head in reversed(ordered) if head.kind == SERVICE}
    return tuple(_services(pages, merged, titles))


def _services(
    pages: Sequence[PageHead], merged: Merged, titles: dict[str, str]
) -> Iterator[ServicePlan]:
    by_service: dict[str, list[tuple[PageHead, PlannedPage]]] = defaultdict(list)
    for head, planned in zip(pages, _planned(pages, merged), strict=True):
        by_service[head.service].append((head, planned))
    for name, own in sorted(by_service.items()):
        resources = {head.resource for head, _ in own}
        yield ServicePlan(
            name,
            titles.get(name, ""),
            tuple(planned for head, planned in own if head.kind == RESOURCE),
            tuple(planned for head, planned in own if head.kind == METHOD),
            tuple(sorted(r for r in resources if f"{name}.{r}" in merged.chosen)),
        )


def _planned(pages: Sequence[PageHead], merged: Merged) -> Iterator[PlannedPage]:
    stands: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for message_id, item in merged.chosen.items():
        name = item.head.name if item.head.full_name else message_id.rsplit(".", 1)[-1]
        stands[item.page].append((item.head.id, name))
    for number, head in enumerate(pages):
        ids = merged.ids[number]
        answer = merged.chosen[ids[head.answer]].head if head.answer else None
        yield PlannedPage(
            head.file,
            ids,
            tuple(sorted(stands[number])),
            answer is not None and answer.operation,
            answer.items if answer is not None else "",
            tuple(id_ for id_ in head.unknown if id_ in merged.chosen),
        )


def _single(heads: Sequence[PageHead], diagnostics: Diagnostics) -> list[PageHead]:
    """One page a method. Of pages in several languages, those of the commonest are used."""
    counts = Counter(head.language for head in heads)
    preferred = max(counts, key=lambda language: (counts[language], language), default="")
    kept: dict[tuple[str, str, str], PageHead] = {}
    for head in sorted(heads, key=lambda head: head.language != preferred):
        first = kept.setdefault((head.service, head.resource, head.method), head)
        if first is not head:
            code = DUPLICATE_METHOD if head.language == first.language else OTHER_LANGUAGE
            diagnostics.add(
                code,
                head.origin,
                f"{head.resource}.{head.method} of {head.service} has another page",
                text=head.text,
                other=first.origin,
            )
    return sorted(kept.values(), key=lambda head: head.file)


def _tell_missing(
    indexes: Iterable[PageHead], methods: Iterable[PageHead], diagnostics: Diagnostics
) -> None:
    """Tell which methods an index lists and the reference has no page of."""
    known = {(head.service, head.resource, head.method.casefold()) for head in methods}
    for index in indexes:
        missing = [
            name
            for name in index.listed
            if (index.service, index.resource, name.casefold()) not in known
        ]
        if missing:
            diagnostics.add(
                IGNORED_INDEX,
                index.origin,
                f"the index of {index.resource} lists methods without a page",
                text=", ".join(missing),
            )
