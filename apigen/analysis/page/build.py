"""Page → Draft: one method, resource or service, from its page alone."""

from __future__ import annotations

import re

import msgspec

from apigen.analysis.page.crosscheck import adopt_arrays, compare_sample
from apigen.analysis.page.draft import Coverage, Draft, MethodDraft, ResourceDraft, ServiceDraft
from apigen.analysis.page.messages import MessageBuilder
from apigen.analysis.page.naming import message_stem
from apigen.analysis.page.sampled import message_of_sample
from apigen.analysis.page.schemas import SchemaComparison
from apigen.analysis.page.tree import NAME, tree
from apigen.analysis.wording import listed, short
from apigen.findings.codes.analysis import BAD_NAME, NO_FIELDS, SCHEMA_DISAGREES, UNKNOWN_TABLE
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Origin, Span
from apigen.ir.api import Message, Method
from apigen.ir.docs import Docs
from apigen.languages import PHRASEBOOKS, phrasebook
from apigen.languages.en import EN
from apigen.pages.model import Page, RequestLine, Row, Section, SectionKind, Table
from apigen.pages.prose import Prose

_FIELDS: tuple[SectionKind, ...] = (
    "path",
    "query",
    "body",
    "response",
    "representation",
    "message",
)
# Of every language: Russian pages of 2018 have English headings over their parameters.
_NAME_COLUMNS = {name.casefold() for book in PHRASEBOOKS for name in book.name_columns}
_LINK_NAME = re.compile(r"\[([^\[\]]+)\]\(([^()]*)\)")


def build(page: Page, diagnostics: Diagnostics) -> Draft | None:
    """What a page says, or `None` for a page without anything for an API."""
    if page.kind == "other":
        return None
    names = {
        "method": (page.service, page.resource, page.name),
        "resource": (page.service, page.resource),
        "service": (page.service,),
    }[page.kind]
    for name in names:
        if not NAME.fullmatch(name.replace("-", "_")):
            diagnostics.add(
                BAD_NAME,
                page.source.origin(Span(1, 1)),
                f"the {page.kind} has no usable name",
                text=name[:200],
                hint="service/api-ref/Resource/method.md",
            )
            return None
    if page.kind == "method":
        return _method(page, page.request, diagnostics) if page.request else None
    return _resource(page, diagnostics) if page.kind == "resource" else _service(page)


def service_key(service: str, version: str) -> str:
    """`datasphere`, `datasphere-v2`: two versions of a service are two services."""
    return f"{service}-{version}" if version else service


