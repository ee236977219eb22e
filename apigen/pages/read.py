"""Source → Page: finds the sections, lets readers claim blocks, identifies the page."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

import msgspec

from apigen.findings.codes.pages import (
    BAD_TITLE,
    DUPLICATE_SECTION,
    EMPTY_PAGE,
    NO_REQUEST_LINE,
    NOT_A_METHOD,
    PAGE_TOO_LARGE,
)
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Source, Span
from apigen.languages import PHRASEBOOKS
from apigen.languages.base import Phrasebook
from apigen.pages.directives import without_directives
from apigen.pages.guards import code_too_deep, excess
from apigen.pages.identity import Identity, identify, misnamed
from apigen.pages.language import detect_language
from apigen.pages.model import (
    Block,
    Fence,
    FrontMatter,
    Page,
    ProseBlock,
    RequestLine,
    Section,
    SectionKind,
)
from apigen.pages.prose import CodeNode, ParagraphNode
from apigen.pages.readers import READERS
from apigen.pages.readers.base import BlockReader, Claim, PageText
from apigen.pages.samples import read_sample

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*(?:\{#([^{}]*)\})?[ \t]*")
# A variable without a value stays as it is written, with its spaces. The value of a variable may have
# a scheme of its own.
_UNRESOLVED = r"\{\{[^{}\n]*+\}\}"
_REQUEST = re.compile(
    r"\s*`*(?P<verb>GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+"
    rf"(?:(?:https?://)+(?P<host>(?:{_UNRESOLVED}|[^/\s`])+)|(?P<bare>{_UNRESOLVED}(?=/)))?"
    rf"(?P<path>/(?:{_UNRESOLVED}|[^\s`?#])*)?"
)
_ANCHORS: dict[str, SectionKind] = {
    "https-request": "request",
    "path_params": "path",
    "query_params": "query",
    "body_params": "body",
    "responses": "response",
    "representation": "representation",
    "methods": "methods",
}


def read_page(
    source: Source,
    diagnostics: Diagnostics,
    variables: Mapping[str, str],
    readers: tuple[BlockReader, ...] = READERS,
    phrasebooks: tuple[Phrasebook, ...] = PHRASEBOOKS,
) -> Page | None:
    """Read a page. A page that is about no method, resource or service has the kind `other`.

    Returns `None`, and reports why, if the page is empty or too large.
    """
    if much := excess(source.text):
        diagnostics.add(PAGE_TOO_LARGE, source.origin(Span(1, 1)), f"the page has {much}")
        return None
    if not source.text.strip("\ufeff \t\r\n"):
        diagnostics.add(EMPTY_PAGE, source.origin(Span(1, 1)), "the page is empty")
        return None
    if "\r" in source.text or source.text.startswith("\ufeff"):
        source = Source(source.file, source.text.replace("\r\n", "\n").removeprefix("\ufeff"))
    phrasebook = detect_language(source, phrasebooks)
    of_directives = Diagnostics()
    text = without_directives(source, phrasebook.language, variables, of_directives)
    page = PageText(source, text, phrasebook, variables, diagnostics)
    sections = _sections(page, readers)
    request = _request_line(page, sections)
    identity = identify(source.file, page.phrasebook, sections, request)
    if identity.kind != "other":
        diagnostics.extend(of_directives)
    _report_identity(page, sections, identity, request)
    return Page(
        source=source,
        language=page.phrasebook.language,
        kind=identity.kind,
        service=identity.service,
        version=identity.version,
        resource=identity.resource,
        name=identity.name,
        title=identity.title,
        request=request,
        sections=tuple(sections),
        front_matter=next(
            (b for s in sections for b in s.blocks if isinstance(b, FrontMatter)), None
        ),
    )


# --- sections -------------------------------------------------------------------------------------


class _Heading(NamedTuple):
    match: re.Match[str]
    offset: int


def _sections(page: PageText, readers: tuple[BlockReader, ...]) -> list[Section]:
    """The sections; the first one is what stands before the first heading."""
    sections: list[Section] = []
    section = Section(kind="head", title="", anchor="", level=0, span=Span(1, 1))
    blocks: list[Block] = []
    taken: set[str] = set()
    for part in _parts(page, readers):
        if isinstance(part, _Heading):
            sections.append(_with_blocks(page, section, blocks))
            section, blocks = _section(page, part, taken), []
        else:
            blocks.append(part)
    return [*sections, _with_blocks(page, section, blocks)]


def _parts(page: PageText, readers: tuple[BlockReader, ...]) -> Iterator[_Heading | Block]:
    """The headings and blocks of a page, in order; what no reader claims is prose."""
    positions = page.positions
    prose_from: int | None = None
    line = 0
    while line < len(positions):
        text = positions.line(line)
        if not text.strip():
            line += 1
            continue
        heading = _HEADING.fullmatch(text) if text[0] == "#" else None
        claim = _claim(page, line, readers) if heading is None else None
        if heading is None and claim is None:
            prose_from = line if prose_from is None else prose_from
            line += 1
            continue
        yield from _prose(page, prose_from, line)
        prose_from = None
        if heading is not None:
            yield _Heading(heading, positions.start(line))
        elif claim is not None and claim.block is not None:
            yield claim.block
        line = claim.end if claim is not None else line + 1
    yield from _prose(page, prose_from, line)


def _claim(page: PageText, line: int, readers: tuple[BlockReader, ...]) -> Claim | None:
    for reader in readers:
        claim = reader.claim(page, line)
        if claim is not None:
            return claim if claim.end > line else None
    return None


def _prose(page: PageText, first: int | None, after: int) -> Iterator[ProseBlock]:
    """The prose from one line (`None`: there is none) to the line after it."""
    if first is not None:
        prose = page.prose(page.positions.start(first), page.positions.start(after))
        if prose:
            yield ProseBlock(prose)


def _section(page: PageText, heading: _Heading, taken: set[str]) -> Section:
    """The section under a heading; `taken` are the kinds of the sections before it."""
    match = heading.match
    title, anchor, level = match[2].strip(), match[3] or "", len(match[1])
    span = page.positions.span(heading.offset, len(match.group()))
    kind: SectionKind | None
    if level == 1 and "title" not in taken:
        taken.add("title")
        kind, title = "head", page.resolve(title, span)
    else:
        kind = _ANCHORS.get(anchor) or _kind_of_title(page.phrasebook, title)
        # A page may describe a message that is called Response or Methods.
        if kind is None or (kind in taken and "." in anchor):
            kind = "message" if anchor else "other"
        elif kind in taken:
            kind = "repeated"
        taken.add(kind)
    return Section(kind=kind, title=title, anchor=anchor, level=level, span=span)


def _kind_of_title(phrasebook: Phrasebook, title: str) -> SectionKind | None:
    word = title.casefold()
    kinds: tuple[tuple[SectionKind, tuple[str, ...]], ...] = (
        ("request", phrasebook.request_titles),
        ("path", phrasebook.path_titles),
        ("query", phrasebook.query_titles),
        ("body", phrasebook.body_titles),
        ("response", phrasebook.response_titles),
        ("representation", phrasebook.representation_titles),
        ("methods", phrasebook.methods_titles),
    )
    for kind, titles in kinds:
        if any(word == known.casefold() for known in titles):
            return kind
    return None


def _with_blocks(page: PageText, section: Section, blocks: list[Block]) -> Section:
    """The section with its blocks and, if it may have one, its sample."""
    sample = None
    may_have_sample = section.kind in ("body", "response", "representation")
    for block in blocks:
        if not isinstance(block, Fence):
            continue
        if may_have_sample and sample is None:
            sample = read_sample(
                block, page.positions, page.phrasebook, page.source, page.diagnostics
            )
        if sample is None:
            end = block.offset + len(block.text)
            page.report_depth(code_too_deep(page.positions, block.offset, end))
    return msgspec.structs.replace(section, blocks=tuple(blocks), sample=sample)


# --- the request line and the identity ------------------------------------------------------------


def _request_line(page: PageText, sections: list[Section]) -> RequestLine | None:
    for text, span in _code(page, sections):
        text = page.resolve(text, span)
        match = _REQUEST.match(text)
        host = (match["host"] or match["bare"] or "") if match else ""
        if match and (match["path"] or host):
            place = Span(span.line, span.column, len(text.strip().split("\n")[0]))
            return RequestLine(match["verb"], host, match["path"] or "/", place)
    return None


def _code(page: PageText, sections: list[Section]) -> Iterator[tuple[str, Span]]:
    """The code of request sections: fences and code spans, with their places."""
    for section in sections:
        for block in section.blocks if section.kind == "request" else ():
            if isinstance(block, Fence):
                yield block.text, page.positions.span(block.offset)
            elif isinstance(block, ProseBlock):
                for node in block.prose:
                    if isinstance(node, ParagraphNode):
                        yield from (
                            (i.text, i.span) for i in node.inlines if isinstance(i, CodeNode)
                        )


def _report_identity(
    page: PageText, sections: list[Section], identity: Identity, request: RequestLine | None
) -> None:
    """Report a page that is passed over, and what a method page lacks or repeats."""
    source, diagnostics = page.source, page.diagnostics
    if identity.kind == "other":
        origin = source.origin(Span(1, 1))
        diagnostics.add(NOT_A_METHOD, origin, f"passed over: {identity.reason}")
    if identity.kind != "method":
        return
    name = identity.name[:80]
    if request is None:
        place = next((s.span for s in sections if s.kind == "request"), sections[-1].span)
        diagnostics.add(
            NO_REQUEST_LINE,
            source.origin(place),
            f"the page of {identity.resource[:80]}.{name} has no request line",
            text=source.line(place.line),
            hint="POST https://service.api.cloud.yandex.net/service/v1/resources",
        )
    if misnamed(identity.title, page.phrasebook):
        place = next(s.span for s in sections if s.kind == "head" and s.level)
        diagnostics.add(
            BAD_TITLE,
            source.origin(place),
            f"the title names no method; {name} is taken, as the file is called",
            text=identity.title[:200],
            hint="# Method create",
        )
    for section in sections:
        if section.kind == "repeated":
            words = f"the page has the section «{section.title}» twice; the first is used"
            diagnostics.add(
                DUPLICATE_SECTION, source.origin(section.span), words, text=section.title
            )
