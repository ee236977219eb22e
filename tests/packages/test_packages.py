"""Packages made of pages, whatever their format: they import, are typed, and pass their tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.packages.build import build
from tests.unit.analysis.pages import HOST, old

SHARED = Path(__file__).parents[3] / "shared"
FOLDERS = (
    SHARED / "corpus" / "playground-rendered",
    SHARED / "corpus" / "old-en-late",
    SHARED / "seed",
)


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
