"""Descriptions: structured text that each target prints in its own format."""

from __future__ import annotations

import msgspec


class Text(msgspec.Struct, frozen=True, tag="text"):
    """Plain text."""

    text: str


class Code(msgspec.Struct, frozen=True, tag="code"):
    """A code span."""

    text: str


class Strong(msgspec.Struct, frozen=True, tag="strong"):
    """Emphasised text."""

    text: str


class Link(msgspec.Struct, frozen=True, tag="link"):
    """A link: its text and its target as the page gives it (often relative to the site's root)."""

    text: str
    href: str


Inline = Text | Code | Strong | Link


class Paragraph(msgspec.Struct, frozen=True, tag="paragraph"):
    inlines: tuple[Inline, ...]


class ListBlock(msgspec.Struct, frozen=True, tag="list"):
    """A list; each item is a sequence of blocks."""

    ordered: bool
    items: tuple[tuple[Block, ...], ...]


class CodeBlock(msgspec.Struct, frozen=True, tag="code_block"):
    text: str
    info: str = ""


Block = Paragraph | ListBlock | CodeBlock


class Docs(msgspec.Struct, frozen=True):
    """A description in the language of its page (`ru`, `en`)."""

    language: str = ""
    blocks: tuple[Block, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.blocks)


NO_DOCS = Docs()
