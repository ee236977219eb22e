"""What one page says, as facts: the unit that is cached, and that many pages are joined from."""

from __future__ import annotations

import msgspec

from apigen.findings.source import Origin
from apigen.ir.api import Message, Method
from apigen.ir.docs import NO_DOCS, Docs


class Unread(msgspec.Struct, frozen=True, gc=False):
    """A sentence that looks like a rule and gave no fact, with the kind of its residue."""

    text: str
    kind: str
    origin: Origin


class Coverage(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """How much of a page became facts.

    `rows` are those of all tables of fields; `fields` how many became one. `sentences` are those of
    the rows' prose; `understood` how many gave a fact. `marks` (required, output only, deprecated,
    one-of) and `limits` are facts found.
    """

    rows: int = 0
    fields: int = 0
    sentences: int = 0
    understood: int = 0
    marks: int = 0
    limits: int = 0
    residue: tuple[Unread, ...] = ()


class MethodDraft(msgspec.Struct, frozen=True, gc=False, kw_only=True, tag="method"):
    """A method page. Message ids are the page's own: full names with the digit of a second use, or
    words; `Method.query`, `.body` and `messages` refer to each other by them."""

    file: str
    language: str
    service: str
    version: str
    resource: str
    method: Method
    messages: tuple[Message, ...] = ()
    coverage: Coverage = Coverage()


class ResourceDraft(msgspec.Struct, frozen=True, gc=False, kw_only=True, tag="resource"):
    """A resource's index page; `message` is the id of its representation where the page has it.
    `listed` are the names of the methods it lists."""

    file: str
    language: str
    service: str
    version: str
    resource: str
    origin: Origin
    docs: Docs = NO_DOCS
    message: str | None = None
    messages: tuple[Message, ...] = ()
    listed: tuple[str, ...] = ()
    coverage: Coverage = Coverage()


class ServiceDraft(msgspec.Struct, frozen=True, gc=False, kw_only=True, tag="service"):
    """A service's index page."""

    file: str
    language: str
    service: str
    version: str
    title: str
    origin: Origin
    listed: tuple[str, ...] = ()


Draft = MethodDraft | ResourceDraft | ServiceDraft
