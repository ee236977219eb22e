"""Letters of different alphabets that look the same: pages mix them up within words."""

from __future__ import annotations

LATIN = "ABEKMHOPCTYXaekopcyxi"
CYRILLIC = "АВЕКМНОРСТУХаекорсухі"
"""Each letter looks like the one at its place in `LATIN`."""

LATIN_RANGE = "A-Za-z"
CYRILLIC_RANGE = "А-Яа-яЁёіІ"
"""For character classes of expressions."""
