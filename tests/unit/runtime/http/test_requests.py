"""Encoding of requests, and the violations that prevent sending."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from apigen.runtime.errors import ValidationFailed, YCloudError
from apigen.runtime.http.checks import check
from apigen.runtime.messages.models import Timestamp
from tests.unit.runtime.sample_api import (
    ImageStatus,
    Os,
    OsType,
    Schedule,
    create_call,
    delete_call,
    get_call,
    list_call,
    ping_call,
    update_call,
)


def broken(call: Any) -> list[tuple[str, str]]:
    return [(v.path, v.rule) for v in check(call.request)]


class TestEncoding:
    def test_a_path_value_cannot_leave_its_segment(self) -> None:
        assert get_call(image_id="a/b?c#d%2F é").url() == (
            "/compute/v1/images/a%2Fb%3Fc%23d%252F%20%C3%A9"
        )

    @pytest.mark.parametrize("value", [".", "..", "", None])
    def test_a_path_value_that_changes_the_url_is_refused(self, value: Any) -> None:
        call = get_call(image_id=value)
        assert [v.path for v in check(call.request)] == ["imageId"]
        with pytest.raises(ValidationFailed):  # with the checks off, too
            call.url()

    def test_three_dots_are_an_ordinary_name(self) -> None:
        assert get_call(image_id="...").url() == "/compute/v1/images/..."

    def test_query(self) -> None:
        call = list_call(
            folder_id="b1g",
            page_size=10,
            filter='name="x" AND y',
            statuses=[ImageStatus.READY, ImageStatus.CREATING],
            recent=True,
            os=Os(type="LINUX"),
            since=datetime(2024, 1, 2, tzinfo=UTC),
        )
        assert call.query() == [
            ("folderId", "b1g"),
            ("pageSize", "10"),
            ("filter", 'name="x" AND y'),
            ("statuses", "READY"),
            ("statuses", "CREATING"),
            ("recent", "true"),
            ("os.type", "LINUX"),
            ("since", "2024-01-02T00:00:00Z"),
        ]
        assert "filter=name%3D%22x%22%20AND%20y" in call.url()

    def test_null_in_a_query_is_left_out(self) -> None:
        assert list_call(folder_id="b", filter=None).url() == "/compute/v1/images?folderId=b"

    def test_bodies(self) -> None:
        call = create_call(
            folder_id="b1g",
            name=None,
            labels={"a": "b"},
            min_disk_size=4194304,
            product_ids=("x", "y"),
            os=Os(type=OsType.WINDOWS),
        )
        assert call.body() == {
            "folderId": "b1g",
            "name": None,
            "labels": {"a": "b"},
            "minDiskSize": "4194304",
            "productIds": ["x", "y"],
            "os": {"type": "WINDOWS"},
        }

    def test_get_and_delete_have_no_body(self) -> None:
        assert get_call(image_id="x").content() is None
        assert delete_call(image_id="x").content() is None

    def test_no_body_where_the_method_declares_none(self) -> None:
        assert ping_call().content() is None

    def test_empty_body_where_the_method_declares_one(self) -> None:
        assert update_call(image_id="x", update_mask=None).content() == b"{}"

    def test_nested_values(self) -> None:
        schedule = Schedule(
            period=timedelta(minutes=5, milliseconds=500),
            count=9007199254740993,
            start_at=Timestamp.parse("2024-01-02T03:04:05.123456789Z"),
            secret=b"\xff\xfe",
            named={"a": Schedule(keep=None)},
        )
        assert schedule.to_json() == {
            "period": "300.500s",
            "count": "9007199254740993",
            "startAt": "2024-01-02T03:04:05.123456789Z",
            "secret": "//4=",
            "named": {"a": {"keep": None}},
        }


class TestFieldMask:
    def test_mask_names_exactly_the_given_fields(self) -> None:
        call = update_call(image_id="i", min_disk_size=1, name="abc")
        assert call.body() == {
            "updateMask": "name,minDiskSize",
            "name": "abc",
            "minDiskSize": "1",
        }

    def test_null_counts_as_given(self) -> None:
        body = update_call(image_id="i", description=None).body()
        assert body == {"updateMask": "description", "description": None}

    @pytest.mark.parametrize(
        "mask", ["name,minDiskSize", ["name", "min_disk_size"], ("name", "minDiskSize")]
    )
    def test_an_explicit_mask_wins(self, mask: Any) -> None:
        body = update_call(image_id="i", update_mask=mask, description="d").body()
        assert body == {"updateMask": "name,minDiskSize", "description": "d"}

    def test_none_sends_no_mask(self) -> None:
        call = update_call(image_id="i", update_mask=None, name="abc")
        assert call.body() == {"name": "abc"}
        assert not check(call.request)

    def test_update_without_fields_is_refused(self) -> None:
        call = update_call(image_id="i")
        assert broken(call) == [("updateMask", "field-mask")]

    def test_a_mask_of_a_wrong_type(self) -> None:
        wrong: Any = 5
        assert broken(update_call(image_id="i", update_mask=wrong)) == [("updateMask", "type")]


class TestChecks:
    def test_all_violations_at_once_with_their_places(self) -> None:
        call = create_call(
            folder_id="",
            name="ABC",
            labels={"Env": "x", "ok": "Я" * 64},
            min_disk_size=1,
            product_ids=["p" * 51],
            os=Os(type="BEOS"),  # type: ignore[arg-type]
            image_id="a",
            disk_id="b",
        )
        found = {v.path: (v.rule, v.line) for v in check(call.request) if v.path != 'labels["ok"]'}
        assert found == {
            "folderId": ("required", 47),
            "name": ("pattern", 48),
            'labels["Env"]': ("pattern", 50),
            "minDiskSize": ("range", 52),
            "productIds[0]": ("length", 53),
            "os.type": ("allowed", 55),
            "imageId | diskId | snapshotId | uri": ("one-of", 56),
        }
        labels = [v.rule for v in check(call.request) if v.path == 'labels["ok"]']
        assert labels == ["length", "pattern"]
        group = check(call.request)[-1]
        assert group.given == "imageId and diskId"
        assert group.place == "ru/compute/api-ref/Image/create.md:56"

    def test_error_text(self) -> None:
        error = ValidationFailed(
            "compute.images.create", check(create_call(folder_id="f", name="A").request)
        )
        assert isinstance(error, ValueError)
        assert isinstance(error, YCloudError)
        assert str(error) == (
            "compute.images.create: 1 violation\n"
            "  name: must match |[a-z][-a-z0-9]{1,61}[a-z0-9], got 'A'"
            " (ru/compute/api-ref/Image/create.md:48)"
        )

    @pytest.mark.parametrize("name", ["", "abc", "a1-b", "a" * 63, None])
    def test_valid_names(self, name: Any) -> None:
        assert not check(create_call(folder_id="f", name=name).request)

    @pytest.mark.parametrize("name", ["ABC", "abc-", "abc\n", "a", "1ab", "a" * 64, "abé"])
    def test_invalid_names(self, name: str) -> None:
        assert broken(create_call(folder_id="f", name=name)) == [("name", "pattern")]

    def test_length_counts_code_points(self) -> None:
        assert not check(create_call(folder_id="f", description="😀" * 256).request)
        assert broken(create_call(folder_id="f", description="😀" * 257)) == [
            ("description", "length")
        ]

    @pytest.mark.parametrize("wrong", [5, True, b"x", "\ud800", ["x"]])
    def test_a_wrong_type_for_a_string(self, wrong: Any) -> None:
        assert broken(create_call(folder_id="f", description=wrong)) == [("description", "type")]

    @pytest.mark.parametrize("wrong", ["5", True, 5.0, 1 << 64])
    def test_a_wrong_type_for_a_number(self, wrong: Any) -> None:
        assert broken(create_call(folder_id="f", min_disk_size=wrong)) == [("minDiskSize", "type")]

    @pytest.mark.parametrize("wrong", ["abc", {"a"}, 5])
    def test_a_wrong_type_for_a_list(self, wrong: Any) -> None:
        assert broken(create_call(folder_id="f", product_ids=wrong)) == [("productIds", "type")]

    def test_a_wrong_type_for_a_map_and_a_message(self) -> None:
        wrong: Any = ["a"]
        assert broken(create_call(folder_id="f", labels=wrong, os=wrong)) == [
            ("labels", "type"),
            ("os", "type"),
        ]

    def test_range_ends_are_allowed(self) -> None:
        for size in (4194304, 4398046511104):
            assert not check(create_call(folder_id="f", min_disk_size=size).request)
        for size in (4194303, 4398046511105):
            assert broken(create_call(folder_id="f", min_disk_size=size)) == [
                ("minDiskSize", "range")
            ]

    def test_items_and_unique(self) -> None:
        labels = {f"k{number}": "" for number in range(65)}
        assert broken(create_call(folder_id="f", labels=labels)) == [("labels", "items")]
        del labels["k0"]
        assert not check(create_call(folder_id="f", labels=labels).request)
        assert broken(create_call(folder_id="f", product_ids=["a", "a"])) == [
            ("productIds", "unique")
        ]

    def test_required_is_not_filled_by_none(self) -> None:
        nothing: Any = None
        assert broken(create_call(folder_id=nothing)) == [("folderId", "required")]

    def test_one_of_counts_no_nulls(self) -> None:
        assert not check(create_call(folder_id="f", image_id=None, disk_id="d").request)

    def test_nested_groups_and_paths(self) -> None:
        inner = Schedule(cron="* *", period=timedelta(minutes=5), count=0)
        outer = Schedule(count=1, children=[inner], named={"x": Schedule()})
        call = create_call(folder_id="f", schedules=[outer])
        assert [(v.path, v.rule, v.line) for v in check(call.request)] == [
            ("schedules[0].children[0].count", "range", 12),
            ("schedules[0].children[0].cron | period", "one-of", 10),
            ('schedules[0].named["x"].count | keep', "one-of", 12),
        ]

    def test_durations_are_ranged_in_seconds(self) -> None:
        for period, rules in [
            (timedelta(seconds=60), []),
            (timedelta(seconds=3600), []),
            (timedelta(seconds=59.999), ["range"]),
            (timedelta(seconds=3600, microseconds=1), ["range"]),
        ]:
            call = create_call(folder_id="f", schedules=[Schedule(period=period, count=1)])
            assert [v.rule for v in check(call.request)] == rules

    def test_a_timestamp_needs_a_timezone(self) -> None:
        naive = datetime(2024, 1, 2)  # noqa: DTZ001
        assert broken(list_call(folder_id="f", since=naive)) == [("since", "type")]
