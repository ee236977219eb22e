"""OpenAPI documents: valid, complete, and as strict as the page, by judges of other makers."""

from __future__ import annotations

import json
import tarfile
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from apigen import pipeline
from apigen.findings.diagnostics import Diagnostics
from apigen.ir.api import Api
from apigen.ir.facts import method_facts
from apigen.settings import load
from apigen.targets.openapi.document import document, documents
from apigen.targets.openapi.extensions import EXTENSIONS
from apigen.targets.openapi.views import document_text, view_set
from tests.tiers import deep, sampled
from tests.unit.openapi.document_facts import facts_of
from tests.unit.openapi.facts_api import api_of
from tests.unit.openapi.rich_facts import RICH

PROJECT = Path(__file__).parents[3]
CASES = sorted(page.parent for page in (PROJECT / "tests/cases").glob("*/ir.json"))
SCALE = PROJECT.parent / "shared" / "scale"
CORPUS = PROJECT.parent / "shared" / "corpus"
Facts = dict[str, Any]


def shipped() -> Api:
    return read(PROJECT / "reference")


def read(folder: Path) -> Api:
    return pipeline.read(folder, load(PROJECT).all_variables(), Diagnostics()).api


RICH_API = api_of(RICH)
APIS = {"shipped": shipped, "rich": lambda: RICH_API}


def by_method(found: Iterable[Facts]) -> dict[str, Facts]:
    """Facts by method; their order does not count, a query's messages stand apart."""
    return {
        f"{fact['service']}.{fact['resource']}.{fact['method']}": {
            **fact,
            "fields": sorted(fact["fields"], key=lambda field: (field["in"], field["path"])),
            "one_of": sorted(fact["one_of"], key=str),
        }
        for fact in found
    }


def ir_facts(api: Api) -> list[Facts]:
    known = api.message_index()
    return [
        method_facts(method.origin.file, service.name, resource.name, method, known)
        for service in api.services
        for resource in service.resources
        for method in resource.methods
    ]


def assert_valid(found: dict[str, Any]) -> None:
    errors = [str(error.message) for error in OpenAPIV31SpecValidator(found).iter_errors()]
    assert errors == []


def assert_complete(api: Api) -> None:
    """Every document is valid, and together they say what the IR says."""
    found = documents(api)
    whole = found.pop("all.json")
    assert_valid(whole)
    for one in found.values():
        assert_valid(one)
    wanted = by_method(ir_facts(api))
    assert by_method(facts_of(whole)) == wanted
    assert by_method(fact for one in found.values() for fact in facts_of(one)) == wanted


@pytest.mark.parametrize("name", APIS)
def test_no_fact_is_lost_and_every_document_is_valid(name: str) -> None:
    assert_complete(APIS[name]())


def test_the_made_up_facts_come_back_as_they_went_in() -> None:
    assert by_method(facts_of(document(RICH_API))) == by_method(RICH)


@pytest.mark.parametrize("folder", CASES, ids=lambda folder: folder.name)
def test_no_fact_of_a_case_is_lost(folder: Path) -> None:
    api = read(folder)
    assert api.services
    assert_complete(api)


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus of real pages is not here")
@pytest.mark.parametrize(
    "folder",
    sampled(
        ["old-en", "old-ru", "old-en-late", "old-ru-alt", "oldest-ru", "playground",
         "playground-rendered", "yfm-en", "yfm-en-map", "yfm-playground-en"],
        4,
    ),
)  # fmt: skip
def test_no_fact_of_real_pages_is_lost(folder: str) -> None:
    api = read(CORPUS / folder)
    assert api.services
    assert_complete(api)


@pytest.mark.skipif(not SCALE.is_dir(), reason="the pages of the whole API are not here")
@deep
@pytest.mark.parametrize("archive", ["scale-old", "scale-playground"])
def test_no_fact_of_the_whole_api_is_lost(tmp_path: Path, archive: str) -> None:
    """A sample: every twelfth service. All 2,095 methods of the newer one, with 109,684 fields, were
    compared without a difference."""
    with tarfile.open(SCALE / f"{archive}.tar.xz") as pages:
        files = [file for file in pages if file.isfile()]
        services = sorted({service_of(file) for file in files})
        language = services[0].partition("/")[0]
        services = [service for service in services if service.startswith(f"{language}/")][::12]
        kept = [file for file in files if service_of(file) in services]
        pages.extractall(tmp_path, kept, filter="data")
    api = read(tmp_path / language)
    assert len(api.services) >= len(services) > 3
    assert_complete(api)


