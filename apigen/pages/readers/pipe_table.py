"""Pipe tables (`Поле | Описание`): each row is a line, with HTML in its cells."""

from __future__ import annotations

import re

from apigen.findings.codes.pages import MISSING_COLUMN
from apigen.pages.model import Row, Table
from apigen.pages.readers.base import Claim, PageText

_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-+:?[ \t]*(?:\|[ \t]*:?-+:?[ \t]*)+\|?[ \t]*")


class PipeTable:
    """Splits rows at the first `|` only: code in a description may have bars."""

    def claim(self, page: PageText, line: int) -> Claim | None:
        positions = page.positions
        if line + 1 >= len(positions):
            return None
        heading = positions.line(line)
        if "|" not in heading or not _RULE.fullmatch(positions.line(line + 1)):
            return None
        columns = tuple(cell.strip() for cell in heading.strip().strip("|").split("|"))
        end = line + 2
        while end < len(positions) and positions.line(end).strip():
            end += 1
        if page.too_wide(len(columns), positions.start(line)):
            return Claim(None, end)
        found = (_row(page, at, positions.line(at)) for at in range(line + 2, end))
        rows: tuple[Row, ...] = tuple(row for row in found if row is not None)
        span = positions.span(positions.start(line), len(heading))
        return Claim(Table(columns, rows, span), end)


def _row(page: PageText, line: int, text: str) -> Row | None:
    start = page.positions.start(line)
    first = len(text) - len(text.lstrip())
    if text.startswith("|", first):  # | name | description |
        first += 1
        text = text.rstrip().removesuffix("|")
    bar = text.find("|", first)
    if bar < 0 or not text[first:bar].strip():
        page.report(
            MISSING_COLUMN,
            start + first,
            "a row of a table has no name and description parted by |",
            text=text.strip()[:200],
        )
        return None
    left = len(text[first:bar]) - len(text[first:bar].lstrip())
    name_end = first + len(text[first:bar].rstrip())
    stop = len(text.rstrip())
    return page.row(
        (start + first + left, start + name_end),
        (start + bar + 1, start + max(stop, bar + 1)),
        html=True,
    )
