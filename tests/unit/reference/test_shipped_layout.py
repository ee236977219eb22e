"""The shipped `reference/` is consistent: tables of contents, indexes, and the seed page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from apigen.settings import VARIABLES

PROJECT = Path(__file__).parents[3]
REFERENCE = PROJECT / "reference"
SEED = PROJECT.parent / "shared" / "seed" / "create.md"
FOLDERS = sorted(REFERENCE.glob("*/*/api-ref"))
RESOURCES = sorted(path.parent for path in REFERENCE.glob("*/*/api-ref/*/index.md"))


def hrefs(items: list[dict[str, Any]]) -> Iterator[str]:
    for item in items:
        if "href" in item:
            yield item["href"]
        yield from hrefs(item.get("items", []))


def test_the_pages_that_the_sdk_needs_are_shipped() -> None:
    pages = {path.relative_to(REFERENCE / "ru").as_posix() for path in REFERENCE.rglob("*.md")}
    methods = "create delete get getLatestByFamily list listOperations update"
    assert pages >= {f"compute/api-ref/Image/{name}.md" for name in [*methods.split(), "index"]}
    assert pages >= {
        f"operation/api-ref/Operation/{name}.md" for name in ("cancel", "get", "index")
    }
    assert pages >= {"compute/api-ref/index.md", "operation/api-ref/index.md"}


def test_the_seed_page_is_unchanged() -> None:
    if not SEED.is_file():
        pytest.skip(f"{SEED} is not on this machine")
    page = REFERENCE / "ru" / "compute" / "api-ref" / "Image" / "create.md"
    assert page.read_bytes() == SEED.read_bytes()


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_tables_of_contents_list_each_page_once(folder: Path) -> None:
    contents = yaml.safe_load((folder / "toc.yaml").read_text(encoding="utf-8"))
    assert contents["title"]
    pages = [path.relative_to(folder).as_posix() for path in folder.rglob("*.md")]
    assert sorted(hrefs(contents["items"])) == sorted(pages)


@pytest.mark.parametrize("folder", RESOURCES, ids=lambda folder: folder.name)
def test_a_resource_index_lists_each_method_once(folder: Path) -> None:
    text = (folder / "index.md").read_text(encoding="utf-8")
    methods = text.partition("{#methods}")[2]
    rows = re.findall(r"^\[(\w+)\]\((\w+)\.md\) \| \S", methods, re.MULTILINE)
    names = sorted(path.stem for path in folder.glob("*.md") if path.stem != "index")
    assert sorted(rows) == [(name, name) for name in names]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.parent.name)
def test_a_service_index_lists_each_resource_once(folder: Path) -> None:
    text = (folder / "index.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\[(\w+)\]\((\w+)/index\.md\) \| \S", text, re.MULTILINE)
    names = sorted(path.parent.name for path in folder.glob("*/index.md"))
    assert sorted(rows) == [(name, name) for name in names]


def test_pages_use_only_known_variables() -> None:
    used = {
        name
        for path in REFERENCE.rglob("*.md")
        for name in re.findall(r"\{\{\s*([^}\s]+)\s*\}\}", path.read_text(encoding="utf-8"))
    }
    assert "yandex-cloud" in used
    assert used <= VARIABLES.keys()
