"""Two texts, and the words in which they differ."""

from __future__ import annotations

import difflib
import re
from typing import Literal

import msgspec

Kind = Literal["same", "removed", "added"]
_AROUND = 4
_LONG = 120


class Run(msgspec.Struct, frozen=True):
    """Consecutive words that both texts have, or only the old, or only the new."""

    kind: Kind
    text: str


def runs(before: str, after: str) -> tuple[Run, ...]:
    """The texts laid over each other, word by word."""
    old, new = _words(before), _words(after)
    found: list[Run] = []
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for what, old_start, old_end, new_start, new_end in matcher.get_opcodes():
        if what == "equal":
            found.append(Run("same", "".join(old[old_start:old_end])))
            continue
        if old_end > old_start:
            found.append(Run("removed", "".join(old[old_start:old_end])))
        if new_end > new_start:
            found.append(Run("added", "".join(new[new_start:new_end])))
    return tuple(found)


def difference(before: str, after: str) -> tuple[str, str]:
    """Both texts in one line each; long ones cut down to where they differ, with some words around."""
    before, after = " ".join(before.split()), " ".join(after.split())
    if max(len(before), len(after)) <= _LONG:
        return before, after
    if not before or not after:
        return before[:_LONG] + _dots(before), after[:_LONG] + _dots(after)
    old, new = before.split(" "), after.split(" ")
    start = 0
    while start < min(len(old), len(new)) and old[start] == new[start]:
        start += 1
    end = 0
    while end < min(len(old), len(new)) - start and old[-1 - end] == new[-1 - end]:
        end += 1
    start, end = max(0, start - _AROUND), max(0, end - _AROUND)
    return _cut(old, start, end), _cut(new, start, end)


def _cut(words: list[str], start: int, end: int) -> str:
    text = " ".join(words[start : len(words) - end])
    return ("… " if start else "") + text[: 2 * _LONG] + (" …" if end or len(text) > 240 else "")


def _dots(text: str) -> str:
    return " …" if len(text) > _LONG else ""


def _words(text: str) -> list[str]:
    """Words and what stands between them."""
    return re.findall(r"\s+|\w+|[^\w\s]", text)


def shortened(parts: tuple[Run, ...], around: int = 12) -> tuple[Run, ...]:
    """The same with long stretches of equal words cut to those beside a difference."""
    return tuple(
        (
            Run("same", _beside(part.text, number > 0, number < len(parts) - 1, around))
            if part.kind == "same"
            else part
        )
        for number, part in enumerate(parts)
    )


def _beside(text: str, after: bool, before: bool, around: int) -> str:
    """The words after the difference before, and before the one after."""
    words = re.findall(r"\S+\s*", text)
    lead = text[: len(text) - len(text.lstrip())]
    if len(words) <= around * (after + before):
        return text
    head = lead + "".join(words[:around]) if after else ""
    return f"{head}… {''.join(words[len(words) - around :]) if before else ''}"
