"""Patterns: RE2's meaning, and never more than linear time."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apigen.runtime.linear import Parser, UnsupportedPatternError, backtracks, matcher
from apigen.runtime.patterns import whole_match

NAME = "|[a-z][-a-z0-9]{1,61}[a-z0-9]"


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        (NAME, ["", "abc", "a" * 63], ["a", "abc-", "ABC", "abc\n", "a" * 64]),
        ("|[a-z]+", ["", "ab"], ["A", "a\n", " "]),
        ("a|bc", ["a", "bc"], ["ac", "abc"]),
        ("[[:alpha:]_]+", ["aZ_"], ["1", ":"]),
        ("[^[:digit:]]", ["a"], ["1"]),
        ("[[:^digit:]]", ["a"], ["1"]),
        ("[[]x", ["[x"], ["x"]),
        ("[]a]+", ["]a"], ["["]),
        ("[^]a]", ["b"], ["]", "a"]),
        (r"a\z", ["a"], ["a\n", "az"]),
        (r"\Aa$", ["a"], ["a\n", "az"]),
        ("^a$|^$", ["a", ""], ["a\n", "\n"]),
        ("a$b", [], ["ab", "a"]),
        (r"\d\[[\]x]", ["1[]"], ["٣[]", "1[y"]),
        (r"\w+", ["a_1"], ["é"]),
        (r"\s", [" ", "\t"], ["\v", "\u00a0"]),
        (r"\S\D\W", ["aa."], [" a.", "a1.", "aaa"]),
        (r"\x41\x{1F600}", ["A😀"], ["a😀"]),
        (r"\n\t\.", ["\n\t."], ["nt."]),
        (".", ["x", "😀"], ["\n", ""]),
        ("(?:a|b)+c", ["abac"], ["c", "ab"]),
        ("(?P<x>a)+(?<y>b)*", ["aab"], ["b"]),
        ("a{2}", ["aa"], ["a", "aaa"]),
        ("(a{2,3})+", ["aa", "aaaaa"], ["a", "aab"]),
        ("(a|b){0,2}?", ["", "ab"], ["abb"]),
        ("([a-z]{1,3}\\.){1,3}", ["a.", "abc.d."], ["abcd.", "a.b.c.d."]),
        ("a{,2}", ["", "a", "aa"], ["aaa", "a{,2}"]),
        ("a{,}", ["a{,}"], ["a", ""]),
        ("[a-]+", ["a-"], ["b"]),
        (r"[\d\-x]+", ["1-x"], ["d"]),
        ("(|a)+", ["", "aaa"], ["b"]),
        ("(?i:ssl-cert|x|)", ["", "SSL-Cert", "X"], ["ssl", "y"]),
        ("a(?i)b|c", ["ab", "aB", "c", "C"], ["AB"]),
        ("(?:(?i)a)b", ["Ab"], ["AB"]),
        ("(?i:[a-c](?-i:d)[^x])", ["Bde"], ["BDe", "bdX"]),
        ("(?i)[^k]я", ["aЯ"], ["K\u044f", "\u212aя"]),
        ("(?s:a.b).", ["a\nbc"], ["a\nb\n"]),
        ("(?s-s:.)(?Us:.)", ["a\n"], ["\na"]),
    ],
)
def test_whole_values(pattern: str, yes: list[str], no: list[str]) -> None:
    for test in (whole_match(pattern), matcher(Parser(pattern).pattern())):
        assert [value for value in yes if not test(value)] == []
        assert [value for value in no if test(value)] == []


@pytest.mark.parametrize(
    "pattern",
    [
        *("(", ")", "a)", r"\pL+", "[z-a]", "a**", "*a", "[a", "[", r"[\d-z]", "(?m)a", "(?=a)"),
        *("(?<=a)b", "(?P<a", "a{3,2}", "a{1001}", r"\b", "\\", "[[:none:]]", "[a-", "(" * 300),
        "((a{1000}){1000}){1000}|(b+)+",
    ],
)
def test_what_cannot_be_read_is_left_to_the_server(pattern: str) -> None:
    assert whole_match(pattern)("anything")
    with pytest.raises(UnsupportedPatternError):
        matcher(Parser(pattern).pattern())


@pytest.mark.parametrize(
    ("pattern", "value"),
    [
        ("(a+)+b", "a" * 5000),
        ("(a|a)*b", "a" * 5000),
        ("(a*)*(a*)*b", "a" * 5000),
        ("(a|aa)+$x", "a" * 5000),
        ("a*a*a*a*a*a*b", "a" * 5000),
        (r"(\w+\s?)*!", "a" * 5000),
        ("([a-z]{1,63}\\.){1,127}x", "abc." * 1000),
        ("(([a-z])+.)+[A-Z]([a-z])+", "a" * 5000),
        (r"([-a-z0-9]*[a-z0-9])*", "a" * 5000 + "-"),
    ],
)
def test_never_catastrophic(pattern: str, value: str) -> None:
    assert backtracks(Parser(pattern).pattern())
    # A matcher that backtracked would not come back from any of these.
    assert not whole_match(pattern)(value)


@pytest.mark.parametrize("pattern", [NAME, "[a-z]([-_a-z0-9]{0,61}[a-z0-9])?", "[a-z]+", "a|b|cd"])
def test_ordinary_patterns_stay_with_re(pattern: str) -> None:
    assert not backtracks(Parser(pattern).pattern())


ATOMS = st.sampled_from(["a", "b", ".", "[ab]", "[^a]", r"\d", "(?:a|b)", "(?:ab|)", "(?:a)"])
PATTERNS = st.recursive(
    st.builds(
        "".join,
        st.lists(
            st.builds(str.__add__, ATOMS, st.sampled_from(["", "", "*", "+", "?", "{1,2}", "{2}"])),
            max_size=3,
        ),
    ),
    lambda inner: st.builds(
        lambda a, b, sign: f"(?:{a}|{b}){sign}", inner, inner, st.sampled_from(["", "*", "?"])
    ),
    max_leaves=4,
)


@settings(max_examples=300, deadline=None)
@given(PATTERNS, st.text("ab1", max_size=6))
def test_the_machine_agrees_with_re(pattern: str, value: str) -> None:
    expected = re.fullmatch(pattern, value, re.ASCII) is not None
    assert matcher(Parser(pattern).pattern())(value) == expected
    assert bool(whole_match(pattern)(value)) == expected
