"""Descriptions: structured text that each target prints in its own way."""

from __future__ import annotations

import msgspec


class Text(msgspec.Struct, frozen=True, gc=False, tag="text"):
    """Plain words."""

    text: str


class Code(msgspec.Struct, frozen=True, gc=False, tag="code"):
    """A code span."""

    text: str


class Strong(msgspec.Struct, frozen=True, gc=False, tag="strong"):
    """Emphasised words."""

    text: str


class Link(msgspec.Struct, frozen=True, gc=False, tag="link"):
    """A link: its words and its target as the page gives it (often relative to the site's root)."""

    text: str
    href: str


Inline = Text | Code | Strong | Link


class Paragraph(msgspec.Struct, frozen=True, gc=False, tag="paragraph"):
    inlines: tuple[Inline, ...]


class ListBlock(msgspec.Struct, frozen=True, gc=False, tag="list"):
    """A list; each item is a run of blocks."""

    ordered: bool
    items: tuple[tuple[Block, ...], ...]


class CodeBlock(msgspec.Struct, frozen=True, gc=False, tag="code_block"):
    text: str
    info: str = ""


Block = Paragraph | ListBlock | CodeBlock


class Docs(msgspec.Struct, frozen=True, gc=False):
    """A description in the language of its page (`ru`, `en`)."""

    language: str = ""
    blocks: tuple[Block, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.blocks)


NO_DOCS = Docs()
