"""Linking pages into one API."""

from __future__ import annotations

import itertools
from typing import Any

import pytest

from apigen.analysis.api.link import link
from apigen.findings.diagnostics import Diagnostics
from apigen.ir.api import Field, OperationResult, Pagination
from apigen.ir.codec import CodecError, decode_api, encode_api
from apigen.ir.types import (
    Duration,
    FieldMask,
    Integer,
    List,
    MessageRef,
    String,
    Type,
    Value,
)
from tests.unit.analysis.pages import HOST, OPERATION, api_of, drafts_of, message, method, new, old

IMAGE = (
    "id | **string**<br>",
    "name | **string**<br>",
    "os | **object**<br>",
    "os.<br>type | **string**<br><ul> <li>LINUX: L.</li> </ul>",
)
OF_LIST = tuple(f"images[].<br>{row}" for row in IMAGE)
PAGES = {
    "compute/api-ref/Image/get.md": old(
        f"GET {HOST}/compute/v1/images/{{imageId}}", path=["imageId | Required."], response=IMAGE
    ),
    "compute/api-ref/Image/getLatestByFamily.md": old(
        f"GET {HOST}/compute/v1/images:latestByFamily",
        query=["family | The family."],
        response=IMAGE,
    ),
    "compute/api-ref/Image/list.md": old(
        f"GET {HOST}/compute/v1/images",
        query=[
            "folderId | Required.",
            "pageSize | Size.  The maximum value is 1000.",
            "pageToken | Token.",
        ],
        response=["images[] | **object**<br>", *OF_LIST, "nextPageToken | **string**<br>"],
    ),
    "compute/api-ref/Image/create.md": old(
        f"POST {HOST}/compute/v1/images",
        body=[
            "name | **string**<br><p>The maximum string length in characters is 50.</p>",
            *IMAGE[2:],
        ],
        response=OPERATION,
    ),
    "compute/api-ref/Image/update.md": old(
        f"PATCH {HOST}/compute/v1/images/{{imageId}}",
        path=["imageId | Required."],
        body=["updateMask | **string**<br>", "name | **string**<br>"],
        response=OPERATION,
    ),
    "compute/api-ref/Image/delete.md": old(
        f"DELETE {HOST}/compute/v1/images/{{imageId}}",
        path=["imageId | Required."],
        response=OPERATION,
    ),
    "compute/api-ref/Image/stop.md": old(
        f"POST {HOST}/compute/v1/images/{{imageId}}:stop",
        path=["imageId | Required."],
        response=OPERATION,
    ),
}


@pytest.fixture(scope="module")
def api() -> Any:
    found, told = api_of(PAGES)
    assert told == []
    return found


def kind(fields: tuple[Field, ...], name: str) -> Type:
    return next(field.type for field in fields if field.name == name)


def test_equal_messages_are_merged_under_the_id_of_the_representation(api: Any) -> None:
    assert [message.id for message in api.messages] == [
        "compute.Image",
        "compute.Image.Os",
        "compute.ListImagesResponse",
        "operation.Operation",
        "operation.Operation.Error",
    ]
    assert method(api, "Image", "get").response == "compute.Image"
    assert method(api, "Image", "getLatestByFamily").response == "compute.Image"
    listed = message(api, "compute.ListImagesResponse")
    assert kind(listed.fields, "images") == List(Value(MessageRef("compute.Image")))
    body = method(api, "Image", "create").body
    assert body is not None
    assert kind(body.fields, "os") == MessageRef("compute.Image.Os")
    assert api.services[0].resources[0].message == "compute.Image"


@pytest.mark.parametrize(
    ("name", "result"),
    [
        ("create", OperationResult("compute.Image")),
        ("update", OperationResult("compute.Image")),
        ("delete", OperationResult(None, empty=True)),
        ("stop", OperationResult(None)),
    ],
)
def test_results_of_operations_on_pages_without_their_types(
    api: Any, name: str, result: OperationResult
) -> None:
    found = method(api, "Image", name)
    assert found.operation == result
    assert found.response == "operation.Operation"


def test_pagination(api: Any) -> None:
    assert method(api, "Image", "list").pagination == Pagination(items="images")
    assert method(api, "Image", "get").pagination is None


