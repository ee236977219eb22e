"""Services that are known are not joined again, and the API is that of a run which knows nothing."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from apigen import pipeline
from apigen.analysis.api import service
from apigen.findings.diagnostics import Diagnostics
from apigen.memo.steps import Memo
from apigen.memo.store import Store
from tests.unit.analysis.pages import HOST, new, old

Pages = dict[str, str]
BINDING = ("Binding {#a.access.Binding}", ("role | **string**\n\nWords.", "subject | **string**"))
IMAGE = ("id | **string**<br>", "name | **string**<br>")


def _bindings(service: str) -> str:
    return new(
        f"GET {HOST}/{service}/v1/items/{{id}}:listAccessBindings",
        "Item.ListAccessBindings",
        ("Path parameters", ("id | **string**",)),
        ("Query parameters {#a.access.ListRequest}", ("pageToken | **string**",)),
        (
            "Response {#a.access.ListResponse}",
            ("bindings[] | **[Binding](#a.access.Binding)**", "nextPageToken | **string**"),
        ),
        BINDING,
    )


PAGES: Pages = {
    **{f"{name}/api-ref/Item/listAccessBindings.md": _bindings(name) for name in ("disk", "iam")},
    "rule/api-ref/Use/get.md": new(
        f"GET {HOST}/rule/v1/uses/{{id}}",
        "Use.Get",
        ("Path parameters", ("id | **string**",)),
        ("Response {#a.rule.Use}", ("rule | **[Rule](#a.rule.Rule)**",)),
    ),
    "compute/api-ref/Image/get.md": old(
        f"GET {HOST}/compute/v1/images/{{id}}", path=["id | Required."], response=IMAGE
    ),
    "compute/api-ref/Image/index.md": "# Image\nWords.\n## JSON Representation\n```json\n"
    '{"id": "string", "name": "string"}\n```\nField | Description\n--- | ---\n'
    + "\n".join(IMAGE)
    + "\n",
    "compute/api-ref/Image/list.md": old(
        f"GET {HOST}/compute/v1/images",
        query=["pageToken | Token."],
        response=[
            "images[] | **object**<br>",
            *(f"images[].<br>{row}" for row in IMAGE),
            "nextPageToken | **string**<br>",
        ],
    ),
}
DISK, IAM = (f"{name}/api-ref/Item/listAccessBindings.md" for name in ("disk", "iam"))
GET, INDEX, LIST = (f"compute/api-ref/Image/{name}.md" for name in ("get", "index", "list"))


def _text(file: str, before: str, after: str) -> Callable[[Pages], None]:
    def change(pages: Pages) -> None:
        assert before in pages[file]
        pages[file] = pages[file].replace(before, after)

    return change


def _drop(file: str) -> Callable[[Pages], None]:
    return lambda pages: pages.pop(file) and None


CHANGES = {
    "words": _text(GET, "Words.", "Other words."),
    "words of a message that stands for others": _text(DISK, "Words", "Other"),
    "a message that another service has, too": _text(
        DISK, "subject | **string**", "subject | **string**\n\nRequired field."
    ),
    "the one that stood for both loses a field": _text(DISK, "|| subject | **string** ||\n", ""),
    "the items of a page of another service": _text(
        DISK, "bindings[] | **[Binding]", "bindings | **[Binding]"
    ),
    "an id": _text(DISK, "a.access.Binding", "a.access.Rule"),
    "a reference to what another page describes": _text(
        IAM, "#a.access.Binding)", "#a.access.Rule)"
    ),
    "a representation": _text(INDEX, "name | **string**", "name | **integer** (int64)"),
    "a representation is gone": _drop(INDEX),
    "a method is gone": _drop(LIST),
    "a service is gone": _drop(DISK),
    "a second language": lambda pages: pages.update({f"ru/{GET}": pages[GET]}),
    "a host": _text(GET, "compute.api.cloud", "other.api.cloud"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_change_gives_what_a_run_that_knows_nothing_gives(name: str, tmp_path: Path) -> None:
    pages = dict(PAGES)
    assert read(pages, tmp_path, Memo(Store(tmp_path / "cache"))) == read(pages, tmp_path, Memo())
    before = read(pages, tmp_path, Memo())
    CHANGES[name](pages)
    known = read(pages, tmp_path, Memo(Store(tmp_path / "cache")))
    assert known == read(pages, tmp_path, Memo())
    assert known != before


def test_what_a_change_does_not_touch_is_not_joined_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    joined: list[str] = []
    real = service.link_service

    def told(plan: service.ServicePlan, draft_of: service.DraftOf) -> service.LinkedService:
        joined.append(plan.name)
        return real(plan, draft_of)

    monkeypatch.setattr("apigen.pipeline.link_service", told)
    pages = dict(PAGES)
    for change, expected in (
        (None, ["compute", "disk", "iam", "rule"]),
        (None, []),
        (CHANGES["words"], ["compute"]),
        (CHANGES["a message that another service has, too"], ["disk"]),
        (_text(DISK, "|| role | **string**\n\nWords. ||\n", ""), ["disk", "iam"]),
    ):
        joined.clear()
        if change is not None:
            change(pages)
        read(pages, tmp_path, Memo(Store(tmp_path / "cache")))
        assert sorted(joined) == expected


def read(pages: Pages, folder: Path, memo: Memo) -> tuple[bytes, bytes]:
    """The API and the findings of pages that are written to a folder."""
    reference = folder / "reference"
    for path in sorted(reference.rglob("*.md")) if reference.exists() else ():
        path.unlink()
    for file, text in pages.items():
        (reference / file).parent.mkdir(parents=True, exist_ok=True)
        (reference / file).write_text(text, encoding="utf-8")
    found = Diagnostics()
    api = pipeline.read(reference, {}, found, memo).api
    assert api.services
    return msgspec.json.encode(api), msgspec.json.encode(tuple(found))
