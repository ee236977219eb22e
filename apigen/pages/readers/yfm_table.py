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
        ends = [text.rfind("\n", 0, next_row) for next_row in starts[1:]]
        for number, (begin, stop) in enumerate(zip(starts, [*ends, end], strict=True)):
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
        close = _END.search(text, start)
        again = _NEXT.search(text, start, close.start() if close else len(text))
        while again is not None and text.startswith("#", again.start()) and close is not None:
            # A heading's mark within a cell is text: only another table shows that this one is open.
            if again.group().strip() == "#|":
                close = None
                break
            again = _NEXT.search(text, again.end(), close.start())
        if close is not None:
            return close.start(), positions.line_at(close.start()) + 1
        page.tell(UNCLOSED_TABLE, positions.start(line), "the table is not closed with |#")
        again = _NEXT.search(text, start)
        end = again.start() if again else len(text)
        return end, positions.line_at(end) if again else len(positions)


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