def test_inferred_types(api: Any) -> None:
    query = method(api, "Image", "list").query
    assert query is not None
    assert kind(query.fields, "pageSize") == Integer(64)
    assert kind(query.fields, "folderId") == String()
    assert not any(field.typed for field in query.fields)
    update = method(api, "Image", "update")
    assert update.update_mask == "updateMask"
    assert update.body is not None
    assert kind(update.body.fields, "updateMask") == FieldMask()
    assert method(api, "Image", "create").update_mask is None


def test_the_order_of_pages_does_not_matter() -> None:
    found = Diagnostics()
    drafts = drafts_of(PAGES, found)
    texts = {
        encode_api(link(order, Diagnostics()))
        for order in itertools.islice(itertools.permutations(drafts), 0, 5040, 503)
    }
    assert len(texts) == 1


def test_different_messages_of_one_name_are_not_merged() -> None:
    pages = dict(PAGES)
    pages["compute/api-ref/Image/create.md"] = old(
        f"POST {HOST}/compute/v1/images",
        body=["os | **object**<br>", "os.<br>version | **string**<br>"],
        response=OPERATION,
    )
    found, told = api_of(pages)
    assert told == []
    body = method(found, "Image", "create").body
    assert body is not None
    assert kind(body.fields, "os") == MessageRef("compute.CreateImageRequest.Os")
    assert [f.name for f in message(found, "compute.CreateImageRequest.Os").fields] == ["version"]


def test_constraints_distinguish_requests_but_not_answers() -> None:
    limited = IMAGE[3].replace("<ul>", "<p>Required.</p> <ul>")
    pages = dict(PAGES)
    pages["compute/api-ref/Image/create.md"] = old(
        f"POST {HOST}/compute/v1/images", body=[IMAGE[2], limited], response=OPERATION
    )
    pages["compute/api-ref/Image/list.md"] = PAGES["compute/api-ref/Image/list.md"].replace(
        "images[].<br>name | **string**<br>",
        "images[].<br>name | **string**<br><p>The maximum string length in characters is 9.</p>",
    )
    found, _ = api_of(pages)
    ids = [message.id for message in found.messages]
    assert "compute.CreateImageRequest.Os" in ids
    assert "compute.ListImagesResponse.Image" not in ids


USER = "User {#a.v1.User}"


def test_a_request_that_differs_keeps_a_message_of_its_own() -> None:
    """The name of the user is in the path of `update`, so that its body must not require it."""
    pages = {
        "mdb/api-ref/User/create.md": new(
            f"POST {HOST}/v1/users",
            "User.Create",
            ("Body parameters {#a.v1.CreateUserRequest}", ("user | **[User](#a.v1.User)**",)),
            (USER, ("name | **string**\n\nRequired field. ", "password | **string**")),
        ),
        "mdb/api-ref/User/update.md": new(
            f"PATCH {HOST}/v1/users/{{user.name}}",
            "User.Update",
            ("Path parameters", ("user.name | **string**\n\nRequired field. ",)),
            ("Body parameters {#a.v1.UpdateUserRequest}", ("user | **[User](#a.v1.User)**",)),
            (USER, ("password | **string**",)),
        ),
    }
    found, told = api_of(pages)
    assert told == ["L002 mdb/api-ref/User/update.md"]
    assert [message.id for message in found.messages] == [
        "a.v1.UpdateUserRequest.User",
        "a.v1.User",
    ]
    update = method(found, "User", "update")
    assert [parameter.name for parameter in update.parameters] == ["user.name"]
    assert update.body is not None
    assert kind(update.body.fields, "user") == MessageRef("a.v1.UpdateUserRequest.User")


def test_the_fullest_of_different_answers_defines_the_message() -> None:
    def page(name: str, *rows: str) -> str:
        return new(f"GET {HOST}/v1/users/{name}", f"User.{name}", ("Response {#a.v1.User}", rows))

    found, told = api_of(
        {
            "mdb/api-ref/User/old.md": page("old", "name | **string**"),
            "mdb/api-ref/User/get.md": page("get", "name | **string**", "age | **integer**"),
        }
    )
    assert told == ["L002 mdb/api-ref/User/old.md"]
    (user,) = found.messages
    assert [field.name for field in user.fields] == ["name", "age"]


def test_recursive_messages_are_merged_across_pages() -> None:
    node = ("Node {#a.v1.Node}", ("name | **string**", "below[] | **[Node](#a.v1.Node)**"))
    pages = {
        f"mdb/api-ref/Tree/{name}.md": new(
            f"GET {HOST}/v1/trees:{name}",
            f"Tree.{name}",
            (f"Response {{#a.v1.{name}}}", ("root | **[Node](#a.v1.Node)**",)),
            node,
        )
        for name in ("one", "two")
    }
    found, told = api_of(pages)
    assert told == []
    assert [message.id for message in found.messages] == ["a.v1.Node", "a.v1.one", "a.v1.two"]


