"""Ranges of whole numbers written in decimal, as regular expressions.

JSON carries int64 as a string (ProtoJSON), where JSON Schema's `minimum` does not reach; an expression
does, in every validator.
"""

from __future__ import annotations

from collections.abc import Iterator

DIGITS = 20
"""The most digits of a 64-bit number, unsigned ones included."""


def whole_number(minimum: int | None = None, maximum: int | None = None) -> str:
    """`^(?:…)$` for the whole numbers of a range (both ends within it), without leading zeros."""
    if minimum is None and maximum is None:
        return f"^(?:0|-?[1-9][0-9]{{0,{DIGITS - 1}}})$"
    parts: list[str] = []
    if minimum is None or minimum < 0:
        least = 1 if maximum is None or maximum >= 0 else -maximum
        most = None if minimum is None else -minimum
        parts += [f"-{part}" for part in _natural(least, most)]
    if maximum is None or maximum >= 0:
        parts += _natural(max(minimum or 0, 0), maximum)
    return f"^(?:{'|'.join(parts)})$"


def _natural(least: int, most: int | None) -> Iterator[str]:
    """Alternatives that together match the numbers from `least` (0 or more) to `most`."""
    if most is not None and most < least:
        yield "(?!)"
        return
    if least == 0:
        yield "0"
        least = 1
    while most is None or least <= most:
        length = len(str(least))
        if least == 10 ** (length - 1):
            longest = DIGITS if most is None else len(str(most + 1)) - 1
            if longest >= length:
                yield f"[1-9]{_repeat('[0-9]', length - 1, longest - 1)}"
                if most is None:
                    return
                least = 10**longest
                continue
        end = 10**length - 1
        yield from _same_length(str(least), str(end if most is None else min(end, most)))
        least = end + 1
        if most is None and length >= DIGITS:
            return


def _same_length(low: str, high: str) -> Iterator[str]:
    """Numbers with as many digits as `low` and `high` have."""
    if low == high:
        yield low
        return
    head = next(i for i, (a, b) in enumerate(zip(low, high, strict=True)) if a != b)
    prefix, low, high = low[:head], low[head:], high[head:]
    rest = len(low) - 1
    first, last = int(low[0]), int(high[0])
    if low[1:] != "0" * rest:
        yield from (f"{prefix}{first}{tail}" for tail in _same_length(low[1:], "9" * rest))
        first += 1
    tails: Iterator[str] = iter(())
    if high[1:] != "9" * rest:
        tails = _same_length("0" * rest, high[1:])
        last -= 1
    if first <= last:
        digit = str(first) if first == last else f"[{first}-{last}]"
        yield prefix + digit + _repeat("[0-9]", rest, rest)
    yield from (f"{prefix}{high[0]}{tail}" for tail in tails)


def _repeat(item: str, least: int, most: int) -> str:
    if most == 0:
        return ""
    if least == most:
        return item if most == 1 else f"{item}{{{most}}}"
    return f"{item}?" if (least, most) == (0, 1) else f"{item}{{{least},{most}}}"
