"""YFM tables (`#| || … | … || |#`): cells of several lines of Markdown.

https://diplodoc.com/docs/en/syntax/tables/multiline
"""

from __future__ import annotations

import re

from apigen.findings.codes.pages import MISSING_COLUMN, UNCLOSED_TABLE
from apigen.pages.guards import MAX_DEPTH, TooDeep
from apigen.pages.model import Row, Table
from apigen.pages.readers.base import Claim, PageText

# A leading "\n" is faster than "^", which the engine tries at every character.
_ROW = re.compile(r"\n[ \t]*+\|\|")
_END = re.compile(r"\n[ \t]*+\|#[ \t]*+(?=\n|\Z)")
_TABLE = re.compile(r"\n[ \t]*+#\|[ \t]*+(?=\n|\Z)")
_MARK = re.compile(
    r"\n[ \t]*+(?:(?P<open>#\|)|(?P<close>\|#))[ \t]*+(?=\n|\Z)|\n(?P<heading>#{1,6} )"
)
_NEXT = re.compile(r"\n(?:[ \t]*+#\|[ \t]*+(?=\n|\Z)|#{1,6} )")


class YfmTable:
    """The first row is the heading."""

    def claim(self, page: PageText, line: int) -> Claim | None:
        if page.positions.line(line).strip() != "#|":
            return None
        text, positions = page.text, page.positions
        start = positions.start(line + 1)
        if (after := _nested(page, line)) is not None:
            return Claim(None, after)
        end, after = self._end(page, line)
        rows: list[Row] = []
        columns: tuple[str, ...] = ()
        leads = list(_ROW.finditer(text, start - 1, end))
        ends = [following.start() for following in leads[1:]] + [end]
        for number, (lead, stop) in enumerate(zip(leads, ends, strict=False)):
            body = text[lead.end() : stop].rstrip()
            if body.endswith("||"):
                body = body[:-2].rstrip()
            if number == 0:
                columns = tuple(cell.strip() for cell in body.split("|"))
                if page.too_wide(len(columns), lead.end()):
                    return Claim(None, after)
            elif (row := _row(page, lead.end(), body)) is not None:
                rows.append(row)
        return Claim(
            Table(columns, tuple(rows), positions.span(start - 1 if start else 0, 2)), after
        )

    def _end(self, page: PageText, line: int) -> tuple[int, int]:
        """The offset after the rows, and the line after the table."""
        text, positions = page.text, page.positions
        start = positions.start(line + 1) - 1
        again = _TABLE.search(text, start)
        # Searching up to the next table only keeps a page of unclosed tables linear.
        close = _END.search(text, start, again.start() if again else len(text))
        if close is not None:
            return close.start() + 1, positions.line_at(close.start()) + 2
        page.report(UNCLOSED_TABLE, positions.start(line), "the table is not closed with |#")
        following = _NEXT.search(text, start)
        if following is None:
            return len(text), len(positions)
        return following.start() + 1, positions.line_at(following.start()) + 1


def _nested(page: PageText, line: int) -> int | None:
    """The line after a table whose inner tables are nested too deep, which is reported; else `None`."""
    depth, deep = 1, False
    for mark in _MARK.finditer(page.text, page.positions.start(line + 1) - 1):
        depth += {"open": 1, "close": -1, "heading": -depth}[mark.lastgroup or ""]
        if depth > MAX_DEPTH and not deep:
            deep = True
            place = page.positions.span(mark.start("open"))
            page.report_depth(TooDeep("tables", place))
        if depth <= 0:
            if not deep:
                return None
            at = page.positions.line_at(mark.start() + 1)
            return at if mark.lastgroup == "heading" else at + 1
    return len(page.positions) if deep else None


def _row(page: PageText, start: int, body: str) -> Row | None:
    """The row with the text `body`, at `start`, between its outer bars."""
    stop = start + len(body)
    body = body.lstrip()
    start = stop - len(body)
    name, bar, _ = body.partition("|")
    if not name or not bar:
        page.report(
            MISSING_COLUMN, start, "a row of a table has no name and description parted by |"
        )
        return None
    end = start + len(name)
    return page.row((start, start + len(name.rstrip())), (end + 1, stop), html=False)