def test_an_undefined_reference_is_reported_and_becomes_any() -> None:
    page = new(
        f"GET {HOST}/v1/users/{{id}}",
        "User.Get",
        ("Path parameters", ("id | **string**",)),
        ("Response {#a.v1.User}", ("place | **[Place](#a.v1.Place)**",)),
    )
    found, told = api_of({"mdb/api-ref/User/get.md": page})
    assert told == ["A012 mdb/api-ref/User/get.md"]
    assert [message.id for message in found.messages] == ["a.v1.User"]


def test_a_reference_to_a_message_of_another_service_is_resolved() -> None:
    def page(name: str, *sections: tuple[str, tuple[str, ...]]) -> str:
        return new(f"GET {HOST}/v1/{name}", f"User.{name}", *sections)

    place = ("Place {#a.v1.Place}", ("city | **string**",))
    pages = {
        "mdb/api-ref/User/get.md": page(
            "get", ("Response {#a.v1.User}", ("place | **[Place](#a.v1.Place)**",))
        ),
        "iam/api-ref/User/list.md": page(
            "list", ("Response {#a.v1.Users}", ("home | **[Place](#a.v1.Place)**",)), place
        ),
    }
    found, told = api_of(pages)
    assert told == []
    (field,) = message(found, "a.v1.User").fields
    assert field.type == MessageRef("a.v1.Place")


def test_path_parameters_are_in_the_order_of_the_template() -> None:
    page = old(
        f"GET {HOST}/v1/a/{{one}}/b/{{two}}:stop", path=["two | Required.", "three | Required."]
    )
    found, told = api_of({"compute/api-ref/Image/stop.md": page})
    assert sorted(told) == [
        "L003 compute/api-ref/Image/stop.md",
        "L004 compute/api-ref/Image/stop.md",
    ]
    parameters = method(found, "Image", "stop").parameters
    assert [(parameter.name, parameter.required) for parameter in parameters] == [
        ("one", False),
        ("two", True),
    ]


def test_pages_without_a_host_get_that_of_their_service() -> None:
    pages = dict(PAGES)
    oldest = old("POST /compute/v1/images/{imageId}:start", path=["imageId | Required."])
    pages["compute/api-ref/Image/start.md"] = oldest
    found, told = api_of(pages)
    assert told == []
    assert method(found, "Image", "start").host == "compute.api.cloud.yandex.net"
    alone, told = api_of({"vpc/api-ref/Image/start.md": oldest})
    assert told == ["L005 vpc/api-ref/Image/start.md"]
    assert alone.services[0].host == "vpc.api.cloud.yandex.net"


def test_a_host_with_an_unknown_variable_is_told_as_unknown() -> None:
    pages = dict(PAGES)
    line = "POST https://{{ api-host-x }}/compute/v1/images/{imageId}:start"
    pages["compute/api-ref/Image/start.md"] = old(line, path=["imageId | Required."])
    found, told = api_of(pages)
    assert told == ["P009 compute/api-ref/Image/start.md"]
    assert method(found, "Image", "start").host == "compute.api-host-x.invalid"
    assert found.services[0].host == "compute.api.cloud.yandex.net"
    alone, told = api_of({"vpc/api-ref/Image/start.md": pages["compute/api-ref/Image/start.md"]})
    assert told == ["P009 vpc/api-ref/Image/start.md"]
    assert alone.services[0].host == "vpc.api-host-x.invalid"


def test_two_pages_of_one_method() -> None:
    get = PAGES["compute/api-ref/Image/get.md"]
    _, told = api_of({"a/compute/api-ref/Image/get.md": get, "b/compute/api-ref/Image/get.md": get})
    assert told == ["L001 b/compute/api-ref/Image/get.md"]


def test_two_languages_of_one_method() -> None:
    get = PAGES["compute/api-ref/Image/get.md"]
    russian = get.replace("HTTP request", "HTTP-запрос").replace("# Method", "# Метод")
    russian = russian.replace("Parameter | Description", "Параметр | Описание")
    russian = russian.replace("Field | Description", "Поле | Описание")
    russian = russian.replace("Path parameters", "Path-параметры").replace("Response", "Ответ")
    _, told = api_of(
        {"en/compute/api-ref/Image/get.md": get, "ru/compute/api-ref/Image/get.md": russian}
    )
    assert told == ["L007 en/compute/api-ref/Image/get.md"]


