"""Descriptions as the text of docstrings: paragraphs, lists, code in backticks, links spelled out."""

from __future__ import annotations

import textwrap

from apigen.ir.docs import Block, Code, CodeBlock, Docs, Inline, Link, ListBlock
from apigen.targets.python.literals import docstring_text

WIDTH = 88


def summary(docs: Docs) -> str:
    """The first paragraph on one line, or nothing."""
    for block in docs.blocks:
        text = _plain(block)
        if text:
            return docstring_text(text)
    return ""


def docstring(docs: Docs, site: str, width: int = WIDTH) -> tuple[str, ...]:
    """The lines of a description, ready to stand between triple quotes."""
    lines: list[str] = []
    for block in docs.blocks:
        if lines:
            lines.append("")
        lines += _block(block, docs.language, site, width)
    return tuple(docstring_text(line).rstrip() for line in lines)


def wrapped(text: str, width: int = WIDTH, indent: str = "") -> tuple[str, ...]:
    """Lines of at most `width` characters; words and links are never broken."""
    return tuple(
        textwrap.wrap(
            text,
            width,
            break_long_words=False,
            break_on_hyphens=False,
            subsequent_indent=indent,
        )
    )


def _block(block: Block, language: str, site: str, width: int) -> list[str]:
    if isinstance(block, CodeBlock):
        return [f"    {line}" for line in block.text.splitlines()]
    if isinstance(block, ListBlock):
        lines: list[str] = []
        for number, item in enumerate(block.items, 1):
            mark = f"{number}. " if block.ordered else "- "
            inner: list[str] = []
            for child in item:
                inner += _block(child, language, site, width - len(mark))
            indent = " " * len(mark)
            lines += [f"{indent if i else mark}{line}" for i, line in enumerate(inner or [""])]
        return lines
    return list(wrapped(_inlines(block.inlines, language, site), width))


def _inlines(inlines: tuple[Inline, ...], language: str, site: str) -> str:
    text = "".join(_inline(inline, language, site) for inline in inlines)
    return " ".join(text.split())


def _inline(inline: Inline, language: str, site: str) -> str:
    if isinstance(inline, Code):
        return f"`{inline.text}`"
    if isinstance(inline, Link):
        target = absolute(inline.href, language, site)
        return f"{inline.text} ({target})" if target and target != inline.text else inline.text
    return inline.text


def absolute(href: str, language: str, site: str) -> str:
    """Where a link of a page leads: links from the site's root get the site and the language."""
    if href.startswith("/") and not href.startswith("//"):
        return f"{site}/{language}{href}" if language else f"{site}{href}"
    return href if "://" in href else ""


def _plain(block: Block) -> str:
    if isinstance(block, CodeBlock | ListBlock):
        return ""
    return " ".join("".join(inline.text for inline in block.inlines).split())
