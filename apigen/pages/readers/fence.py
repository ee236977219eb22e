"""Fenced blocks: the request line, samples."""

from __future__ import annotations

import re
from functools import lru_cache

from apigen.findings.codes.pages import UNCLOSED_FENCE
from apigen.pages.model import Fence
from apigen.pages.readers.base import Claim, PageText

_OPEN = re.compile(r"[ \t]{0,3}(`{3,}|~{3,})[ \t]*([^`\n]*?)[ \t]*")
_RESUME = re.compile(r"#{1,6} |#\|[ \t]*$")


@lru_cache(64)
def _closing(fence: str) -> re.Pattern[str]:
    """The line that closes a fence: only its marks, at least as many (CommonMark, 4.5)."""
    return re.compile(rf"\n[^\S\n]*+{fence[0]}{{{len(fence)},}}+[^\S\n]*+(?=\n|\Z)")


class FencedBlock:
    """An unclosed fence ends at the next heading or table, so that it does not swallow the page."""

    def claim(self, page: PageText, line: int) -> Claim | None:
        positions = page.positions
        opening = _OPEN.fullmatch(positions.line(line))
        if opening is None:
            return None
        closing = _closing(opening[1]).search(page.text, positions.start(line))
        if closing is not None:
            at = positions.line_at(closing.end())
            return Claim(self._block(page, opening, line, at), at + 1)
        page.report(UNCLOSED_FENCE, positions.start(line), "the fenced block is never closed")
        at = line + 1
        while at < len(positions) and not _RESUME.match(positions.line(at)):
            at += 1
        return Claim(self._block(page, opening, line, at), at)

    def _block(self, page: PageText, opening: re.Match[str], line: int, end: int) -> Fence:
        positions = page.positions
        start = positions.start(line + 1)
        stop = max(positions.start(end), start)
        span = positions.span(positions.start(line), len(opening.group()))
        return Fence(page.text[start:stop], opening[2], span, start)