def test_two_versions_of_a_service_are_two_services() -> None:
    get = PAGES["compute/api-ref/Image/get.md"]
    found, told = api_of(
        {"ml/api-ref/Image/get.md": get, "ml/v2/api-ref/Image/get.md": get.replace("/v1/", "/v2/")}
    )
    assert told == []
    assert [service.name for service in found.services] == ["ml", "ml-v2"]


def test_an_invalid_path_template_drops_only_its_method() -> None:
    pages = dict(PAGES)
    bad = old(f"POST {HOST}/v1/{{a b}}")
    pages["compute/api-ref/Image/bad.md"] = bad.replace("{a b}", "{../x}")
    found, told = api_of(pages)
    assert told == ["L006 compute/api-ref/Image/bad.md"]
    names = [item.name for item in found.services[0].resources[0].methods]
    assert "bad" not in names
    assert len(names) == 7


@pytest.mark.parametrize(
    ("row", "code"),
    [
        ("a | **string**<br><p>Value must match the regular expression ``[a``.</p>", "A013"),
        ("a | **string**<br><p>Value must match the regular expression ``(?<=a)b``.</p>", "A013"),
        ("a | **string**<br><p>Value must match the regular expression ``a{,3}``.</p>", "A020"),
        ("a | **string** (int64)<br><p>Acceptable values are 9 to 3, inclusive.</p>", "A018"),
    ],
)
def test_unsatisfiable_constraints_are_reported(row: str, code: str) -> None:
    page = old(f"POST {HOST}/v1/images", body=[row])
    found, told = api_of({"compute/api-ref/Image/create.md": page})
    assert told == [f"{code} compute/api-ref/Image/create.md"]
    body = method(found, "Image", "create").body
    assert body is not None
    assert len(body.fields[0].constraints) == (1 if code == "A020" else 0)


def test_a_string_with_a_range_in_seconds_is_a_duration() -> None:
    row = "a | **string**<br><p>Acceptable values are 1 seconds to 60 seconds, inclusive.</p>"
    page = old(f"POST {HOST}/v1/images", body=[row])
    found, told = api_of({"compute/api-ref/Image/create.md": page})
    assert told == []
    body = method(found, "Image", "create").body
    assert body is not None
    assert body.fields[0].type == Duration()


@pytest.mark.parametrize(
    ("heading", "rows", "names"),
    [
        ("Feld | Description\n--- | ---", "a | **string**<br>", ["a"]),
        ("Field | Type | Description\n--- | --- | ---", "a | string | Words.", []),
    ],
)
def test_tables_with_other_columns(heading: str, rows: str, names: list[str]) -> None:
    page = old(f"POST {HOST}/v1/images", body=[rows])
    page = page.replace("Field | Description\n--- | ---", heading)
    found, told = api_of({"compute/api-ref/Image/create.md": page})
    assert told == ["A021 compute/api-ref/Image/create.md"]
    body = method(found, "Image", "create").body
    assert [field.name for field in (body.fields if body else ())] == names


@pytest.mark.parametrize("sample", ["", "```json\n {}\n```\n", "```json \n{\n}\n```\n"])
def test_a_body_without_fields_is_no_body(sample: str) -> None:
    page = old(f"POST {HOST}/v1/images/{{imageId}}:start", path=["imageId | Required. The image."])
    page += f"## Body parameters {{#body_params}}\n\n{sample}"
    found, told = api_of({"compute/api-ref/Image/start.md": page})
    start = method(found, "Image", "start")
    assert (start.path, start.body, told) == ("/v1/images/{imageId}:start", None, [])


def test_an_api_survives_a_json_round_trip(api: Any) -> None:
    text = encode_api(api)
    assert decode_api(text) == api
    assert encode_api(decode_api(text)) == text
    assert '"line"' in text


@pytest.mark.parametrize("text", ["", "{", "[]", '{"services": 1}'])
def test_json_that_is_no_api_is_rejected(text: str) -> None:
    with pytest.raises(CodecError):
        decode_api(text)


def test_without_pages_the_api_is_empty() -> None:
    found, told = api_of({})
    assert (found.services, found.messages, told) == ((), (), [])
