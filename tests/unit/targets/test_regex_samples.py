"""Strings made from expressions: matching ones match, failing ones fail, lengths are as asked."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apigen.targets.regex_samples import distinct, failing, matches, matching, stretched

NAME = "|[a-z][-a-z0-9]{1,61}[a-z0-9]"
EXPRESSIONS = [NAME, "[a-z][-_0-9a-z]*", "[-_0-9a-z]*", "(read|write)-[0-9a-f]{8}", r"[^@]+@\d{3}"]


@pytest.mark.parametrize("regex", EXPRESSIONS)
def test_verdicts(regex: str) -> None:
    assert matching(regex)
    assert all(matches(regex, text) for text in matching(regex))
    assert failing(regex)
    assert not any(matches(regex, text) for text in failing(regex))


def test_both_ends_of_a_repetition() -> None:
    assert {len(text) for text in matching(NAME)} >= {0, 3, 63}
    assert {len(text) for text in failing(NAME)} >= {1, 2, 64}


def test_cases_that_others_get_wrong() -> None:
    wrong = failing(NAME)
    assert any(text.isupper() for text in wrong)
    assert any(text.endswith("-") for text in wrong)
    assert any(text.endswith("\n") for text in wrong)
    assert any(len(text) == 1 for text in wrong)


@pytest.mark.parametrize(
    ("regex", "wrong"),
    [
        ("a+(?:[.-]b+)*", {"a-", "-b"}),
        ("(a{2,3}-){1,2}b", {"b", "a-b", "aaaa-b", "aa-aa-aa-b"}),
        ("x|y{2}", {"y", "yyy"}),
    ],
)
def test_each_repetition_beyond_its_ends(regex: str, wrong: set[str]) -> None:
    assert wrong <= set(failing(regex))


@given(length=st.integers(3, 63))
def test_stretched_to_a_length(length: int) -> None:
    text = stretched(NAME, length)
    assert text is not None
    assert len(text) == length
    assert matches(NAME, text)


def test_distinct_texts() -> None:
    found = distinct("[a-z][-_0-9a-z]*", 65)
    assert found is not None
    assert len(set(found)) == 65
    assert all(matches("[a-z][-_0-9a-z]*", text) for text in found)
    assert distinct("[ab]", 3) is None
