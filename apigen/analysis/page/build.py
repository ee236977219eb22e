"""Page → Draft: a method, a resource or a service, from its page alone."""

from __future__ import annotations

import re
from collections.abc import Iterator

from apigen.analysis.excerpts import excerpt, listed
from apigen.analysis.page.crosscheck import adopt_arrays, compare_sample
from apigen.analysis.page.draft import Coverage, Draft, MethodDraft, ResourceDraft, ServiceDraft
from apigen.analysis.page.from_sample import message_from_sample
from apigen.analysis.page.messages import MessageBuilder
from apigen.analysis.page.naming import message_stem, service_key
from apigen.analysis.page.schemas import SchemaComparison
from apigen.analysis.page.tree import NAME, FieldNode, field_tree
from apigen.findings.codes.analysis import BAD_NAME, NO_FIELDS, SCHEMA_DISAGREES, UNKNOWN_TABLE
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Origin, Span
from apigen.ir.api import Message, Method
from apigen.ir.docs import Docs
from apigen.languages import PHRASEBOOKS, phrasebook
from apigen.languages.en import EN
from apigen.pages.model import MethodSchema, Page, RequestLine, Row, Section, SectionKind, Table
from apigen.pages.prose import Prose

_FIELDS: tuple[SectionKind, ...] = (
    "path",
    "query",
    "body",
    "response",
    "representation",
    "message",
)
# Of all languages: Russian pages of 2018 have tables with English headings.
_NAME_COLUMNS = {name.casefold() for book in PHRASEBOOKS for name in book.name_columns}
_LINK_NAME = re.compile(r"\[([^\[\]]+)\]\(([^()]*)\)")


def build(page: Page, diagnostics: Diagnostics) -> Draft | None:
    """The draft of a page; `None` if the page is about none of the three, has no usable name or, for a
    method, no request line."""
    if page.kind == "other":
        return None
    names = {
        "method": (page.service, page.resource, page.name),
        "resource": (page.service, page.resource),
        "service": (page.service,),
    }[page.kind]
    bad = next((name for name in names if not NAME.fullmatch(name.replace("-", "_"))), None)
    if bad is not None:
        diagnostics.add(
            BAD_NAME,
            page.source.origin(Span(1, 1)),
            f"the {page.kind} has no usable name",
            text=bad[:200],
            hint="service/api-ref/Resource/method.md",
        )
        return None
    if page.kind == "method":
        return _method(page, page.request, diagnostics) if page.request else None
    return _resource(page, diagnostics) if page.kind == "resource" else _service(page)


class _PageBuilder:
    """Builds the messages and docs of the sections of one page."""

    def __init__(self, page: Page, diagnostics: Diagnostics) -> None:
        self.page = page
        self.diagnostics = diagnostics
        book = phrasebook(page.language) or EN
        self.messages = MessageBuilder(page.source, book, diagnostics)
        self.key = service_key(page.service, page.version)
        self.bare_arrays = not any(
            "[]" in row.path for section in page.sections for row in _rows(section)
        )
        """The page marks no arrays in its tables; its samples do."""

    def origin(self, span: Span) -> Origin:
        return self.page.source.origin(span)

    def section(self, kind: SectionKind, own_id: str) -> Message | None:
        """The message of a section's table, else of its sample; `None` if it has neither. `own_id` is
        the message's id unless the section's anchor is one."""
        section = self.page.section(kind)
        if section is None:
            return None
        message_id = section.anchor if "." in section.anchor else own_id
        name = message_id.rsplit(".", 1)[-1]
        origin = self.origin(section.span)
        if section.tables():
            root = self.tree(section)
            if section.sample is not None and self.bare_arrays:
                adopt_arrays(root, section.sample)
            return self.messages.message(message_id, name, root, origin)
        if section.sample is None:
            return None
        message, inner = message_from_sample(section.sample, message_id, name, self.page.source)
        if message.fields:
            words = f"the section «{excerpt(section.title)}» has a sample and no table"
            self.diagnostics.add(NO_FIELDS, origin, words, text=section.title)
        for nested in inner:
            self.messages.add(nested)
        return message

    def tree(self, section: Section) -> FieldNode:
        """The fields of a section's tables."""
        rows: list[Row] = []
        for table in section.tables():
            known = bool(table.columns) and table.columns[0].casefold() in _NAME_COLUMNS
            if not known or len(table.columns) != 2:
                columns = listed(table.columns)
                words = f"a table of «{excerpt(section.title)}» has the columns {columns}"
                text = excerpt(" | ".join(table.columns))
                self.diagnostics.add(UNKNOWN_TABLE, self.origin(table.span), words, text=text)
            if len(table.columns) == 2:
                rows += table.rows
        return field_tree(rows, self.page.source, self.diagnostics, flat=section.kind == "path")

    def message_sections(self) -> None:
        """Add the messages that have sections of their own, which newer pages link to by anchors."""
        for section in self.page.sections:
            if section.kind != "message":
                continue
            root = self.tree(section)
            name = section.title.strip("` ").rsplit(".", 1)[-1]
            docs = self.messages.docs(section.prose())
            origin = self.origin(section.span)
            if root.children and not NAME.fullmatch(name):
                words = "a section of fields has a title that is no name of a message"
                self.diagnostics.add(BAD_NAME, origin, words, text=section.title[:200])
            else:
                self.messages.add(self.messages.message(section.anchor, name, root, origin, docs))

    def compare(self, kind: SectionKind, message: Message | None) -> None:
        """Compare a section's sample with the message of its table, if it has both."""
        section = self.page.section(kind)
        if section and section.sample and section.tables() and message is not None:
            known = self.messages.messages
            compare_sample(section.sample, message, known, self.page.source, self.diagnostics)

    def schemas(self, request: RequestLine) -> Iterator[tuple[MethodSchema, SchemaComparison]]:
        """The front matter's schemas of the request; one of another request is reported."""
        for schema in self.page.front_matter.methods if self.page.front_matter else ():
            url = request.host + request.path
            if schema.verb != request.verb or schema.url.partition("://")[2] != url:
                self.diagnostics.add(
                    SCHEMA_DISAGREES,
                    self.origin(schema.span),
                    f"the front matter is about {excerpt(f'{schema.verb} {schema.url}')}",
                    text=schema.url,
                    other=self.origin(request.span),
                )
                continue
            known = self.messages.messages
            yield schema, SchemaComparison(schema, known, self.page.source, self.diagnostics)

    def coverage(self) -> Coverage:
        rows = sum(len(_rows(section)) for section in self.page.sections if section.kind in _FIELDS)
        return self.messages.coverage(rows)

    def head(self) -> Docs:
        """The page's description: the prose between its title and its first section."""
        prose: Prose = ()
        for section in self.page.sections:
            if section.kind == "head" and section.level:
                prose += section.prose()
        return self.messages.docs(prose)


