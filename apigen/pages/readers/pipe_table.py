"""Pipe tables (`Поле | Описание`): a row a line, HTML in the cells."""

from __future__ import annotations

import re

from apigen.pages.codes import MISSING_COLUMN
from apigen.pages.model import Row, Table
from apigen.pages.readers.base import Claim, PageText

_RULE = re.compile(r"[ \t]*\|?[ \t]*:?-{3,}:?[ \t]*(?:\|[ \t]*:?-{3,}:?[ \t]*)+\|?[ \t]*")


class PipeTable:
    """Rows are split at the first ` | ` alone: a description may hold a raw `|` in its code."""

    def claim(self, page: PageText, line: int) -> Claim | None:
        positions = page.positions
        if line + 1 >= len(positions):
            return None
        heading = positions.line(line)
        if "|" not in heading or not _RULE.fullmatch(positions.line(line + 1)):
            return None
        columns = tuple(cell.strip() for cell in heading.strip().strip("|").split("|"))
        rows: list[Row] = []
        at = line + 2
        while at < len(positions):
            text = positions.line(at)
            if not text.strip():
                break
            if (row := _row(page, at, text)) is not None:
                rows.append(row)
            at += 1
        span = positions.span(positions.start(line), len(heading))
        return Claim(Table(columns, tuple(rows), span), at)


def _row(page: PageText, line: int, text: str) -> Row | None:
    start = page.positions.start(line)
    first = len(text) - len(text.lstrip())
    if text.startswith("|", first):  # | name | description |
        first += 1
        text = text.rstrip().removesuffix("|")
    bar = text.find("|", first)
    if bar < 0 or not text[first:bar].strip():
        page.tell(
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
        cells=True,
    )
