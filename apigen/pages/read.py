"""Source → Page: sections found, their blocks claimed by the readers, the page named."""

from __future__ import annotations

import re
from collections.abc import Mapping

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
from apigen.pages.guards import MOST_HEADINGS, code_too_deep
from apigen.pages.identity import identify, misnamed
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
from apigen.pages.prose import Code, Paragraph
from apigen.pages.readers import READERS
from apigen.pages.readers.base import BlockReader, PageText
from apigen.pages.samples import read_sample

MOST_LINES = 200_000
LARGEST_PAGE = 16_000_000
"""Characters. The largest page known, of 3,338 fields in two formats, has 1.8 million."""

_HEADING = re.compile(r"(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*(?:\{#([^{}]*)\})?[ \t]*")
_REQUEST = re.compile(
    r"\s*`*(?P<verb>GET|POST|PUT|PATCH|DELETE|HEAD|OPTIONS)\s+"
    r"(?:https?://(?P<host>[^/\s`]+))?(?P<path>/[^\s`?#]*)?"
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
    """The page, or `None` where there is nothing to read, which a finding says.

    A page that is no method, resource or service of the reference comes back as kind `other`.
    """
    if len(source.text) > LARGEST_PAGE:
        origin = source.origin(Span(1, 1))
        diagnostics.add(PAGE_TOO_LARGE, origin, f"the page has {len(source.text):,} characters")
        return None
    if (lines := source.text.count("\n") + 1) > MOST_LINES:
        diagnostics.add(PAGE_TOO_LARGE, source.origin(Span(1, 1)), f"the page has {lines:,} lines")
        return None
    if (headings := _headings(source.text)) > MOST_HEADINGS:
        words = f"the page has {headings:,} headings"
        diagnostics.add(PAGE_TOO_LARGE, source.origin(Span(1, 1)), words)
        return None
    if not source.text.strip("\ufeff \t\r\n"):
        diagnostics.add(EMPTY_PAGE, source.origin(Span(1, 1)), "the page is empty")
        return None
    if "\r" in source.text or source.text.startswith("\ufeff"):
        source = Source(source.file, source.text.replace("\r\n", "\n").removeprefix("\ufeff"))
    phrasebook = detect_language(source, phrasebooks)
    page = PageText(source, phrasebook, variables, diagnostics)
    sections = _sections(page, readers)
    return _finish(page, sections)


def _headings(text: str) -> int:
    """How many headings a text has, where they may be too many."""
    if text.count("\n#") < MOST_HEADINGS:
        return 0
    return len(re.findall(r"(?m)^#{1,6}[ \t]", text))


def _sections(page: PageText, readers: tuple[BlockReader, ...]) -> list[Section]:
    positions = page.positions
    sections: list[Section] = []
    heading = _Heading("head", "", "", 0, Span(1, 1))
    blocks: list[Block] = []
    words_from: int | None = None
    taken: set[str] = set()

    def end_words(line: int) -> None:
        nonlocal words_from
        if words_from is not None:
            start, end = positions.start(words_from), positions.start(line)
            if prose := page.prose(start, end):
                blocks.append(ProseBlock(prose))
            words_from = None

    line = 0
    while line < len(positions):
        text = positions.line(line)
        if not text.strip():
            line += 1
            continue
        if text[0] == "#" and (match := _HEADING.fullmatch(text)):
            end_words(line)
            sections.append(_section(page, heading, blocks))
            heading = _heading(page, match, positions.start(line), taken)
            blocks = []
            line += 1
            continue
        for reader in readers:
            claim = reader.claim(page, line)
            if claim is not None:
                break
        else:
            claim = None
        if claim is not None and claim.end > line:
            end_words(line)
            if claim.block is not None:
                blocks.append(claim.block)
            line = claim.end
            continue
        if words_from is None:
            words_from = line
        line += 1
    end_words(line)
    sections.append(_section(page, heading, blocks))
    return sections


class _Heading:
    def __init__(self, kind: SectionKind, title: str, anchor: str, level: int, span: Span) -> None:
        self.kind, self.title, self.anchor, self.level, self.span = kind, title, anchor, level, span


def _heading(page: PageText, match: re.Match[str], offset: int, taken: set[str]) -> _Heading:
    title, anchor, level = match[2].strip(), match[3] or "", len(match[1])
    span = page.positions.span(offset, len(match.group()))
    if level == 1 and "title" not in taken:
        taken.add("title")
        return _Heading("head", page.resolve(title, span), anchor, level, span)
    kind = _ANCHORS.get(anchor) or _kind_of_title(page.phrasebook, title)
    # A page may describe a message that is called Response or Methods.
    if kind is None or (kind in taken and "." in anchor):
        kind = "message" if anchor else "other"
    elif kind in taken:
        page.repeated.append((title, span))
        kind = "other"
    taken.add(kind)
    return _Heading(kind, title, anchor, level, span)


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


def _section(page: PageText, heading: _Heading, blocks: list[Block]) -> Section:
    sample = None
    has_sample = heading.kind in ("body", "response", "representation")
    for block in blocks:
        if not isinstance(block, Fence):
            continue
        if has_sample and sample is None:
            sample = read_sample(
                block, page.positions, page.phrasebook, page.source, page.diagnostics
            )
        if sample is None:
            end = block.offset + len(block.text)
            page.tell_depth(code_too_deep(page.positions, block.offset, end))
    return Section(
        kind=heading.kind,
        title=heading.title,
        anchor=heading.anchor,
        level=heading.level,
        span=heading.span,
        blocks=tuple(blocks),
        sample=sample,
    )


def _request_line(page: PageText, sections: list[Section]) -> RequestLine | None:
    for section in sections:
        if section.kind != "request":
            continue
        for block in section.blocks:
            found: list[tuple[str, Span, int]] = []
            if isinstance(block, Fence):
                found.append((block.text, page.positions.span(block.offset), block.offset))
            elif isinstance(block, ProseBlock):
                for node in block.prose:
                    if isinstance(node, Paragraph):
                        found += [(i.text, i.span, 0) for i in node.inlines if isinstance(i, Code)]
            for text, span, _ in found:
                text = page.resolve(text, span)
                match = _REQUEST.match(text)
                if match and (match["path"] or match["host"]):
                    length = len(text.strip().split("\n")[0])
                    place = Span(span.line, span.column, length)
                    return RequestLine(
                        match["verb"], match["host"] or "", match["path"] or "/", place
                    )
    return None


def _finish(page: PageText, sections: list[Section]) -> Page:
    request = _request_line(page, sections)
    front = next((b for s in sections for b in s.blocks if isinstance(b, FrontMatter)), None)
    identity = identify(page.source.file, page.phrasebook, sections, request)
    if identity.kind == "other":
        page.diagnostics.add(
            NOT_A_METHOD, page.source.origin(Span(1, 1)), f"passed over: {identity.reason}"
        )
    elif identity.kind == "method" and request is None:
        place = next((s.span for s in sections if s.kind == "request"), sections[-1].span)
        page.diagnostics.add(
            NO_REQUEST_LINE,
            page.source.origin(place),
            f"the page of {identity.resource[:80]}.{identity.name[:80]} has no request line",
            text=page.source.line(place.line),
            hint="POST https://service.api.cloud.yandex.net/service/v1/resources",
        )
    if identity.kind == "method" and misnamed(identity.title, page.phrasebook):
        place = next(s.span for s in sections if s.kind == "head" and s.level)
        page.diagnostics.add(
            BAD_TITLE,
            page.source.origin(place),
            f"the title names no method; {identity.name[:80]} is taken, as the file is called",
            text=identity.title[:200],
            hint="# Method create",
        )
    if identity.kind == "method":
        for title, span in page.repeated:
            words = f"the page has the section «{title}» twice; the first is used"
            page.diagnostics.add(DUPLICATE_SECTION, page.source.origin(span), words, text=title)
    return Page(
        source=page.source,
        language=page.phrasebook.language,
        kind=identity.kind,
        service=identity.service,
        version=identity.version,
        resource=identity.resource,
        name=identity.name,
        title=identity.title,
        request=request,
        sections=tuple(sections),
        front_matter=front,
    )
