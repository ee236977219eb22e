"""Prose → IR docs, without the sentences that became facts."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from apigen.analysis.sentences.split import FlatText
from apigen.ir import docs
from apigen.pages import prose

Cut = tuple[int, int]
"""Start and end of a part of a paragraph's text that is left out."""


def blocks(nodes: Iterable[prose.BlockNode]) -> tuple[docs.Block, ...]:
    """All of a prose; white space around it and blocks without words are dropped."""
    return tuple(made for node in nodes if (made := block(node)) is not None)


def block(node: prose.BlockNode) -> docs.Block | None:
    """One block; `None` if it has no words."""
    if isinstance(node, prose.ParagraphNode):
        return paragraph(FlatText(node), ())
    if isinstance(node, prose.CodeBlockNode):
        return docs.CodeBlock(node.text, node.info)
    items = tuple(filter(None, (blocks(item) for item in node.items)))
    ordered = node.marker == "ol" or node.marker[-1:] in (".", ")")
    return docs.ListBlock(ordered, items) if items else None


def paragraph(flat: FlatText, cuts: Sequence[Cut]) -> docs.Paragraph | None:
    """A paragraph without the cuts; `None` if no words are left."""
    if not cuts:
        made = [_inline(inline) for _, inline in flat.pieces]
    else:
        made = list(_kept(flat, sorted(cuts)))
    trimmed = _trimmed(made)
    return docs.Paragraph(tuple(trimmed)) if trimmed else None


def _kept(flat: FlatText, cuts: Sequence[Cut]) -> Iterable[docs.Inline]:
    start = 0
    for cut, stop in (*cuts, (len(flat.text), len(flat.text))):
        if cut > start:
            yield from map(_inline, flat.inlines(start, cut))
        start = max(start, stop)


def _inline(inline: prose.InlineNode) -> docs.Inline:
    if isinstance(inline, prose.CodeNode):
        return docs.Code(inline.text)
    if isinstance(inline, prose.StrongNode):
        return docs.Strong(inline.text)
    if isinstance(inline, prose.LinkNode):
        return docs.Link(inline.text, inline.href)
    return docs.Text(inline.text)


def _trimmed(inlines: Iterable[docs.Inline]) -> list[docs.Inline]:
    """Adjacent texts joined, without white space at the ends and doubled white space at the joints."""
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
