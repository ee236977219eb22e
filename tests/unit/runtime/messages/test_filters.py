"""Filters of lists."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest

from apigen.runtime.messages.filters import Filter, quoted, where


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
    def test_invalid_field_names(self, field: str) -> None:
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
