"""Enum values, as descriptions list them.

There are three forms (compute, Instance.create): HTML items `<li>LINUX: text`; YFM items
`` - `LINUX`: text``, with or without the text; and, in the pages of 2018, one paragraph
` - READ_ONLY: text  - READ_WRITE: text`, followed by each name in a paragraph of its own. Other lists
of code (`<ol>`, `*`, lower-case names) give examples of free values.
"""

from __future__ import annotations

import re

import msgspec

from apigen.analysis.sentences.split import FlatText
from apigen.findings.source import Span
from apigen.pages.prose import BlockNode, CodeNode, ListNode, ParagraphNode, TextNode

_NAME = r"[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)*"
_CODE_NAME = re.compile(_NAME + "_?")
_ITEM = re.compile(rf"\s*(?P<name>{_NAME})(?:\s*:(?=\s|$)|\s*$)")
_DASHED = re.compile(rf"(?:^|(?<=\s))[-–—] (?P<name>{_NAME})(?::(?=\s|$)|(?=\s+-|\s*$))")


class ListedValue(msgspec.Struct, frozen=True):
    """A value with its description: the blocks of its list item, without the name."""

    name: str
    span: Span
    description: tuple[BlockNode, ...]


def listed_values(block: ListNode) -> tuple[ListedValue, ...]:
    """The values of a list; empty if the list is not one of enum values."""
    if block.marker not in ("ul", "-"):
        return ()
    found: list[ListedValue] = []
    for item in block.items:
        first = item[0] if item else None
        if not isinstance(first, ParagraphNode) or not first.inlines:
            return ()
        value = _plain_item(first) if block.marker == "ul" else _code_item(first)
        if value is None and block.marker == "-":
            value = _plain_item(first)
        if value is None:
            return ()
        found.append(ListedValue(value.name, value.span, (*value.description, *item[1:])))
    return tuple(found)


def _plain_item(first: ParagraphNode) -> ListedValue | None:
    """`LINUX: Linux operating system.`"""
    lead = first.inlines[0]
    match = _ITEM.match(lead.text) if isinstance(lead, TextNode) else None
    if match is None or not isinstance(lead, TextNode):
        return None
    if not match.group().rstrip().endswith(":") and len(first.inlines) > 1:
        return None
    span = Span(lead.span.line, lead.span.column + match.start("name"), len(match["name"]))
    return ListedValue(match["name"], span, _rest(first, lead, match.end()))


def _code_item(first: ParagraphNode) -> ListedValue | None:
    """`` `LINUX`: Linux operating system. ``"""
    lead = next(
        (i for i in first.inlines if not (isinstance(i, TextNode) and i.text.isspace())), None
    )
    if not isinstance(lead, CodeNode) or not _CODE_NAME.fullmatch(lead.text):
        return None
    after = first.inlines[first.inlines.index(lead) + 1 :]
    if not after:
        return ListedValue(lead.text, lead.span, ())
    text = after[0]
    if not isinstance(text, TextNode):
        return None
    match = re.match(r"\s*[:–—-]\s*|\s*$", text.text)
    if match is None:
        return None
    rest = ParagraphNode(after, text.span)
    return ListedValue(lead.text, lead.span, _rest(rest, text, match.end()))


def _rest(paragraph: ParagraphNode, lead: TextNode, start: int) -> tuple[BlockNode, ...]:
    """A paragraph without the first `start` characters of its first text."""
    text = lead.text[start:]
    span = Span(lead.span.line, lead.span.column + start, max(len(text), 1))
    inlines = (
        (TextNode(text, span), *paragraph.inlines[1:]) if text.strip() else paragraph.inlines[1:]
    )
    return (ParagraphNode(inlines, span),) if inlines else ()


def dashed_values(flat: FlatText) -> tuple[int, tuple[ListedValue, ...]]:
    """The values that a paragraph lists, and the offset in its text at which they begin."""
    matches = list(_DASHED.finditer(flat.text))
    if not matches:
        return len(flat.text), ()
    found: list[ListedValue] = []
    stops = [match.start() for match in matches[1:]] + [len(flat.text)]
    for match, stop in zip(matches, stops, strict=True):
        text = flat.text[match.end() : stop]
        span = flat.span(match.start("name"), match.end("name"))
        inlines = flat.inlines(match.end(), stop)
        description: tuple[BlockNode, ...] = (ParagraphNode(inlines, span),) if text.strip() else ()
        found.append(ListedValue(match["name"], span, description))
    return matches[0].start(), tuple(found)


def lone_code(paragraph: ParagraphNode) -> CodeNode | None:
    """The enum name that makes up a whole paragraph, if one does."""
    inlines = [i for i in paragraph.inlines if not (isinstance(i, TextNode) and not i.text.strip())]
    if (
        len(inlines) == 1
        and isinstance(inlines[0], CodeNode)
        and _CODE_NAME.fullmatch(inlines[0].text)
    ):
        return inlines[0]
    return None