def _rows(section: Section) -> list[Row]:
    return [row for block in section.blocks if isinstance(block, Table) for row in block.rows]


def _method(page: Page, request: RequestLine, diagnostics: Diagnostics) -> MethodDraft:
    builder = _PageBuilder(page, diagnostics)
    stem = f"{builder.key}.{message_stem(page.resource, page.name)}"
    builder.message_sections()
    path = builder.section("path", f"{stem}Path")
    query = builder.section("query", f"{stem}Request")
    body = builder.section("body", f"{stem}Request")
    answer = f"{builder.key}.{page.resource}" if page.name == "get" else f"{stem}Response"
    for schema, comparison in builder.schemas(request):
        path = comparison.part(path, schema.path)
        query = comparison.part(query, schema.query)
        body = comparison.part(body, schema.body)
    response = builder.section("response", answer)
    builder.compare("body", body)
    builder.compare("response", response)
    if response is not None and response.fields:
        builder.messages.add(response)
    method = Method(
        name=page.name,
        verb=request.verb,
        host=request.host,
        path=request.path,
        origin=page.source.origin(request.span),
        parameters=path.fields if path else (),
        query=query,
        # The service treats `{}` like no body; most pages of such methods have no section for it.
        body=body if body is not None and body.fields else None,
        response=response.id if response is not None and response.fields else None,
        docs=builder.head(),
    )
    return MethodDraft(
        file=page.file,
        language=page.language,
        service=page.service,
        version=page.version,
        resource=page.resource,
        method=method,
        messages=tuple(builder.messages.messages.values()),
        coverage=builder.coverage(),
    )


def _resource(page: Page, diagnostics: Diagnostics) -> ResourceDraft:
    builder = _PageBuilder(page, diagnostics)
    message = builder.section("representation", f"{builder.key}.{page.resource}")
    builder.compare("representation", message)
    if message is not None:
        builder.messages.add(message)
    section = page.section("methods")
    rows = _rows(section) if section else []
    names = [match[1] if (match := _LINK_NAME.search(row.path)) else row.path for row in rows]
    return ResourceDraft(
        file=page.file,
        language=page.language,
        service=page.service,
        version=page.version,
        resource=page.resource,
        origin=page.source.origin(Span(1, 1)),
        docs=builder.head(),
        message=message.id if message is not None else None,
        messages=tuple(builder.messages.messages.values()),
        listed=tuple(name[:1].lower() + name[1:] for name in names),
        coverage=builder.coverage(),
    )


def _service(page: Page) -> ServiceDraft:
    return ServiceDraft(
        file=page.file,
        language=page.language,
        service=page.service,
        version=page.version,
        title=page.title.partition(": ")[0].removesuffix(" API"),
        origin=page.source.origin(Span(1, 1)),
    )
