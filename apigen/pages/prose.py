"""The model of prose: paragraphs, lists, code, links, each node with its place.

HTML cells (`<p>`, `<ul>`, `<a>`, `<code>`), Markdown and YFM all become this model, so that only the
readers know which of them a page uses.
"""

from __future__ import annotations

import msgspec

from apigen.findings.source import Span


class Text(msgspec.Struct, frozen=True, gc=False, tag="text"):
    """Plain text: entities and escapes are decoded, white space is kept (a line break is "\\n")."""

    text: str
    span: Span


class Code(msgspec.Struct, frozen=True, gc=False, tag="code"):
    """A code span in any notation. The text is decoded: `\\|` in a table cell is `|`, entities are
    replaced, the padding inside the backquotes is removed."""

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
    """Raw markup that was mangled before the page was published: a link inside an expression, emphasis
    that opens in one code span and closes in the next."""

    text: str
    span: Span


Inline = Text | Code | Strong | Link | Damaged


class Paragraph(msgspec.Struct, frozen=True, gc=False, tag="paragraph"):
    """Inlines between breaks (`<p>`, a blank line, `<br>`)."""

    inlines: tuple[Inline, ...]
    span: Span


class ListBlock(msgspec.Struct, frozen=True, gc=False, tag="list"):
    """A list; `marker` is `ul` or `ol` in HTML, else the Markdown marker (`-`, `*`, `1.`)."""

    marker: str
    items: tuple[tuple[Block, ...], ...]
    span: Span


class CodeBlock(msgspec.Struct, frozen=True, gc=False, tag="code_block"):
    text: str
    span: Span
    info: str = ""


Block = Paragraph | ListBlock | CodeBlock
Prose = tuple[Block, ...]
