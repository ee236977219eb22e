"""A page in its own words: sections, tables, samples, schemas, each with its place."""

from __future__ import annotations

from typing import Literal

import msgspec

from apigen.findings.source import Source, Span
from apigen.pages.limits import TooDeep
from apigen.pages.prose import Prose


class Cell(msgspec.Struct, frozen=True, eq=False, weakref=True):
    """What the description of a row says. Places count from its own beginning, so that rows of the
    same words, on whatever pages, have one cell; it is known by identity.

    `type` is the type as written, markup and all (`**string** (int64)`), empty where the page gives
    none. `too_deep` is the first thing in it that is nested deeper than is read.
    """

    type: str
    type_span: Span
    prose: Prose
    too_deep: TooDeep | None = None


class Row(msgspec.Struct, frozen=True, gc=False):
    """A row of a table of fields or parameters.

    `path` is the name cell without line breaks (`images[].os.type`); `start` the place at which the
    cell of the description begins.
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
    """A fenced block, or an inline code span that stands alone in its line. `offset` is the place
    of `text` in the page."""

    text: str
    info: str
    span: Span
    offset: int


class Words(msgspec.Struct, frozen=True, gc=False, tag="words"):
    """Paragraphs and lists between tables and fences."""

    prose: Prose


# --- the request as a schema, in the front matter -------------------------------------------------


class Schema(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A JSON schema of the front matter, as far as pages use it. `ref` is the definition's name."""

    span: Span
    type: str = ""
    format: str = ""
    ref: str = ""
    properties: tuple[tuple[str, Schema], ...] = ()
    required: tuple[str, ...] = ()
    enum: tuple[str, ...] = ()
    limits: tuple[tuple[str, int | float | str], ...] = ()
    """Keywords that limit a value, as JSON Schema names them, with what they state."""
    default: str | int | float | bool | None = None
    items: Schema | None = None
    values: Schema | None = None
    """`additionalProperties` as a schema."""
    keys: Schema | None = None
    """`propertyNames`."""
    one_ofs: tuple[tuple[tuple[str, ...], bool], ...] = ()
    """The groups of `oneOf`: their members, and whether having none is admitted."""
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
    """What the page's YAML head says of the method."""

    title: str = ""
    methods: tuple[MethodSchema, ...] = ()


Block = Table | Fence | Words | FrontMatter


# --- JSON samples ---------------------------------------------------------------------------------


class SampleGroup(msgspec.Struct, frozen=True, gc=False):
    """A one-of comment in a sample: the field names it gives, and those it stands around."""

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
    "head",  # what stands before the first section: title and description
    "request",
    "path",
    "query",
    "body",
    "response",
    "representation",
    "methods",
    "message",  # one message of a page with a table a message; the anchor is its name
    "other",
]


class Section(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """A heading and what stands under it. `anchor` is what `{#…}` gives."""

    kind: SectionKind
    title: str
    anchor: str
    level: int
    span: Span
    blocks: tuple[Block, ...] = ()
    sample: SampleObject | None = None

    def tables(self) -> list[Table]:
        return [block for block in self.blocks if isinstance(block, Table)]

    def words(self) -> Prose:
        return tuple(
            node for block in self.blocks if isinstance(block, Words) for node in block.prose
        )


class RequestLine(msgspec.Struct, frozen=True, gc=False):
    """`POST https://compute.api.cloud.yandex.net/compute/v1/images`; `host` is empty where the page
    gives a path alone."""

    verb: str
    host: str
    path: str
    span: Span


PageKind = Literal["method", "resource", "service", "other"]


class Page(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """One page. `service` and `resource` come from its folders, else from its title and request
    line; `name` is the method's."""

    source: Source
    language: str
    kind: PageKind
    service: str
    version: str
    """Of the service, where its folder has one (`datasphere/v2/api-ref`)."""
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
        return next((section for section in self.sections if section.kind == kind), None)
