"""YFM tables (`#| || … | … || |#`): cells of many lines, Markdown in them.

https://diplodoc.com/docs/en/syntax/tables/multiline
"""

from __future__ import annotations

import re

from apigen.pages.codes import MISSING_COLUMN, UNCLOSED_TABLE
from apigen.pages.model import Row, Table
from apigen.pages.readers.base import Claim, PageText

_ROW = re.compile(r"^[ \t]*\|\|", re.MULTILINE)
_END = re.compile(r"^[ \t]*\|#[ \t]*$", re.MULTILINE)
_TABLE = re.compile(r"^[ \t]*#\|[ \t]*$", re.MULTILINE)
_NEXT = re.compile(r"^(?:[ \t]*#\|[ \t]*$|#{1,6} )", re.MULTILINE)


class YfmTable:
    """Its first row is its heading."""

    def claim(self, page: PageText, line: int) -> Claim | None:
        if page.positions.line(line).strip() != "#|":
            return None
        text, positions = page.text, page.positions
        start = positions.start(line + 1)
        end, after = self._end(page, line)
        rows: list[Row] = []
        columns: tuple[str, ...] = ()
        starts = [match.end() for match in _ROW.finditer(text, start, end)]
        ends = [text.rfind("\n", 0, following) for following in starts[1:]] + [end]
        for number, (begin, stop) in enumerate(zip(starts, ends, strict=False)):
            stop = _trim(text, begin, stop)
            if number == 0:
                columns = tuple(cell.strip() for cell in text[begin:stop].split("|"))
            elif (row := _row(page, begin, stop)) is not None:
                rows.append(row)
        return Claim(
            Table(columns, tuple(rows), positions.span(start - 1 if start else 0, 2)), after
        )

    def _end(self, page: PageText, line: int) -> tuple[int, int]:
        """The offset at which the rows end, and the line after the table."""
        text, positions = page.text, page.positions
        start = positions.start(line + 1)
        again = _TABLE.search(text, start)
        # Looking no further than the next table keeps a page of open tables linear.
        close = _END.search(text, start, again.start() if again else len(text))
        if close is not None:
            return close.start(), positions.line_at(close.start()) + 1
        page.tell(UNCLOSED_TABLE, positions.start(line), "the table is not closed with |#")
        following = _NEXT.search(text, start)
        if following is None:
            return len(text), len(positions)
        return following.start(), positions.line_at(following.start())


def _trim(text: str, start: int, stop: int) -> int:
    """The end of a row's text, without the `||` that closes it."""
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    if text.endswith("||", start, stop):
        stop -= 2
        while stop > start and text[stop - 1].isspace():
            stop -= 1
    return stop


def _row(page: PageText, start: int, stop: int) -> Row | None:
    text = page.text
    while start < stop and text[start].isspace():
        start += 1
    bar = text.find("|", start, stop)
    if bar <= start:
        page.tell(MISSING_COLUMN, start, "a row of a table has no name and description parted by |")
        return None
    name_end = bar
    while name_end > start and text[name_end - 1].isspace():
        name_end -= 1
    return page.row((start, name_end), (bar + 1, stop), cells=False)