def service_of(file: tarfile.TarInfo) -> str:
    """`old-en/compute`: the folder of a language and of a service."""
    return "/".join(file.name.removeprefix("./").split("/")[:2])


@pytest.mark.parametrize("name", APIS)
def test_documents_are_the_same_each_time(name: str) -> None:
    first, second = (
        [document_text(found) for found in documents(APIS[name]()).values()] for _ in range(2)
    )
    assert first == second


def test_views_are_the_documents_as_json() -> None:
    views = view_set(RICH_API).collections["document"]
    assert [view.path for view in views] == ["kitchen.json", "all.json"]
    assert json.loads(views[0].text) == json.loads(json.dumps(documents(RICH_API)["kitchen.json"]))


@pytest.mark.parametrize("name", APIS)
def test_every_extension_is_explained(name: str) -> None:
    found = document(APIS[name]())
    used = set(extensions(found)) - {"x-request-id", "x-server-trace-id"}
    assert used <= set(EXTENSIONS)
    assert all(f"`{name}`" in found["info"]["description"] for name in used)


def extensions(value: Any) -> Iterable[str]:
    if isinstance(value, dict):
        for key, inner in value.items():
            if key.startswith("x-"):
                yield key
            yield from extensions(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from extensions(inner)


class Judge:
    """A JSON Schema validator for one component, format checks left out."""

    def __init__(self, found: dict[str, Any], name: str) -> None:
        root = Resource.from_contents(found, default_specification=DRAFT202012)
        registry: Any = Registry().with_resource("urn:doc", root)
        self.validator: Any = Draft202012Validator(
            {"$ref": f"urn:doc#/components/schemas/{name}"}, registry=registry
        )

    def paths(self, value: Any) -> set[str]:
        return {
            "/".join(str(part) for part in error.absolute_path)
            for error in self.validator.iter_errors(value)
        }


DOCUMENT = json.loads(document_text(document(RICH_API)))
BODY = Judge(DOCUMENT, "kitchen.Pot.createBody")
RIGHT = {
    "folderId": "f",
    "title": "abX",
    "tags": {"a": "b"},
    "parts": ["p"],
    "lid": {"kind": "GLASS"},
}
WRONG = [
    ({"folderId": ""}, "folderId"),
    ({"folderId": "f" * 51}, "folderId"),
    ({"name": "ABC"}, "name"),
    ({"name": "abc-"}, "name"),
    ({"title": "abcd"}, "title"),
    ({"code": "a"}, "code"),
    ({"tags": {}}, "tags"),
    ({"tags": {"A": "b"}}, "tags"),
    ({"tags": {"a": "bbbb"}}, "tags/a"),
    ({"tags": {"a": "", "b": "", "c": ""}}, "tags"),
    ({"counts": {"x": "10"}}, "counts/x"),
    ({"size": "9"}, "size"),
    ({"size": "2501"}, "size"),
    ({"size": "1e2"}, "size"),
    ({"weight": "0"}, "weight"),
    ({"litres": "2"}, "litres"),
    ({"heat": 10}, "heat"),
    ({"share": 1.6}, "share"),
    ({"mood": "sad"}, "mood"),
    ({"parts": ["a", "a"]}, "parts"),
    ({"parts": []}, "parts"),
    ({"parts": ["abcdef"]}, "parts/0"),
    ({"grid": []}, "grid"),
    ({"lid": {"kind": "WOOD"}}, "lid/kind"),
    ({"lid": {"kind": "STEEL", "knob": "", "handle": ""}}, "lid"),
    ({"fillings": [{"water": "w"}, {}]}, "fillings/1"),
    ({"fillings": [{"water": "w", "oil": "o"}]}, "fillings/0"),
    ({"gas": "g", "coal": "c"}, ""),
    ({"after": "5"}, "after"),
]


def test_what_the_page_admits_is_admitted() -> None:
    assert BODY.paths(RIGHT) == set()
    more = {
        "name": "", "size": "10", "weight": "1", "litres": "5", "after": "1.5s", "mood": "wild",
        "heat": 9, "counts": {"x": "-3"}, "note": "anything", "gas": "g", "fillings": [{"oil": ""}],
        "grid": [[1, 2], []],
    }  # fmt: skip
    assert BODY.paths({**RIGHT, **more}) == set()


@pytest.mark.parametrize(("part", "path"), WRONG, ids=[json.dumps(part) for part, _ in WRONG])
def test_what_the_page_forbids_is_refused(part: dict[str, Any], path: str) -> None:
    assert BODY.paths({**RIGHT, **part}) == {path}


@pytest.mark.parametrize("name", ["folderId", "title", "tags", "parts", "lid"])
def test_required_fields_are_required(name: str) -> None:
    assert BODY.paths({key: value for key, value in RIGHT.items() if key != name}) == {""}


def test_answers_are_open() -> None:
    answer = Judge(DOCUMENT, "kitchen.Pot.getResponse")
    assert answer.paths({"state": "BOILING", "lid": {}, "litres": "7", "new": 1}) == set()
    assert answer.paths({"state": 1}) == {"state"}


def test_a_path_that_pages_name_differently_is_one_path() -> None:
    item = DOCUMENT["paths"]["/kitchen/v1/pots/{potId}"]
    assert set(item) == {"get", "put"}
    assert [item["put"]["parameters"][0][key] for key in ("name", "x-name")] == ["potId", "pot.id"]
    assert item["put"]["servers"] == [{"url": "https://shelf.api.cloud.yandex.net"}]


def test_fields_of_messages_in_a_query_are_parameters_of_their_own() -> None:
    listing = DOCUMENT["paths"]["/kitchen/v1/pots"]["get"]
    names = [parameter.get("name") for parameter in listing["parameters"] if "name" in parameter]
    assert names == ["folderId", "pageSize", "pageToken", "view.full", "view.lang", "states"]
    assert listing["responses"]["200"]["links"]["nextPage"]["parameters"] == {
        "pageToken": "$response.body#/nextPageToken"
    }


def test_operations_link_to_where_they_are_read() -> None:
    found = documents(shipped())
    create = found["all.json"]["paths"]["/compute/v1/images"]["post"]
    link = create["responses"]["200"]["links"]["operation"]
    assert link["operationId"] == "operation.Operation.get"
    assert link["parameters"] == {"operationId": "$response.body#/id"}
    own = found["compute.json"]["paths"]["/compute/v1/images"]["post"]
    target = own["responses"]["200"]["links"]["operation"]["operationRef"]
    assert target == "operation.json#/paths/~1operations~1%7BoperationId%7D/get"


def test_security_servers_and_errors_are_told() -> None:
    found = documents(shipped())["compute.json"]
    assert found["servers"] == [{"url": "https://compute.api.cloud.yandex.net"}]
    assert found["security"] == [{"iamToken": []}]
    for item in found["paths"].values():
        for operation in item.values():
            assert operation["responses"]["default"] == {"$ref": "#/components/responses/Error"}
            assert "servers" not in operation
    schema = found["components"]["responses"]["Error"]["content"]["application/json"]["schema"]
    assert schema == {"$ref": "#/components/schemas/google.rpc.Status"}


def test_places_on_the_page_are_told() -> None:
    found = documents(shipped())["compute.json"]
    create = found["components"]["schemas"]["compute.CreateImageRequest"]
    page = (PROJECT / "reference/ru/compute/api-ref/Image/create.md").read_text("utf-8").split("\n")
    for name, schema in create["properties"].items():
        file, line, _ = schema["x-source"].rsplit(":", 2)
        assert file == "ru/compute/api-ref/Image/create.md"
        assert page[int(line) - 1].startswith(name) or name in ("os", "productIds")
