"""Descriptions as CommonMark, the text format of OpenAPI's `description` fields (OpenAPI 3.1, 4.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator

from apigen.ir.docs import Block, Code, CodeBlock, Docs, Inline, Link, ListBlock, Strong

_SPECIAL = re.compile(r"[\\`*\[\]<]|(?<![^\W_])_|_(?![^\W_])")


def markdown(docs: Docs, site: str) -> str:
    """The text of a description; links from the site's root get the site before them."""
    return "\n\n".join(_block(block, site) for block in docs.blocks)


def first_sentence(docs: Docs, most: int = 120) -> str:
    """The first sentence of a description, without marks, for `summary`."""
    if not docs.blocks:
        return ""
    block = docs.blocks[0]
    text = "".join(i.text for i in block.inlines) if hasattr(block, "inlines") else ""
    text = " ".join(text.split())
    sentence = re.split(r"(?<=[.!?])\s", text, maxsplit=1)[0].rstrip(".")
    return sentence if len(sentence) <= most else sentence[: most - 1].rstrip() + "…"


def _block(block: Block, site: str) -> str:
    if isinstance(block, ListBlock):
        return "\n".join(_items(block, site))
    if isinstance(block, CodeBlock):
        fence = "`" * max(3, 1 + _longest_run(block.text))
        return f"{fence}{block.info}\n{block.text.rstrip()}\n{fence}"
    return "".join(_inline(inline, site) for inline in block.inlines).strip()


def _items(block: ListBlock, site: str) -> Iterator[str]:
    for number, item in enumerate(block.items, 1):
        mark = f"{number}. " if block.ordered else "- "
        text = "\n\n".join(_block(inner, site) for inner in item)
        yield mark + text.replace("\n", "\n" + " " * len(mark))


def _inline(inline: Inline, site: str) -> str:
    if isinstance(inline, Code):
        fence = "`" * (1 + _longest_run(inline.text))
        space = " " if "`" in (inline.text[:1], inline.text[-1:]) else ""
        return f"{fence}{space}{inline.text}{space}{fence}" if inline.text else ""
    if isinstance(inline, Strong):
        return f"**{_escaped(inline.text)}**"
    if isinstance(inline, Link):
        target = site + inline.href if inline.href.startswith("/") else inline.href
        return f"[{_escaped(inline.text)}](<{target.replace('>', '%3E')}>)"
    return _escaped(inline.text)


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\g<0>", text)


def _longest_run(text: str) -> int:
    return max((len(run) for run in re.findall("`+", text)), default=0)
