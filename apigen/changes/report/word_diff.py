"""Differences between two texts, word by word."""

from __future__ import annotations

import difflib
import re
from typing import Literal

import msgspec

Kind = Literal["same", "removed", "added"]
_CONTEXT = 4
_MAX_LENGTH = 120


class Segment(msgspec.Struct, frozen=True):
    """Consecutive words that are in both texts, or only in the old, or only in the new one."""

    kind: Kind
    text: str


def segments(before: str, after: str) -> tuple[Segment, ...]:
    """Both texts merged into one sequence, word by word."""
    old, new = _words(before), _words(after)
    found: list[Segment] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for what, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if what == "equal":
            found.append(Segment("same", "".join(old[old_start:old_end])))
            continue
        if old_end > old_start:
            found.append(Segment("removed", "".join(old[old_start:old_end])))
        if new_end > new_start:
            found.append(Segment("added", "".join(new[new_start:new_end])))
    return tuple(found)


def difference(before: str, after: str) -> tuple[str, str]:
    """Both texts as single lines; long ones are cut to the words that differ, with some context."""
    before, after = " ".join(before.split()), " ".join(after.split())
    if max(len(before), len(after)) <= _MAX_LENGTH:
        return before, after
    if not before or not after:
        return before[:_MAX_LENGTH] + _dots(before), after[:_MAX_LENGTH] + _dots(after)
    old, new = before.split(" "), after.split(" ")
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    start, end = max(0, start - _CONTEXT), max(0, end - _CONTEXT)
    return _cut(old, start, end), _cut(new, start, end)


def _cut(words: list[str], start: int, end: int) -> str:
    text = " ".join(words[start : len(words) - end])
    return (
        ("… " if start else "") + text[: 2 * _MAX_LENGTH] + (" …" if end or len(text) > 240 else "")
    )


def _dots(text: str) -> str:
    return " …" if len(text) > _MAX_LENGTH else ""


def _words(text: str) -> list[str]:
    """Words, spaces and punctuation."""
    return re.findall(r"\s+|\w+|[^\w\s]", text)


def shortened(parts: tuple[Segment, ...], around: int = 12) -> tuple[Segment, ...]:
    """The segments, with equal words cut to those next to a difference."""
    return tuple(
        (
            Segment("same", _beside(part.text, number > 0, number < len(parts) - 1, around))
            if part.kind == "same"
            else part
        )
        for number, part in enumerate(parts)
    )


def _beside(text: str, after: bool, before: bool, around: int) -> str:
    """The words next to the preceding and to the following difference, where there is one."""
    words = re.findall(r"\S+\s*", text)
    lead = text[: len(text) - len(text.lstrip())]
    if len(words) <= around * (after + before):
        return text
    head = lead + "".join(words[:around]) if after else ""
    return f"{head}… {''.join(words[len(words) - around :]) if before else ''}"
