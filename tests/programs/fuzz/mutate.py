"""Pages damaged at random, by a seed: the same seed gives the same pages."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

JUNK = (
    "```", "#|", "|#", "||", "|", "**", "`", "``", "[", "](", "<ul>", "<li>", "</li>", "<p>", "</a>",
    "<a href=", "{", "}", "//", "\n", "\n\n", "---\n", "# ", "## X {#y}\n", "&#x110000;", "&#0;",
    "\\", "\x00", "\u202e", "{{ x }}", "[]", ".", " - ", " | ", "(map<", "&amp", "<code>", "\r",
    "\ufeff", "\U0001d4b3", "!!python/object", "&a [*a]", "*a", "0" * 300, "«", "—", "\ud7ff",
)  # fmt: skip
MARKS = JUNK[:22]
LONGEST = 60_000
"""Characters of a page that is damaged: cut from a longer one, so that many fit into a run."""


def mutants(texts: Sequence[str], seed: int, number: int) -> Iterator[str]:
    """Pages cut, spliced, repeated; lines shuffled, cells swapped, fences broken, junk and random
    bytes put in."""
    chance = random.Random(seed)
    for _ in range(number):
        text = chance.choice(texts)
        if len(text) > LONGEST:
            start = chance.randrange(len(text) - LONGEST)
            text = text[: LONGEST // 4] + text[start : start + LONGEST]
        for _ in range(chance.randint(1, 6)):
            text = chance.choice(_WAYS)(text, texts, chance)
        yield text


def _span(text: str, chance: random.Random) -> tuple[int, int]:
    start = chance.randrange(len(text) + 1)
    return start, min(len(text), start + chance.randrange(1, 400))


def _cut(text: str, texts: Sequence[str], chance: random.Random) -> str:
    start, end = _span(text, chance)
    return text[:start] + text[end:]


def _repeat(text: str, texts: Sequence[str], chance: random.Random) -> str:
    start, end = _span(text, chance)
    return text[:end] + text[start:end] * chance.choice((1, 1, 2, 20)) + text[end:]


def _junk(text: str, texts: Sequence[str], chance: random.Random) -> str:
    start, _ = _span(text, chance)
    return text[:start] + chance.choice(JUNK) * chance.choice((1, 2, 50)) + text[start:]


def _splice(text: str, texts: Sequence[str], chance: random.Random) -> str:
    start, _ = _span(text, chance)
    other = chance.choice(texts)
    begin, end = _span(other, chance)
    return text[:start] + other[begin:end] + text[start:]


def _end(text: str, texts: Sequence[str], chance: random.Random) -> str:
    return text[: _span(text, chance)[0] or 1]


def _replace(text: str, texts: Sequence[str], chance: random.Random) -> str:
    return text.replace(chance.choice(MARKS), chance.choice(JUNK), 3)


def _shuffle(text: str, texts: Sequence[str], chance: random.Random) -> str:
    lines = text.split("\n")
    at = chance.randrange(len(lines))
    some = lines[at : at + 30]
    chance.shuffle(some)
    return "\n".join((*lines[:at], *some, *lines[at + 30 :]))


def _cells(text: str, texts: Sequence[str], chance: random.Random) -> str:
    """Swap the cells of a row."""
    lines = text.split("\n")
    rows = [at for at, line in enumerate(lines) if " | " in line]
    if rows:
        at = chance.choice(rows)
        name, _, rest = lines[at].partition(" | ")
        lines[at] = f"{rest} | {name}"
    return "\n".join(lines)


def _fence(text: str, texts: Sequence[str], chance: random.Random) -> str:
    parts = text.split("```")
    if len(parts) < 2:
        return text
    at = chance.randrange(len(parts) - 1)
    parts[at : at + 2] = [parts[at] + parts[at + 1]]
    return "```".join(parts)


def _bytes(text: str, texts: Sequence[str], chance: random.Random) -> str:
    """Random bytes, read as a careless editor saves them."""
    start, end = _span(text, chance)
    return text[:start] + chance.randbytes(end - start).decode("latin-1") + text[end:]


_WAYS = (_cut, _repeat, _junk, _splice, _end, _replace, _shuffle, _cells, _fence, _bytes)
