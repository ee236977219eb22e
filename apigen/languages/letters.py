"""Latin and Cyrillic letters that look the same (homoglyphs); pages mix them up within words."""

from __future__ import annotations

LATIN = "ABEKMHOPCTYXaekopcyxi"
CYRILLIC = "АВЕКМНОРСТУХаекорсухі"
"""Each letter looks like the one at the same index in `LATIN`."""

LATIN_RANGE = "A-Za-z"
CYRILLIC_RANGE = "А-Яа-яЁёіІ"
"""Ranges for character classes of regular expressions."""
