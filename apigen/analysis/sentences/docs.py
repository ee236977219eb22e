"""Prose as documentation: what a page says, without the sentences that became facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from apigen.analysis.sentences.split import Flat
from apigen.ir import docs
from apigen.pages import prose

Cut = tuple[int, int]
"""The stretch of a paragraph's text that is left out."""


def blocks(nodes: Iterable[prose.Block]) -> tuple[docs.Block, ...]:
    """Prose as it is. Words, links and code stay; white space at the ends goes."""
    made = (block(node) for node in nodes)
    return tuple(node for node in made if node is not None)


def block(node: prose.Block) -> docs.Block | None:
    """One block, or `None` where it has no words."""
    if isinstance(node, prose.Paragraph):
        return paragraph(Flat(node), ())
    if isinstance(node, prose.CodeBlock):
        return docs.CodeBlock(node.text, node.info)
    items = tuple(filter(None, (blocks(item) for item in node.items)))
    return docs.ListBlock(ordered_by(node.marker), items) if items else None


def ordered_by(marker: str) -> bool:
    """Whether a list with this marker is numbered."""
    return marker == "ol" or marker[-1:] in (".", ")")


def paragraph(flat: Flat, cuts: Sequence[Cut]) -> docs.Paragraph | None:
    """A paragraph without the stretches cut out, or `None` where no words are left."""
    if not cuts:
        made = [_inline(inline) for _, inline in flat.pieces]
    else:
        made = list(_kept(flat, sorted(cuts)))
    trimmed = _trimmed(made)
    return docs.Paragraph(tuple(trimmed)) if trimmed else None


def _kept(flat: Flat, cuts: Sequence[Cut]) -> Iterable[docs.Inline]:
    start = 0
    for cut, stop in (*cuts, (len(flat.text), len(flat.text))):
        if cut > start:
            yield from map(_inline, flat.inlines(start, cut))
        start = max(start, stop)


def _inline(inline: prose.Inline) -> docs.Inline:
    if isinstance(inline, prose.Code):
        return docs.Code(inline.text)
    if isinstance(inline, prose.Strong):
        return docs.Strong(inline.text)
    if isinstance(inline, prose.Link):
        return docs.Link(inline.text, inline.href)
    return docs.Text(inline.text)


def _trimmed(inlines: Iterable[docs.Inline]) -> list[docs.Inline]:
    """Neighbouring texts joined, white space gone at the ends and where two runs of it met."""
    kept: list[docs.Inline] = []
    for inline in inlines:
        last = kept[-1] if kept else None
        if not isinstance(inline, docs.Text):
            if inline.text:
                kept.append(inline)
        elif isinstance(last, docs.Text):
            text = inline.text.lstrip() if last.text[-1:].isspace() else inline.text
            kept[-1] = docs.Text(last.text + text)
        else:
            text = inline.text if kept else inline.text.lstrip()
            if text:
                kept.append(docs.Text(text))
    while kept and isinstance(last := kept[-1], docs.Text):
        text = last.text.rstrip()
        if text:
            kept[-1] = docs.Text(text)
            break
        kept.pop()
    return kept
