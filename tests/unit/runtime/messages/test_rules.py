"""Rules: requirements, equality, copies."""

from __future__ import annotations

import pickle
from datetime import timedelta
from typing import Any

import pytest

from apigen.runtime.messages import rules
from apigen.runtime.messages.durations import Duration
from apigen.runtime.messages.shorten import shortened


class TestRules:
    @pytest.mark.parametrize(
        ("rule", "shown", "needs"),
        [
            (rules.Length(1, 63), "Length(minimum=1, maximum=63)", "be 1 to 63 characters long"),
            (rules.Length(5, 5), None, "be exactly 5 characters long"),
            (rules.Length(minimum=2), None, "be at least 2 characters long"),
            (rules.Items(maximum=3), "Items(minimum=None, maximum=3)", "have at most 3 items"),
            (rules.Range(0, 5), None, "be 0 to 5"),
            (rules.Range(0, 5, exclusive_minimum=True), None, "be greater than 0 and at most 5"),
            (rules.Range(maximum=5, exclusive_maximum=True), None, "be less than 5"),
            (rules.Range(1, 5, exclusive_maximum=True), None, "be at least 1 and less than 5"),
            (rules.Allowed("a", 5), "Allowed('a', 5)", "be one of a, 5"),
            (
                rules.Allowed(*range(25)),
                None,
                "be one of " + ", ".join(map(str, range(20))) + " and 5 more",
            ),
            (rules.Unique(), "Unique()", "have no repeated items"),
            (rules.Required(), "Required()", "be given and not empty"),
            (rules.Pattern("a"), "Pattern(pattern='a')", "match a"),
        ],
    )
    def test_shown(self, rule: rules.Rule, shown: str | None, needs: str) -> None:
        assert rule.requirement == needs
        assert shown is None or repr(rule) == shown
        assert hash(rule) == hash(pickle.loads(pickle.dumps(rule)))
        with pytest.raises((AttributeError, TypeError)):
            rule.minimum = 1  # type: ignore[attr-defined]

    @pytest.mark.parametrize(
        ("rule", "yes", "no"),
        [
            (rules.Length(2, 3), ["ab", "abc"], ["a", "abcd"]),
            (rules.Length(minimum=2), ["ab"], ["a"]),
            (rules.Range(1, 2), [1, 2, 1.5], [0, 3, float("nan")]),
            (rules.Range(1, 2, True, True), [1.5], [1, 2]),
            (rules.Range(maximum=300), [timedelta(seconds=300)], [timedelta(seconds=301)]),
            (
                rules.Range(maximum=300),
                [Duration(seconds=300)],
                [Duration(seconds=300, nanoseconds=1)],
            ),
            (rules.Allowed("a"), ["a"], ["b"]),
            (rules.Unique(), [[], ["a", "b"], [{"a": 1}, {"a": 2}]], [["a", "a"], [{}, {}]]),
            (rules.Required(), ["a", [0], 0, False], ["", [], {}, None, ()]),
        ],
    )
    def test_limits(self, rule: rules.Rule, yes: list[Any], no: list[Any]) -> None:
        test = rule.test()
        assert [value for value in yes if not test(value)] == []
        assert [value for value in no if test(value)] == []

    def test_one_of(self) -> None:
        assert repr(rules.OneOf("a", "b")) == "OneOf('a', 'b')"
        assert repr(rules.OneOf("a", exactly_one=True)) == "OneOf('a', exactly_one=True)"
        assert rules.OneOf("a") == rules.OneOf("a")

    def test_shortened(self) -> None:
        class Broken:
            def __repr__(self) -> str:
                raise RuntimeError

        assert len(shortened("x" * 1000)) < 100
        assert shortened(Broken()).startswith("<Broken")
