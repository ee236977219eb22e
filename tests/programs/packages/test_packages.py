"""Packages made of pages, whatever their format: they import, are typed, and pass their tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.programs.packages.build import build
from tests.tiers import at_depth, deep
from tests.unit.analysis.pages import HOST, new, old

CASES = Path(__file__).parents[2] / "cases"
HAZARDS = (
    *("arrays-of-arrays", "arrays-without-brackets", "exactly-one", "fields-within-a-string"),
    *("groups-that-disagree", "messages-by-anchor", "messages-told-twice", "two-groups"),
    *("messages-within-messages", "sample-against-table", "sample-without-table"),
    *("schema-against-table", "sentences-not-understood", "types-told-by-prose"),
)
"""The cases that a package can be made of; the others are told as errors."""
CLASHES = (
    *("class", "from", "None", "self", "model_config", "fooBar", "foo_bar", "FooBar", "type"),
    *("list", "mongodbSpec_3_6", "_private", "timeout", "options", "print", "validate", "copy"),
)
INSTANCE = ["instanceId | Required. The instance."]
VIEW = ["view | What to show.<ul> <li>BASIC: Briefly.</li> <li>FULL: In full.</li> </ul>"]
REQUESTS = {
    "stop": old(f"POST {HOST}/v1/instances/{{instanceId}}:stop", path=INSTANCE),
    "start": old(f"POST {HOST}/v1/instances/{{instanceId}}:start", path=INSTANCE)
    + "## Body parameters {#body_params}\n\n```json\n {}\n```\n",
    "updateFromYaml": old(
        f"PATCH {HOST}/v1/instances/{{instanceId}}:yaml",
        path=INSTANCE,
        body=["yaml | **string**<br><p>Required.</p>"],
    ),
    "getLatestByFamily": old(f"GET {HOST}/v1/instances:latestByFamily", query=VIEW),
    "delete": old(f"DELETE {HOST}/v1/instances/{{instanceId}}", path=INSTANCE, query=VIEW),
    "getScreen": new(
        f"GET {HOST}/v1/instances/{{instanceId}}:screen",
        "Instance.GetScreen",
        ("Path parameters", ("instanceId | **string**\n\nRequired field. The instance.",)),
        (
            "Query parameters {#a.v1.GetScreenRequest}",
            ("options | **[ScreenOptions](#a.v1.ScreenOptions)**",),
        ),
        (
            "ScreenOptions {#a.v1.ScreenOptions}",
            ("gray | **boolean**", "layers[] | **string**", "scale | **string** (int64)"),
        ),
        (
            "Response {#a.v1.TestScreen}",
            ("codes | **object** (map<**string** (int64), **string** (int64)>)",),
        ),
    ),
    "updateTest": new(
        f"PATCH {HOST}/v1/instances/{{instanceName}}/tests/{{name}}",
        "Instance.UpdateTest",
        (
            "Path parameters",
            (
                "instanceName | **string**\n\nValue must match the regular expression ``` [a-z.]+ ```.",
                "name | **string**",
            ),
        ),
        (
            "Body parameters {#a.v1.UpdateTestRequest}",
            (
                "updateMask | **string** (field-mask)",
                "kind | **string**\n\nRequired field. The kind.",
                "limit | **number** (double)\n\n"
                "Acceptable values are 0 to 9223372036854775807, inclusive.",
                "header | **string**\n\n"
                "Value must match the regular expression ``` (?i:x-cert|cert|) ```.",
                "cpu | **string** (int64)\n\nIncludes only one of the fields `cpu`, `gpu`.",
                "gpu | **string** (int64)\n\nIncludes only one of the fields `cpu`, `gpu`.",
            ),
        ),
        ("Response {#a.v1.TestOfInstance}", ("name | **string**",)),
    ),
    "resize": new(
        f"PATCH {HOST}/v1/instances/{{instanceId}}:resize",
        "Instance.Resize",
        ("Path parameters", ("instanceId | **string**",)),
        (
            "Body parameters {#a.v1.ResizeRequest}",
            (
                "updateMask | **string** (field-mask)",
                "cpu | **string** (int64)\n\nIncludes only one of the fields `cpu`, `gpu`.",
                "gpu | **string** (int64)\n\nIncludes only one of the fields `cpu`, `gpu`.",
            ),
        ),
        ("Response {#a.v1.TestOfInstance}", ("name | **string**",)),
    ),
}
"""Custom verbs, an empty body, enums and a message in a query, keys that are numbers, classes called
like tests, updates with a required field and with nothing but a group."""
JUDGED = at_depth(False, True)
SHARED = Path(__file__).parents[4] / "shared"
FOLDERS = (
    SHARED / "corpus" / "playground-rendered",
    SHARED / "corpus" / "old-en-late",
    SHARED / "seed",
)


@deep
@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_real_pages_make_a_package(folder: Path, tmp_path: Path) -> None:
    if not folder.is_dir():
        pytest.skip("real pages are not shipped with the project")
    built = build(folder, tmp_path / "package")
    assert built.wrong == ""
    assert built.services > 0
    assert " passed" in built.tests


def test_what_is_wrong_is_told(tmp_path: Path) -> None:
    page = tmp_path / "pages" / "compute" / "api-ref" / "Image" / "create.md"
    page.parent.mkdir(parents=True)
    rows = ["name | **string**<br>", "name | **string**<br>"]
    page.write_text(old(f"POST {HOST}/v1/images", body=rows), encoding="utf-8")
    assert "A003" in build(tmp_path / "pages", tmp_path / "package").wrong


def test_hazards_make_a_package(tmp_path: Path) -> None:
    """Every hazard as a resource of one service, and names that mean something in Python."""
    service = tmp_path / "pages" / "compute" / "api-ref"
    for name in HAZARDS:
        page = next(path for path in sorted((CASES / name).glob("page.*.md")))
        resource = "".join(word.capitalize() for word in name.split("-"))
        path = f"/compute/v1/{name}"
        text = page.read_text(encoding="utf-8").replace("/compute/v1/disks", path)
        _write(service / resource / "create.md", text)
    rows = [f"{name} | **string**<br>" for name in CLASHES]
    inner = [f"class.<br>{name} | **string**<br>" for name in ("class", "from", "items", "keys")]
    body = ["class | **object**<br>", *inner, *rows[1:]]
    _write(service / "Class" / "import.md", old(f"POST {HOST}/v1/class:import", body=body))
    _write(
        service / "None" / "list.md",
        old(f"GET {HOST}/v1/none", query=[f"{n} | Words." for n in CLASHES]),
    )
    for name, text in REQUESTS.items():
        _write(service / "Instance" / f"{name}.md", text)
    built = build(tmp_path / "pages", tmp_path / "package", judged=JUDGED)
    assert built.wrong == ""
    assert (built.services, " passed" in built.tests) == (1, JUDGED)


def test_a_package_whose_first_call_needs_a_message(tmp_path: Path) -> None:
    page = new(
        f"POST {HOST}/v1/instances",
        "Instance.Create",
        (
            "Body parameters {#a.v1.CreateInstanceRequest}",
            (
                "disk | **[Disk](#a.v1.Disk)**\n\nRequired field. The disk.",
                "until | **string** (date-time)\n\nRequired field. The end.",
            ),
        ),
        ("Disk {#a.v1.Disk}", ("size | **string** (int64)",)),
        ("Response {#a.v1.Instance}", ("name | **string**",)),
    )
    _write(tmp_path / "pages/compute/api-ref/Instance/create.md", page)
    built = build(tmp_path / "pages", tmp_path / "package", judged=JUDGED)
    assert built.wrong == ""
    tests = (tmp_path / "package/tests/test_errors.py").read_text(encoding="utf-8")
    assert "import Disk\n" in tests
    assert "from datetime import" in tests


def test_a_service_called_errors_with_fields_of_the_metaclass(tmp_path: Path) -> None:
    names = ("register", "mro")
    rows = [f"{name} | **string**<br>" for name in names]
    page = old(f"POST {HOST}/v1/errors", body=rows, response=rows)
    _write(tmp_path / "pages/errors/api-ref/Error/report.md", page)
    built = build(tmp_path / "pages", tmp_path / "package")
    assert built.wrong == ""
    assert " passed" in built.tests


def test_a_package_with_an_unknown_host(tmp_path: Path) -> None:
    page = old("GET https://{{ api-host-x }}/v1/things", response=["name | **string**<br>"])
    _write(tmp_path / "pages/things/api-ref/Thing/get.md", page)
    built = build(tmp_path / "pages", tmp_path / "package")
    assert built.wrong == ""
    assert " passed" in built.tests


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
