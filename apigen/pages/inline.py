"""Reads inline markup, and the HTML of table cells, into prose.

Pages mix HTML and Markdown, even within one cell, so one scanner reads both. One regular expression finds
all tokens; missing closing marks are remembered, which keeps the time linear in any text.
"""

from __future__ import annotations

import html
import re
from collections.abc import Callable

from apigen.findings.source import Span
from apigen.pages.guards import TooDeep
from apigen.pages.positions import Positions
from apigen.pages.prose import (
    BlockNode,
    CodeNode,
    DamagedNode,
    InlineNode,
    LinkNode,
    ListNode,
    ParagraphNode,
    Prose,
    StrongNode,
    TextNode,
)

_TOKEN = re.compile(
    r"(?P<ticks>`+)"
    r"|<(?P<close>/?)(?P<tag>p|br|ul|ol|li|a|code|strong|b|em|i|pre)\b(?P<attributes>[^<>]*)>"
    r"|(?P<stars>\*\*)(?=\S)"
    r"|\[(?P<label>(?:[^\[\]]++|\[[^\[\]]*+\])*+)\]\((?P<href>(?:\{\{[^{}\n]*+\}\}|[^()\s]|\([^()\s]*+\))*+)\)"
    r"|\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|&(?P<entity>[A-Za-z][A-Za-z0-9]*|\#[0-9]{1,7}|\#[xX][0-9A-Fa-f]{1,6});"
)
_HREF = re.compile(r"""href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_TAGS = re.compile(r"</?[a-z]+\b[^<>]*>")
_MANGLED = re.compile(r"</?(?:a|em|strong)\b[^<>]*>")
_CLOSING_TICKS: dict[int, re.Pattern[str]] = {
    size: re.compile(f"(?<!`)`{{{size}}}(?!`)") for size in range(1, 9)
}  # longer runs are text, which bounds the time for unclosed ones
_BREAKS = {"p", "br", "pre"}
_LISTS = {"ul", "ol"}
MAX_LIST_DEPTH = 16


class InlineReader:
    """Reads parts of one text. `resolve` replaces the variables of the docs."""

    def __init__(self, positions: Positions, resolve: Callable[[str, Span], str]) -> None:
        self.text = positions.text
        self.span = positions.span
        self._resolve = resolve
        self._has_variables = "{{" in self.text
        self.too_deep: TooDeep | None = None

    def read(self, start: int, end: int, *, in_table: bool) -> Prose:
        """The blocks of `text[start:end]`. `in_table`: in a pipe table `\\|` is `|` even in code."""
        return _Scan(self, start, end, in_table).run()

    def cut(self, offset: int) -> None:
        """Note that the list at an offset is nested too deep to be read."""
        self.too_deep = self.too_deep or TooDeep("lists", self.span(offset, 1))

    def resolve(self, text: str, span: Span) -> str:
        """The text with its variables replaced."""
        if self._has_variables and "{{" in text:
            return self._resolve(text, span)
        return text


class _Scan:
    def __init__(self, reader: InlineReader, start: int, end: int, in_table: bool) -> None:
        self.reader = reader
        self.text = reader.text
        self.start, self.end = start, end
        self.in_table = in_table
        self.missing: set[str] = set()
        self.inlines: list[InlineNode] = []
        self.words: list[str] = []
        self.words_at = start
        self.blocks: list[BlockNode] = []
        self.lists: list[_OpenList] = []

    def run(self) -> Prose:
        text, at, end = self.text, self.start, self.end
        search = _TOKEN.search
        while True:
            match = search(text, at, end)
            if match is None:
                break
            self._text(text[at : match.start()], at)
            at = self._token(match)
        self._text(text[at:end], at)
        self._break()
        while self.lists:
            self._close_list()
        return tuple(self.blocks)

    # --- tokens: each method returns the offset to continue from

    def _token(self, match: re.Match[str]) -> int:
        kind = match.lastgroup
        if kind == "ticks":
            return self._ticks(match)
        if kind == "attributes":
            return self._tag(match)
        if kind == "stars":
            return self._strong(match)
        if kind == "href":
            self._link(match.start(), match.end(), match["label"], match["href"])
        elif kind == "escaped":
            self._text(match["escaped"], match.start())
        else:
            self._text(html.unescape(match.group()), match.start())
        return match.end()

    def _ticks(self, match: re.Match[str]) -> int:
        ticks = match.group()
        closing = _CLOSING_TICKS.get(len(ticks)) if ticks not in self.missing else None
        found = closing.search(self.text, match.end(), self.end) if closing is not None else None
        if found is None:
            self.missing.add(ticks)
            self._text(ticks, match.start())
            return match.end()
        self._code(match.start(), found.end(), self.text[match.end() : found.start()])
        return found.end()

    def _tag(self, match: re.Match[str]) -> int:
        tag, closing = match["tag"], bool(match["close"])
        if tag in _BREAKS:
            self._break()
        elif tag in _LISTS:
            self._list(tag, closing, match.start())
        elif tag == "li":
            self._break()
            if not closing and self.lists:
                self.lists[-1].next_item()
        elif not closing:
            return self._element(match, tag)
        return match.end()

    def _element(self, match: re.Match[str], tag: str) -> int:
        """`<a>`, `<code>`, `<strong>`, `<em>` up to the closing tag; without one the tag is ignored."""
        end_tag = f"</{tag}>"
        close = self._find(end_tag, match.end())
        if close < 0:
            return match.end()
        inner = self.text[match.end() : close]
        stop = close + len(end_tag)
        if tag == "code":
            self._code(match.start(), stop, inner)
        elif tag == "a":
            href = _HREF.search(match["attributes"])
            target = next((part for part in href.groups() if part), "") if href else ""
            self._link(match.start(), stop, _TAGS.sub("", inner), html.unescape(target))
        else:
            self._emphasis(match.start(), stop, _TAGS.sub("", inner))
        return stop

    def _strong(self, match: re.Match[str]) -> int:
        close = self._find("**", match.end() + 1)
        if close < 0:
            self._text(match.group(), match.start())
            return match.end()
        self._emphasis(match.start(), close + 2, self.text[match.end() : close])
        return close + 2

    def _find(self, closing: str, start: int) -> int:
        """The offset of a closing mark, -1 if it is missing."""
        at = self.text.find(closing, start, self.end) if closing not in self.missing else -1
        if at < 0:
            self.missing.add(closing)
        return at

    # --- nodes

    def _text(self, words: str, at: int) -> None:
        if words:
            if not self.words:
                self.words_at = at
            self.words.append(words)

    def _code(self, start: int, end: int, raw: str) -> None:
        span = self.reader.span(start, end - start)
        self._flush_words()
        if _MANGLED.search(raw):
            self.inlines.append(DamagedNode(raw, span))
            return
        text = raw.replace("\n", " ").strip(" ")
        if self.in_table:
            text = text.replace("\\|", "|")
        if "&" in text:
            text = html.unescape(text)
        self.inlines.append(CodeNode(self.reader.resolve(text, span), span))

    def _emphasis(self, start: int, end: int, raw: str) -> None:
        span = self.reader.span(start, end - start)
        self._flush_words()
        self.inlines.append(StrongNode(self.reader.resolve(html.unescape(raw.strip()), span), span))

    def _link(self, start: int, end: int, label: str, href: str) -> None:
        span = self.reader.span(start, end - start)
        self._flush_words()
        if label.strip() == "{#T}":
            label = _name_of_target(href)
        label = html.unescape(label.replace("`", "").replace("**", "").replace("\\", ""))
        self.inlines.append(
            LinkNode(self.reader.resolve(label, span), self.reader.resolve(href, span), span)
        )

    def _flush_words(self) -> None:
        if self.words:
            text = "".join(self.words)
            span = self.reader.span(self.words_at, len(text))
            self.inlines.append(TextNode(self.reader.resolve(text, span), span))
            self.words = []

    def _break(self) -> None:
        """End the paragraph; one with only white space is dropped."""
        self._flush_words()
        inlines = self.inlines
        if inlines and not (
            len(inlines) == 1 and isinstance(inlines[0], TextNode) and not inlines[0].text.strip()
        ):
            paragraph = ParagraphNode(tuple(inlines), inlines[0].span)
            (self.lists[-1].item() if self.lists else self.blocks).append(paragraph)
        self.inlines = []

    def _list(self, marker: str, closing: bool, at: int) -> None:
        self._break()
        if closing:
            if self.lists:
                self._close_list()
        elif len(self.lists) < MAX_LIST_DEPTH:
            self.lists.append(_OpenList(marker, self.reader.span(at, 4)))
        else:
            self.reader.cut(at)

    def _close_list(self) -> None:
        opened = self.lists.pop()
        items = tuple(tuple(item) for item in opened.items if item)
        if items:
            block = ListNode(opened.marker, items, opened.span)
            (self.lists[-1].item() if self.lists else self.blocks).append(block)


def _name_of_target(href: str) -> str:
    """`response codes` of `../response-codes.md#top`: stands for the title that Diplodoc puts in place
    of `{#T}`."""
    path, _, anchor = href.partition("#")
    name = path.rstrip("/").rpartition("/")[2].partition(".")[0]
    return (name if name not in ("", "index") else anchor or path).replace("-", " ")


class _OpenList:
    def __init__(self, marker: str, span: Span) -> None:
        self.marker = marker
        self.span = span
        self.items: list[list[BlockNode]] = []

    def next_item(self) -> None:
        self.items.append([])

    def item(self) -> list[BlockNode]:
        if not self.items:
            self.items.append([])
        return self.items[-1]
