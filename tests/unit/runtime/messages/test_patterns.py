"""Patterns: the semantics of RE2, in time linear in the value."""

from __future__ import annotations

import re
import time
from enum import StrEnum
from typing import Annotated, ClassVar

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from apigen.runtime.http.checks import check
from apigen.runtime.http.request import Body, Request
from apigen.runtime.messages.models import Json, Message, Pattern
from apigen.runtime.messages.patterns import whole_match

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
        (r"[^\W\d]+", ["ab_"], ["1", "é"]),
        (r"a\b.\B.", ["aé.", "a.é"], ["ab.", "a.b"]),
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
        ("a{x}", ["a{x}"], ["a", "ax"]),
        ("a{٢}", ["a{٢}"], ["aa"]),
        ("[a-]+", ["a-"], ["b"]),
        (r"[\d\-x]+", ["1-x"], ["d"]),
        (r"[\d-z]+", ["1-z"], ["a"]),
        ("[a&&b]+", ["a&b"], ["c"]),
        ("[[x]+", ["[x"], ["]"]),
        ("(|a)+", ["", "aaa"], ["b"]),
        ("(?i:ssl-cert|x|)", ["", "SSL-Cert", "X"], ["ssl", "y"]),
        ("a(?i)b|c", ["ab", "aB", "c", "C"], ["AB"]),
        ("(?:(?i)a)b", ["Ab"], ["AB"]),
        ("(?i:[a-c](?-i:d)[^x])", ["Bde"], ["BDe", "bdX"]),
        ("(?i)[^k]я", ["aЯ"], ["K\u044f", "\u212aя"]),
        ("(?s:a.b).", ["a\nbc"], ["a\nb\n"]),
        ("(?s-s:.)(?Uss:.)", ["a\n"], ["\na"]),
        ("(?m)^a$\n^b$", ["a\nb"], ["a\nb\n", "ab"]),
        (r"\pL+\p{Greek}\P{^Lu}", ["aяωA"], ["1ωA", "aaA"]),
        (r"\Qa.b\E+\<", ["a.b<", "a.bb<"], ["axb<", "a.ba.b<"]),
    ],
)
def test_whole_values(pattern: str, yes: list[str], no: list[str]) -> None:
    matches = whole_match(pattern)
    assert [value for value in yes if not matches(value)] == []
    assert [value for value in no if matches(value)] == []


@pytest.mark.parametrize(
    "pattern",
    [
        *("(", ")", "a)", "a)|(b", "[z-a]", "a**", "a{2}{3}", "*a", "[a", "[", "(?x)a b", "(?=a)"),
        *(
            "(?<=a)b",
            "(?P<a",
            "a{3,2}",
            "a{1001}",
            r"\1",
            r"\C",
            "\\",
            "[[:none:]]",
            "[a-",
            "(" * 300,
        ),
        *(r"[a-\d]", r"[\b]", r"\pC", r"\p{Alphabetic}", r"\u0041", r"\x4", "\ud800"),
        "((a{1000}){1000}){1000}|(b+)+",
    ],
)
def test_unsupported_patterns_are_left_to_the_server(pattern: str) -> None:
    assert whole_match(pattern)("anything")


@pytest.mark.parametrize(
    ("pattern", "value"),
    [
        ("(a+)+b", "a" * 50_000),
        ("(a|a)*b", "a" * 50_000),
        ("(a*)*(a*)*b", "a" * 50_000),
        ("(a|aa)+$x", "a" * 50_000),
        ("a*a*a*a*a*a*b", "a" * 50_000),
        (r"(\w+\s?)*!", "a" * 50_000),
        ("([a-z]{1,63}\\.){1,127}x", "abc." * 10_000),
        ("(([a-z])+.)+[A-Z]([a-z])+", "a" * 50_000),
        (r"([-a-z0-9]*[a-z0-9])*", "a" * 50_000 + "-"),
    ],
)
def test_never_catastrophic(pattern: str, value: str) -> None:
    started = time.process_time()
    assert not whole_match(pattern)(value)
    # Backtracking would take years; linear time takes milliseconds.
    assert time.process_time() - started < 5


@pytest.mark.parametrize(
    "pattern", ["(" * 5000, "a{" + "9" * 9000 + "}", "[" * 5000, "[[:alpha" * 3000, "(?i-s" * 3000]
)
def test_broken_patterns_are_refused_quickly(pattern: str) -> None:
    started = time.process_time()
    assert whole_match(pattern)("anything")
    assert time.process_time() - started < 5


class Host(StrEnum):
    NAME = "abc"


def test_values_of_other_types() -> None:
    matches = whole_match(NAME)
    assert matches(Host.NAME)
    assert not matches("a\ud800b")  # no text, so no pattern of RE2 matches it
    assert not matches(b"abc")


class Named(Request):
    PAGE: ClassVar[str] = "named.md"
    name: Annotated[str | None, Body("name", 3), Pattern(".*")] = None


class NamedResponse(Message):
    name: Annotated[str, Json("name"), Pattern("[a-z]+")] = ""


def test_lone_surrogates_violate_the_type_and_not_the_pattern() -> None:
    assert [v.rule for v in check(Named.given(name="\ud800"))] == ["type"]
    assert [v.rule for v in check(Named.given(name="\n"))] == ["pattern"]


def test_responses_are_not_checked() -> None:
    assert NamedResponse.from_json({"name": "42\n"}).name == "42\n"


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
def test_agrees_with_re(pattern: str, value: str) -> None:
    expected = re.fullmatch(pattern, value, re.ASCII) is not None
    assert bool(whole_match(pattern)(value)) == expected
