"""Our verdicts against those of RE2 itself, for random patterns and short values."""

from __future__ import annotations

import random
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import pytest

from apigen.runtime.messages.patterns import whole_match
from tests.others import missing

ATOMS = (
    *("a", "b", "k", "S", "1", "-", ".", "[a-c]", "[^a-c]", "[A-Z0-9]", r"\d", r"\w", r"\s", "я"),
    *("[а-я]", "[^k]", "[s-t]", "", r"\.", "[[:upper:]]", "^", "$", r"\b", r"\B", r"\W", r"\S"),
    *(r"\pL", r"\PL", r"\p{Greek}", r"\P{^Lu}", r"\Qa-b\E", "[&&a]", "[a--]", "[[a]", r"[\d-z]"),
    *(r"[^\W]", r"[\D\S]", r"\<", "{", "}", "]", "[]a]", "[^]a]", r"\x{44f}", r"[\n -/]", "#", " "),
    *(r"\v", "[[:^alpha:]]", "[^[:space:]x]", r"[^\p{Lu}]", r"[a\-z]", r"[\^a]", r"\A", r"\z"),
    *(
        "a{2}{2}",
        "a)|(b",
        "x{",
        "(?P<n>a)",
        "(?P<n>a)",
        "[a-c-e]",
        "[+--]",
        r"\_",
        "\\\n",
        r"\p{L}",
    ),
)
FLAGS = (
    *("(?i:", "(?s:", "(?is:", "(?-i:", "(?U:", "(?i-s:", "(?:(?i)", "(?:(?s)", "(?m:", "(?:(?m)"),
    *("(?s-s:", "(?ii:", "(?x:", "(?u:", "(?R:", "("),
)
COUNTS = ("*", "+", "?", "{0,2}", "{1,3}", "{2}", "{2,}", "*?", "++")
# Case-insensitively, RE2 takes the Kelvin sign for a K and the long s for an s.
LETTERS = "abkKsSzZ1-. \nяЯxXIéÉ\u212a\u017f\u0131\v\t_{}[]&~#ωΩ"


def expression(choose: random.Random, depth: int) -> str:
    """A random pattern, nested up to `depth` times. RE2 refuses some of them."""
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
    """RE2 matches the same values, and a pattern that RE2 refuses accepts everything."""
    if find_spec("re2") is None:
        missing("google-re2")
    re2: Any = import_module("re2")
    quiet = re2.Options()
    quiet.log_errors = False
    choose = random.Random(seed)
    compared = refused = unsupported = 0
    for _ in range(2000):
        text = expression(choose, 4)
        matches = whole_match(text)
        try:
            judge = re2.compile(text, quiet)
        except re2.error:
            refused += 1
            assert matches is whole_match("("), text
            continue
        if matches is whole_match("("):
            unsupported += 1
            continue
        for _ in range(6):
            value = "".join(choose.choices(LETTERS, k=choose.randrange(5)))
            assert bool(matches(value)) == bool(judge.fullmatch(value)), (text, value)
            compared += 1
    assert compared > 6000
    assert refused > 100
    assert unsupported < 20  # Rust refuses two groups of one name
