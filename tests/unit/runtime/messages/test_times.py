"""Timestamps and durations to the nanosecond."""

from __future__ import annotations

import copy
import operator
import pickle
from datetime import UTC, datetime, time, timedelta, timezone
from typing import Any

import pytest

from apigen.runtime.messages.durations import Duration
from apigen.runtime.messages.timestamps import Timestamp

NANO = Timestamp.parse("2024-01-02T03:04:05.123456789Z")
PLAIN = datetime(2024, 1, 2, 3, 4, 5, 123456, tzinfo=UTC)


class TestTimestamp:
    @pytest.mark.parametrize(
        ("text", "written"),
        [
            ("2024-01-02T03:04:05Z", None),
            ("2024-01-02T03:04:05.5Z", "2024-01-02T03:04:05.500Z"),
            ("2024-01-02T03:04:05.123Z", None),
            ("2024-01-02T03:04:05.123456Z", None),
            ("2024-01-02T03:04:05.123456789Z", None),
            ("2024-01-02T03:04:05.000000001Z", None),
            ("2024-01-02T03:04:05.1234567899Z", "2024-01-02T03:04:05.123456789Z"),
            ("2024-01-02t03:04:05z", "2024-01-02T03:04:05Z"),
            ("2024-01-02 03:04:05Z", "2024-01-02T03:04:05Z"),
            ("2024-01-02T03:04:05+00:00", "2024-01-02T03:04:05Z"),
            ("2024-01-02T03:04:05.000000001+03:30", None),
            ("2024-01-02T03:04:05-11:00", None),
            ("0001-01-01T00:00:00Z", None),
            ("9999-12-31T23:59:59.999999999Z", None),
            ("9999-12-31T23:59:59.999999999-11:00", None),
        ],
    )
    def test_texts(self, text: str, written: str | None) -> None:
        assert str(Timestamp.parse(text)) == (written or text)

    @pytest.mark.parametrize(
        "text",
        ["", "2024-01-02", "2024-01-02T03:04:05", "2024-13-02T03:04:05Z", "2024-01-02T03:04:05.Z"],
    )
    def test_invalid_texts(self, text: str) -> None:
        with pytest.raises(ValueError, match=r"month|not an RFC 3339"):
            Timestamp.parse(text)

    def test_parts(self) -> None:
        assert (NANO.nanosecond, NANO.microsecond) == (123456789, 123456)
        assert Timestamp(2024, 1, 2, nanosecond=5, tzinfo=UTC).nanosecond == 5
        assert Timestamp(2024, 1, 2, 3, 4, 5, 6).nanosecond == 6000
        with pytest.raises(ValueError, match="nanosecond"):
            Timestamp(2024, 1, 2, nanosecond=1_000_000_000)

    def test_of(self) -> None:
        assert Timestamp.of(PLAIN).nanosecond == 123456000
        assert Timestamp.of(NANO) is NANO
        naive = datetime(2024, 1, 2)  # noqa: DTZ001
        assert str(Timestamp.of(naive)) == "2024-01-02T00:00:00Z"

    def test_comparison(self) -> None:
        later = Timestamp.parse("2024-01-02T03:04:05.123456790Z")
        assert later > NANO
        assert later >= NANO
        assert later > NANO
        assert later >= NANO
        assert later != NANO
        assert operator.le(NANO, later)
        assert not operator.le(later, NANO)
        assert PLAIN < NANO
        assert NANO > PLAIN
        assert not NANO < PLAIN
        assert NANO != PLAIN
        assert PLAIN != NANO
        assert Timestamp.of(PLAIN) == PLAIN
        assert hash(Timestamp.of(PLAIN)) == hash(PLAIN)
        assert len({NANO, later, PLAIN, Timestamp.of(PLAIN)}) == 3
        assert sorted([later, PLAIN, NANO]) == [PLAIN, NANO, later]
        assert NANO != "x"
        assert PLAIN + timedelta(days=1) > NANO
        assert PLAIN - timedelta(days=1) < NANO
        elsewhere = NANO.astimezone(timezone(timedelta(hours=3)))
        assert elsewhere == NANO
        assert hash(elsewhere) == hash(NANO)

    @pytest.mark.parametrize(
        "make", [copy.copy, copy.deepcopy, lambda t: pickle.loads(pickle.dumps(t))]
    )
    def test_copies(self, make: Any) -> None:
        again = make(NANO)
        assert again == NANO
        assert type(again) is Timestamp
        assert again.nanosecond == NANO.nanosecond

    def test_arithmetic(self) -> None:
        assert str(NANO + timedelta(seconds=1)) == "2024-01-02T03:04:06.123456789Z"
        assert timedelta(seconds=1) + NANO == NANO + timedelta(seconds=1)
        assert str(NANO - timedelta(days=2)) == "2023-12-31T03:04:05.123456789Z"
        assert str(NANO + Duration(nanoseconds=211)) == "2024-01-02T03:04:05.123457Z"
        assert str(NANO - Duration(nanoseconds=789)) == "2024-01-02T03:04:05.123456Z"
        assert str(NANO - Duration(nanoseconds=790)) == "2024-01-02T03:04:05.123455999Z"
        assert timedelta(0) == NANO - PLAIN
        with pytest.raises(TypeError):
            NANO + 5  # type: ignore[operator]

    def test_changes_keep_nanoseconds(self) -> None:
        assert NANO.replace(hour=9).nanosecond == 123456789
        assert NANO.replace(nanosecond=1).nanosecond == 1
        assert NANO.replace(microsecond=5).nanosecond == 5000
        assert NANO.replace(2020, 1, 1, 1, 1, 1, 5).nanosecond == 5000
        assert NANO.astimezone(timezone(timedelta(hours=3))).nanosecond == 123456789
        assert Timestamp.combine(NANO.date(), time(1, tzinfo=UTC)).nanosecond == 0
        assert Timestamp.combine(NANO.date(), time(1), UTC).tzinfo is UTC

    def test_iso(self) -> None:
        assert NANO.isoformat() == "2024-01-02T03:04:05.123456789+00:00"
        assert NANO.isoformat(" ") == "2024-01-02 03:04:05.123456789+00:00"
        assert NANO.isoformat(timespec="seconds") == "2024-01-02T03:04:05+00:00"
        assert Timestamp.of(PLAIN).isoformat() == PLAIN.isoformat()
        assert repr(NANO) == "Timestamp('2024-01-02T03:04:05.123456789Z')"

    def test_decode(self) -> None:
        assert Timestamp.decode(PLAIN) == PLAIN
        for wrong in (5, datetime(2024, 1, 1)):  # noqa: DTZ001
            with pytest.raises(ValueError, match="timestamp"):
                Timestamp.decode(wrong)


