"""The model of prose: paragraphs, lists, code, links, each node with its place.

HTML cells (`<p>`, `<ul>`, `<a>`, `<code>`), Markdown and YFM all become this model, so that only the
readers know which of them a page uses.
"""

from __future__ import annotations

import msgspec

from apigen.findings.source import Span


class TextNode(msgspec.Struct, frozen=True, gc=False, tag="text"):
    """Plain text: entities and escapes are decoded, white space is kept (a line break is "\\n")."""

    text: str
    span: Span


class CodeNode(msgspec.Struct, frozen=True, gc=False, tag="code"):
    """A code span in any notation. The text is decoded: `\\|` in a table cell is `|`, entities are
    replaced, the padding inside the backquotes is removed."""

    text: str
    span: Span


class StrongNode(msgspec.Struct, frozen=True, gc=False, tag="strong"):
    text: str
    span: Span


class LinkNode(msgspec.Struct, frozen=True, gc=False, tag="link"):
    text: str
    href: str
    span: Span


class DamagedNode(msgspec.Struct, frozen=True, gc=False, tag="damaged"):
    """Raw markup that was mangled before the page was published: a link inside an expression, emphasis
    that opens in one code span and closes in the next."""

    text: str
    span: Span


InlineNode = TextNode | CodeNode | StrongNode | LinkNode | DamagedNode


class ParagraphNode(msgspec.Struct, frozen=True, gc=False, tag="paragraph"):
    """Inlines between breaks (`<p>`, a blank line, `<br>`)."""

    inlines: tuple[InlineNode, ...]
    span: Span


class ListNode(msgspec.Struct, frozen=True, gc=False, tag="list"):
    """A list; `marker` is `ul` or `ol` in HTML, else the Markdown marker (`-`, `*`, `1.`)."""

    marker: str
    items: tuple[tuple[BlockNode, ...], ...]
    span: Span


class CodeBlockNode(msgspec.Struct, frozen=True, gc=False, tag="code_block"):
    text: str
    span: Span
    info: str = ""


BlockNode = ParagraphNode | ListNode | CodeBlockNode
Prose = tuple[BlockNode, ...]
