"""Drafts: what one page says, as facts. A draft depends on its page alone."""

from __future__ import annotations

import msgspec

from apigen.analysis.page.naming import service_key
from apigen.findings.source import Origin
from apigen.ir.api import Message, Method
from apigen.ir.docs import NO_DOCS, Docs


class UnreadSentence(msgspec.Struct, frozen=True, gc=False):
    """A sentence that looks normative and gave no fact; `kind` is that of its `Residue`."""

    text: str
    kind: str
    origin: Origin


class Coverage(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    """How much of a page became facts.

    `rows` counts the rows of all tables of fields, `fields` those that became a field. `sentences`
    counts the sentences of their descriptions, `understood` those that gave a fact. `marks` (required,
    output only, deprecated, one-of) and `limits` (constraints) count facts.
    """

    rows: int = 0
    fields: int = 0
    sentences: int = 0
    understood: int = 0
    marks: int = 0
    limits: int = 0
    residue: tuple[UnreadSentence, ...] = ()


class _PageDraft(msgspec.Struct, frozen=True, gc=False, kw_only=True):
    file: str
    language: str
    service: str
    version: str

    @property
    def service_key(self) -> str:
        return service_key(self.service, self.version)


class MethodDraft(_PageDraft, frozen=True, gc=False, kw_only=True, tag="method"):
    """A method page.

    `method.query`, `method.body` and `messages` refer to each other by the page's own message ids:
    protobuf names (with a digit for a second anchor), or ids made from words.
    """

    resource: str
    method: Method
    messages: tuple[Message, ...] = ()
    coverage: Coverage = Coverage()


class ResourceDraft(_PageDraft, frozen=True, gc=False, kw_only=True, tag="resource"):
    """A resource's index page. `message` is the id of its representation, if the page has one;
    `listed` are the methods that the page lists."""

    resource: str
    origin: Origin
    docs: Docs = NO_DOCS
    message: str | None = None
    messages: tuple[Message, ...] = ()
    listed: tuple[str, ...] = ()
    coverage: Coverage = Coverage()


class ServiceDraft(_PageDraft, frozen=True, gc=False, kw_only=True, tag="service"):
    """A service's index page."""

    title: str
    origin: Origin


Draft = MethodDraft | ResourceDraft | ServiceDraft
