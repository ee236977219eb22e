"""The catalogue of findings: codes are unique, and have texts."""

from __future__ import annotations

import re
from collections import Counter

from apigen.findings.catalogue import all_codes


def test_codes_are_unique() -> None:
    counts = Counter(code.code for code in all_codes())
    assert not [code for code, number in counts.items() if number > 1]


def test_codes_are_a_letter_and_three_digits() -> None:
    assert all(re.fullmatch("[FPALTOSC][0-9]{3}", code.code) for code in all_codes())


def test_every_code_has_a_meaning_and_a_fix() -> None:
    for code in all_codes():
        assert code.meaning.endswith("."), code
        assert code.fix.endswith("."), code