class TestDuration:
    @pytest.mark.parametrize(
        ("text", "nanoseconds", "written"),
        [
            ("0s", 0, None),
            ("3.5s", 3_500_000_000, "3.500s"),
            ("3.000000001s", 3_000_000_001, None),
            ("-0.000000001s", -1, None),
            ("-1.500s", -1_500_000_000, None),
            ("315576000000s", 315_576_000_000 * 10**9, None),
        ],
    )
    def test_texts(self, text: str, nanoseconds: int, written: str | None) -> None:
        parsed = Duration.parse(text)
        assert parsed.total_nanoseconds == nanoseconds
        assert str(parsed) == (written or text)

    @pytest.mark.parametrize("text", ["", "3", "3m", "s", "1.s", "1e3s"])
    def test_invalid_texts(self, text: str) -> None:
        with pytest.raises(ValueError, match="not a duration"):
            Duration.parse(text)

    def test_arithmetic(self) -> None:
        one = Duration(nanoseconds=1)
        assert (one + one).total_nanoseconds == 2
        assert (timedelta(seconds=1) + one).total_nanoseconds == 1_000_000_001
        assert (timedelta(seconds=1) - one).total_nanoseconds == 999_999_999
        assert (one - timedelta(seconds=1)).total_nanoseconds == -999_999_999
        assert abs(-one) == one
        assert one
        assert not Duration()

    @pytest.mark.parametrize("name", ["add", "sub", "lt", "le", "gt", "ge"])
    def test_arithmetic_with_other_types(self, name: str) -> None:
        with pytest.raises(TypeError):
            getattr(operator, name)(Duration(nanoseconds=1), 5)

    def test_comparison(self) -> None:
        second = timedelta(seconds=1)
        nearly = Duration(nanoseconds=999_999_999)
        assert nearly < second
        assert nearly <= second
        assert second > nearly
        assert not nearly >= second
        assert not nearly > second
        assert nearly != second
        assert nearly != 5
        assert Duration(seconds=1) == second
        assert hash(Duration(seconds=1)) == hash(second)
        assert hash(nearly) == hash(Duration(nanoseconds=999_999_999))

    def test_copies(self) -> None:
        value = Duration(days=1, nanoseconds=7)
        for again in (copy.copy(value), copy.deepcopy(value), pickle.loads(pickle.dumps(value))):
            assert again == value
            assert again.total_nanoseconds == value.total_nanoseconds
        assert repr(value) == "Duration('86400.000000007s')"

    def test_decode(self) -> None:
        assert Duration.decode(timedelta(seconds=1)) == timedelta(seconds=1)
        with pytest.raises(ValueError, match="expected a duration"):
            Duration.decode(5)
