"""Filters, patterns, profiles, rules: small languages."""

from __future__ import annotations

import pickle
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from apigen.runtime.auth.profile import parse, read_profile
from apigen.runtime.messages import rules
from apigen.runtime.messages.durations import Duration
from apigen.runtime.messages.filters import Filter, quoted, where
from apigen.runtime.messages.shorten import shortened


class TestFilters:
    def test_conditions(self) -> None:
        assert (where("name") == "x") == 'name="x"'
        assert (where("name") != "x") == 'name!="x"'
        assert where("status").one_of(["A", "B"]) == 'status IN ("A", "B")'
        assert where("status").none_of(("A",)) == 'status NOT IN ("A")'
        both = (where("name") == "x") & where("labels.env").one_of(["p"]) & "size=5"
        assert both == 'name="x" AND labels.env IN ("p") AND size=5'
        assert "a=1" & (where("b") == 2) == "a=1 AND b=2"
        assert isinstance(both, Filter)
        assert isinstance(both, str)

    @pytest.mark.parametrize(
        ("value", "text"),
        [
            ('a"b', r'"a\"b"'),
            ("a\\b", r'"a\\b"'),
            ("\n\t\r\v\f\b\a", r'"\n\t\r\v\f\b\a"'),
            ("\x00\x1f\x7f", r'"\000\037\177"'),
            ("Я", '"Я"'),
            (True, "true"),
            (False, "false"),
            (5, "5"),
            (0.5, "0.5"),
            (datetime(2024, 1, 2, tzinfo=UTC), '"2024-01-02T00:00:00Z"'),
        ],
    )
    def test_quoting(self, value: Any, text: str) -> None:
        assert quoted(value) == text

    @pytest.mark.parametrize("field", ["", "a b", 'a="x" OR b', "1a", "a.", "a\n"])
    def test_what_is_no_field(self, field: str) -> None:
        with pytest.raises(ValueError, match="not the name of a field"):
            where(field)

    def test_wrong_values(self) -> None:
        wrong: Any = None
        with pytest.raises(TypeError, match="NoneType"):
            where("a") == wrong  # noqa: B015
        with pytest.raises(TypeError, match="not one string"):
            where("a").one_of("xy")
        with pytest.raises(ValueError, match="at least one"):
            where("a").none_of([])


class TestProfile:
    def test_what_yc_writes(self) -> None:
        text = (
            "# written by yc\n"
            "current: default\n"
            "profiles:\n"
            "  default:\n"
            "    token: t1.abc  # comment\n"
            "    cloud-id: 'b1g''x'\n"
            "    empty:\n"
            "    none: {}\n"
            '    "quoted": "a\\nb"\n'
            "    'single': x\n"
            "\n"
            "    service-account-key:\n"
            "      id: aje\n"
            "      private_key: |-\n"
            "        one\n"
            "\n"
            "        two\n"
            "      after: yes\n"
            "  other:\n"
            "    endpoint: api.cloud.yandex.net:443\n"
        )
        assert parse(text) == {
            "current": "default",
            "profiles": {
                "default": {
                    "token": "t1.abc",
                    "cloud-id": "b1g'x",
                    "empty": "",
                    "none": {},
                    "quoted": "a\nb",
                    "single": "x",
                    "service-account-key": {
                        "id": "aje",
                        "private_key": "one\n\ntwo\n",
                        "after": "yes",
                    },
                },
                "other": {"endpoint": "api.cloud.yandex.net:443"},
            },
        }

    @pytest.mark.parametrize(
        ("text", "line"),
        [
            ("a: 1\n   b: 2\n", 2),
            ("- a\n", 1),
            ("a: [1, 2]\n", 1),
            ("a: &x 1\n", 1),
            ('a: "\\q"\n', 1),
            ('a: "open\n', 1),
            ("a:\n    b: 1\n  c: 2\n", 3),
        ],
    )
    def test_what_it_does_not_know(self, text: str, line: int) -> None:
        with pytest.raises(ValueError, match=f"line {line}: "):
            parse(text)

    def test_profiles(self, tmp_path: Path) -> None:
        file = tmp_path / "config.yaml"
        with pytest.raises(ValueError, match="no such file"):
            read_profile(file)
        file.write_text("profiles:\n  default:\n    a: b\n  x:\n    c: d\n")
        assert read_profile(file) == {"a": "b"}
        assert read_profile(file, "x") == {"c": "d"}
        for text in ("current: gone\n", "profiles: 5\n", "profiles:\n  default: 5\n"):
            file.write_text(text)
            with pytest.raises(ValueError, match="no profile"):
                read_profile(file)
        file.write_bytes(b"\xff")
        with pytest.raises(ValueError, match="utf-8"):
            read_profile(file)


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