class _PageBuilder:
    """Builds what the sections of one page describe."""

    def __init__(self, page: Page, diagnostics: Diagnostics) -> None:
        self.page = page
        self.diagnostics = diagnostics
        book = phrasebook(page.language) or EN
        self.messages = MessageBuilder(page.source, book, diagnostics)
        self.key = service_key(page.service, page.version)
        self.bare_arrays = not any(
            "[]" in row.path for section in page.sections for row in _rows(section)
        )

    def origin(self, span: Span) -> Origin:
        return self.page.source.origin(span)

    def section(self, kind: SectionKind, own_id: str) -> Message | None:
        """The message that a section's table describes, else its sample; `None` where the page has
        no such section or the section no field and no sample."""
        section = self.page.section(kind)
        if section is None:
            return None
        tables = section.tables()
        message_id = section.anchor if "." in section.anchor else own_id
        name = message_id.rsplit(".", 1)[-1]
        origin = self.origin(section.span)
        if not tables:
            if section.sample is None:
                return None
            message, inner = message_of_sample(section.sample, message_id, name, self.page.source)
            if message.fields:
                words = f"the section «{short(section.title)}» has a sample and no table"
                self.diagnostics.add(NO_FIELDS, origin, words, text=section.title)
            for nested in inner:
                self.messages.keep(nested)
            return message
        rows = self.fields(section)
        root = tree(rows, self.page.source, self.diagnostics, flat=kind == "path")
        if section.sample is not None and self.bare_arrays:
            adopt_arrays(root, section.sample)
        return self.messages.message(message_id, name, root, origin)

    def fields(self, section: Section) -> list[Row]:
        """The rows of a section's tables of fields."""
        rows: list[Row] = []
        for table in section.tables():
            known = bool(table.columns) and table.columns[0].casefold() in _NAME_COLUMNS
            if not known or len(table.columns) != 2:
                columns = listed(table.columns)
                words = f"a table of «{short(section.title)}» has the columns {columns}"
                text = short(" | ".join(table.columns))
                self.diagnostics.add(UNKNOWN_TABLE, self.origin(table.span), words, text=text)
            if len(table.columns) == 2:
                rows += table.rows
        return rows

    def message_sections(self) -> None:
        for section in self.page.sections:
            if section.kind == "message":
                root = tree(self.fields(section), self.page.source, self.diagnostics)
                name = section.title.strip("` ").rsplit(".", 1)[-1]
                docs = self.messages.docs(section.words())
                origin = self.origin(section.span)
                if root.children and not NAME.fullmatch(name):
                    words = "a section of fields has a title that is no name of a message"
                    self.diagnostics.add(BAD_NAME, origin, words, text=section.title[:200])
                    continue
                self.messages.keep(self.messages.message(section.anchor, name, root, origin, docs))

    def compare(self, kind: SectionKind, message: Message | None) -> None:
        section = self.page.section(kind)
        if section is None or section.sample is None or message is None or not section.tables():
            return
        known = self.messages.messages
        compare_sample(section.sample, message, known, self.page.source, self.diagnostics)

    def with_schema(
        self,
        request: RequestLine,
        parameters: Message | None,
        query: Message | None,
        body: Message | None,
    ) -> tuple[Message | None, Message | None, Message | None]:
        """The three parts of a request, compared with the front matter's schema."""
        front = self.page.front_matter
        for schema in front.methods if front is not None else ():
            url = request.host + request.path
            if schema.verb != request.verb or schema.url.partition("://")[2] != url:
                words = f"the front matter is about {short(f'{schema.verb} {schema.url}')}"
                self.diagnostics.add(
                    SCHEMA_DISAGREES,
                    self.origin(schema.span),
                    words,
                    text=schema.url,
                    other=self.origin(request.span),
                )
                continue
            known = self.messages.messages
            comparison = SchemaComparison(schema, known, self.page.source, self.diagnostics)
            if parameters is not None and schema.path is not None:
                parameters = comparison.message(parameters, schema.path)
            if query is not None and schema.query is not None:
                query = comparison.message(query, schema.query)
            if body is not None and schema.body is not None:
                body = comparison.message(body, schema.body)
        return parameters, query, body

    def coverage(self) -> Coverage:
        """What was counted, with all rows of the page's tables of fields."""
        rows = sum(len(_rows(section)) for section in self.page.sections if section.kind in _FIELDS)
        return msgspec.structs.replace(self.messages.coverage(), rows=rows)

    def head(self) -> Docs:
        """The page's description: what stands between its title and its first section."""
        words: Prose = ()
        for section in self.page.sections:
            if section.kind == "head" and section.level:
                words += section.words()
        return self.messages.docs(words)


def _rows(section: Section) -> list[Row]:
    return [row for block in section.blocks if isinstance(block, Table) for row in block.rows]


def _method(page: Page, request: RequestLine, diagnostics: Diagnostics) -> MethodDraft:
    builder = _PageBuilder(page, diagnostics)
    stem = f"{builder.key}.{message_stem(page.resource, page.name)}"
    builder.message_sections()
    parameters = builder.section("path", f"{stem}Path")
    query = builder.section("query", f"{stem}Request")
    body = builder.section("body", f"{stem}Request")
    answer = f"{builder.key}.{page.resource}" if page.name == "get" else f"{stem}Response"
    parameters, query, body = builder.with_schema(request, parameters, query, body)
    response = builder.section("response", answer)
    builder.compare("body", body)
    builder.compare("response", response)
    if response is not None and response.fields:
        builder.messages.keep(response)
    method = Method(
        name=page.name,
        verb=request.verb,
        host=request.host,
        path=request.path,
        origin=page.source.origin(request.span),
        parameters=parameters.fields if parameters else (),
        query=query,
        # `{}` and no body are one to the service; most pages of such methods have no section for it.
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
        builder.messages.keep(message)
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
    rows = [row for section in page.sections for row in _rows(section)]
    links = [match[1] for row in rows if (match := _LINK_NAME.search(row.path))]
    return ServiceDraft(
        file=page.file,
        language=page.language,
        service=page.service,
        version=page.version,
        title=page.title.partition(": ")[0].removesuffix(" API"),
        origin=page.source.origin(Span(1, 1)),
        listed=tuple(links),
    )
