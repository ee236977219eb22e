"""Prose as the page has it: paragraphs, lists, code, links, each node with its place.

HTML cells (`<p>`, `<ul>`, `<a>`, `<code>`), Markdown and YFM all become this one model, so that
nothing behind the readers knows which of them a page used.
"""

from __future__ import annotations

import msgspec

from apigen.findings.source import Span


class Text(msgspec.Struct, frozen=True, gc=False, tag="text"):
    """Plain words: entities and escapes resolved, white space as on the page (a line break is
    "\\n")."""

    text: str
    span: Span


class Code(msgspec.Struct, frozen=True, gc=False, tag="code"):
    """A code span, whatever its quoting. The text is as the author meant it: `\\|` in a table
    cell is `|`, entities are resolved, the padding of the quotes is gone."""

    text: str
    span: Span


class Strong(msgspec.Struct, frozen=True, gc=False, tag="strong"):
    text: str
    span: Span


class Link(msgspec.Struct, frozen=True, gc=False, tag="link"):
    text: str
    href: str
    span: Span


class Damaged(msgspec.Struct, frozen=True, gc=False, tag="damaged"):
    """Markup that an earlier pass over the page mangled, raw: a link inside an expression, an
    emphasis that opens in one code span and closes in the next."""

    text: str
    span: Span


Inline = Text | Code | Strong | Link | Damaged


class Paragraph(msgspec.Struct, frozen=True, gc=False, tag="paragraph"):
    """A run of inlines that the page sets off from its neighbours (`<p>`, a blank line, `<br>`)."""

    inlines: tuple[Inline, ...]
    span: Span


class ListBlock(msgspec.Struct, frozen=True, gc=False, tag="list"):
    """`marker` is `ul`, `ol` for HTML lists, else the Markdown marker (`-`, `*`, `1.`)."""

    marker: str
    items: tuple[tuple[Block, ...], ...]
    span: Span


class CodeBlock(msgspec.Struct, frozen=True, gc=False, tag="code_block"):
    text: str
    span: Span
    info: str = ""


Block = Paragraph | ListBlock | CodeBlock
Prose = tuple[Block, ...]
