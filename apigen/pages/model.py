"""The model of a page, in its own words: sections, tables, samples, schemas, each with its place."""

from __future__ import annotations

from typing import Literal

import msgspec

from apigen.findings.source import Source, Span
from apigen.pages.guards import TooDeep
from apigen.pages.prose import Prose


class Cell(msgspec.Struct, frozen=True, eq=False, weakref=True):
    """The description of a row. Places count from its own beginning, so that rows with equal text, on any
    page, share one cell; cells are compared by identity.

    `type` is the type with its markup (`**string** (int64)`), empty if the page gives none. `too_deep`
    is the first nesting beyond the bound.
    """

    type: str
    type_span: Span
    prose: Prose
    too_deep: TooDeep | None = None


class Row(msgspec.Struct, frozen=True, gc=False):
    """A row of a table of fields or parameters.

    `path` is the name cell without line breaks (`images[].os.type`); `start` is the beginning of the
    description.
    """

    path: str
    span: Span
    cell: Cell
    start: Span

    @property
    def type(self) -> str:
        return self.cell.type

    @property
    def type_span(self) -> Span:
        return self.cell.type_span.within(self.start)


class Table(msgspec.Struct, frozen=True, gc=False, tag="table"):
    """A table; `columns` are its headings."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    span: Span


class Fence(msgspec.Struct, frozen=True, gc=False, tag="fence"):
    """A fenced code block. `offset` is the offset of `text` in the page."""

    text: str
    info: str
    span: Span
    offset: int


class ProseBlock(msgspec.Struct, frozen=True, gc=False, tag="words"):
    """Paragraphs and lists between tables and fences."""

    prose: Prose


# --- the request as a schema, in the front matter -------------------------------------------------


class Schema(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A JSON schema of the front matter, with the keywords that pages use. `ref` is the name of a
    definition."""

    span: Span
    type: str = ""
    format: str = ""
    ref: str = ""
    properties: tuple[tuple[str, Schema], ...] = ()
    required: tuple[str, ...] = ()
    enum: tuple[str, ...] = ()
    limits: tuple[tuple[str, int | float | str], ...] = ()
    """Keywords of JSON Schema that limit a value, and their limits."""
    default: str | int | float | bool | None = None
    items: Schema | None = None
    values: Schema | None = None
    """`additionalProperties` as a schema."""
    keys: Schema | None = None
    """`propertyNames`."""
    one_ofs: tuple[tuple[tuple[str, ...], bool], ...] = ()
    """The `oneOf` groups: their members, and whether none of them may be set."""
    deprecated: bool = False


class MethodSchema(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One entry of `apiPlayground`."""

    url: str
    verb: str
    span: Span
    path: Schema | None = None
    query: Schema | None = None
    body: Schema | None = None
    definitions: tuple[tuple[str, Schema], ...] = ()


class FrontMatter(msgspec.Struct, frozen=True, gc=False, tag="front_matter"):
    """The YAML front matter: the schemas of the page's methods."""

    title: str = ""
    methods: tuple[MethodSchema, ...] = ()


Block = Table | Fence | ProseBlock | FrontMatter


# --- JSON samples ---------------------------------------------------------------------------------


class SampleGroup(msgspec.Struct, frozen=True, gc=False):
    """A one-of comment in a sample: the fields that it names, and those that it encloses."""

    names: tuple[str, ...]
    wraps: tuple[str, ...]
    span: Span


class SampleObject(msgspec.Struct, frozen=True, gc=False, tag="object"):
    members: tuple[tuple[str, Sample, Span], ...]
    groups: tuple[SampleGroup, ...]
    span: Span


class SampleArray(msgspec.Struct, frozen=True, gc=False, tag="array"):
    items: tuple[Sample, ...]
    span: Span


class SampleValue(msgspec.Struct, frozen=True, gc=False, tag="value"):
    value: str | int | float | bool | None
    span: Span


Sample = SampleObject | SampleArray | SampleValue


# --- the page -------------------------------------------------------------------------------------

SectionKind = Literal[
    "head",  # the title and the description, before the first section
    "request",
    "path",
    "query",
    "body",
    "response",
    "representation",
    "methods",
    "message",  # a message with a table of its own; the anchor is its name
    "repeated",  # a second section of a kind that a page has once
    "other",
]


class Section(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A heading with the blocks below it. `anchor` is the text of `{#…}`."""

    kind: SectionKind
    title: str
    anchor: str
    level: int
    span: Span
    blocks: tuple[Block, ...] = ()
    sample: SampleObject | None = None

    def tables(self) -> list[Table]:
        return [block for block in self.blocks if isinstance(block, Table)]

    def prose(self) -> Prose:
        return tuple(
            node for block in self.blocks if isinstance(block, ProseBlock) for node in block.prose
        )


class RequestLine(msgspec.Struct, frozen=True, gc=False):
    """`POST https://compute.api.cloud.yandex.net/compute/v1/images`; `host` is empty if the page gives
    only a path."""

    verb: str
    host: str
    path: str
    span: Span


PageKind = Literal["method", "resource", "service", "other"]


class Page(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One page. `service` and `resource` come from its folders, else from its title and request line;
    `name` is that of the method."""

    source: Source
    language: str
    kind: PageKind
    service: str
    version: str
    """The version of the service, if its folder has one (`datasphere/v2/api-ref`)."""
    resource: str
    name: str
    title: str
    request: RequestLine | None
    sections: tuple[Section, ...]
    front_matter: FrontMatter | None = None

    @property
    def file(self) -> str:
        return self.source.file

    def section(self, kind: SectionKind) -> Section | None:
        """The first section of a kind."""
        return next((section for section in self.sections if section.kind == kind), None)
