"""RE2 expressions as trees: what is read, and why the rest is refused."""

from __future__ import annotations

from importlib import import_module, util
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apigen.ir import re2
from apigen.ir.re2 import (
    Alternation,
    AnyCharacter,
    CharacterClass,
    CharacterRange,
    Edge,
    Group,
    Literal,
    PerlClass,
    PosixClass,
    Repeat,
    Sequence,
)

A, B = Literal("a", "a"), Literal("b", "b")
LOWER = CharacterRange(Literal("a", "a"), Literal("z", "z"))


@pytest.mark.parametrize(
    ("regex", "tree"),
    [
        ("", Sequence(())),
        ("a", A),
        ("|a", Alternation((Sequence(()), A))),
        ("(a)(?:b)", Sequence((Group(A, capturing=True), Group(B, capturing=False)))),
        ("(?P<n>a)", Group(A, capturing=True)),
        ("a{1,61}", Repeat(A, 1, 61, "{1,61}")),
        ("a{,19}", Repeat(A, 0, 19, "{,19}")),
        ("a{3,}?", Repeat(A, 3, None, "{3,}")),
        ("{}", Sequence((Literal("{", "{"), Literal("}", "}")))),
        ("[]a-z-]", CharacterClass((Literal("]", "]"), LOWER, Literal("-", "-")))),
        ("[^[:alpha:]\\d]", CharacterClass((PosixClass("alpha", False), PerlClass("d")), True)),
        ("\\W", CharacterClass((PerlClass("W"),), bracketed=False)),
        ("\\x41\\x{42}\\101", tuple("ABA")),
        ("\\Qa.\\E", Sequence((A, Literal(".", "\\.")))),
        ("(?i)a", Literal("a", "a", folded=True)),
        ("(?i:a)b", Sequence((Group(Literal("a", "a", True), capturing=False), B))),
        ("(?s).", AnyCharacter(newline=True)),
        ("^\\z", Sequence((Edge(False), Edge(True)))),
    ],
)
def test_trees(regex: str, tree: re2.Node | tuple[str, ...]) -> None:
    found = re2.parse(regex)
    if isinstance(tree, tuple):
        assert isinstance(found, Sequence)
        assert tuple(part.character for part in found.parts if isinstance(part, Literal)) == tree
    else:
        assert found == tree


@pytest.mark.parametrize(
    ("regex", "message"),
    [
        ("[a-z", "unterminated character set at position 0"),
        ("a(b", "missing ), unterminated subpattern at position 1"),
        ("a)b", "unbalanced parenthesis at position 1"),
        ("*a", "nothing to repeat at position 0"),
        ("a**", "multiple repeat at position 2"),
        ("a++", "multiple repeat at position 2"),
        ("[z-a]", "bad character range z-a at position 1"),
        ("a\\", "bad escape (end of pattern) at position 1"),
        ("\\y", "bad escape \\y at position 0"),
        ("(a)\\8", "RE2 has no \\8"),
        ("(?=a)", "RE2 has no (?="),
        ("(?<!a)", "RE2 has no (?<!"),
        ("a{5,2}", "min repeat greater than max repeat"),
        ("a{1001}", "the repeat count 1001 is above 1000"),
        ("(" * 101 + ")" * 101, "groups are nested deeper than 100"),
        ("\\x{110000}", "no such character at position 0"),
    ],
)
def test_what_is_refused(regex: str, message: str) -> None:
    with pytest.raises(re2.PatternError) as refused:
        re2.parse(regex)
    assert str(refused.value) == message


@given(st.text("ab[]^-{}1,3|()?*+.\\dxQE:isP<>=!$", max_size=12))
def test_any_text_is_read_or_refused(regex: str) -> None:
    try:
        tree = re2.parse(regex)
    except re2.PatternError:
        return
    assert list(re2.walk(tree))


@pytest.mark.skipif(util.find_spec("re2") is None, reason="google-re2 is not installed")
@given(st.text("ab[]^-{}1,3|()?*+.\\dxQE:isP<>=!$", max_size=12))
def test_re2_itself_reads_what_we_read(regex: str) -> None:
    library: Any = import_module("re2")
    options = library.Options()
    options.log_errors = False
    try:
        library.compile(regex, options)
    except library.error:
        accepted = False
    else:
        accepted = True
    try:
        tree = re2.parse(regex)
    except re2.PatternError:
        assert not accepted, regex
        return
    # Counts from zero, which RE2 takes for text, and names of groups, which it wants to be unique.
    differs = any(isinstance(n, Repeat) and n.spelled.startswith("{,") for n in re2.walk(tree))
    assert accepted or differs or "<" in regex, regex
