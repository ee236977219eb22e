"""Our reading of expressions against RE2 itself, over generated expressions and short values."""

from __future__ import annotations

import random
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pytest

from apigen.runtime.patterns import whole_match
from tests.others import missing

ATOMS = (
    *("a", "b", "k", "S", "1", "-", ".", "[a-c]", "[^a-c]", "[A-Z0-9]", r"\d", r"\w", r"\s", "я"),
    *("[а-я]", "[^k]", "[s-t]", "", r"\.", "[[:upper:]]", "^", "$"),
)
FLAGS = ("(?i:", "(?s:", "(?is:", "(?-i:", "(?U:", "(?i-s:", "(?:(?i)", "(?:(?s)")
COUNTS = ("*", "+", "?", "{0,2}", "{1,3}", "{2}", "*?")
# The sign of Kelvin and the long s are K and s to RE2 where case does not count.
LETTERS = "abkKsSzZ1-. \nяЯxXIéÉ\u212a\u017f\u0131"


def expression(choose: random.Random, depth: int) -> str:
    """Half of them are made of others."""
    kind = choose.random() if depth else 0
    inner = depth - 1
    if kind < 0.4:
        return choose.choice(ATOMS)
    if kind < 0.6:
        return expression(choose, inner) + expression(choose, inner)
    if kind < 0.75:
        return f"(?:{expression(choose, inner)}|{expression(choose, inner)})"
    if kind < 0.9:
        empty = choose.choice(("", "", "|"))
        return f"{choose.choice(FLAGS)}{expression(choose, inner)}{empty})"
    return f"(?:{expression(choose, inner)}){choose.choice(COUNTS)}"


@pytest.mark.parametrize("seed", range(4))
def test_verdicts_are_those_of_re2(seed: int) -> None:
    if find_spec("re2") is None:
        missing("google-re2")
    re2: Any = import_module("re2")
    quiet = re2.Options()
    quiet.log_errors = False
    choose = random.Random(seed)
    compared = 0
    for _ in range(2000):
        text = expression(choose, 4)
        try:
            judge = re2.compile(text, quiet)
        except re2.error:
            continue
        ours = whole_match(text)
        for _ in range(6):
            value = "".join(choose.choices(LETTERS, k=choose.randrange(5)))
            assert bool(ours(value)) == bool(judge.fullmatch(value)), (text, value)
            compared += 1
    assert compared > 6000
