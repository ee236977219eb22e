"""Every fact of every shipped method page, compared with facts written by hand.

`expected/<Resource>-<method>.json` is written from the page. When a page changes, its file is edited from
the page, never from what apigen prints.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from apigen.analysis.api.link import link
from apigen.analysis.page.build import build
from apigen.analysis.page.draft import Draft, MethodDraft, ServiceDraft
from apigen.findings.diagnostics import Diagnostics, Severity
from apigen.findings.source import Source
from apigen.ir.facts import draft_facts
from apigen.pages.read import read_page
from apigen.settings import VARIABLES

PROJECT = Path(__file__).parents[3]
REFERENCE = PROJECT / "reference"
EXPECTED = Path(__file__).parent / "expected"
SEED_FACTS = PROJECT.parent / "shared" / "score" / "expected" / "seed-create.json"
PAGES = sorted(REFERENCE.rglob("*.md"))
METHODS = [path for path in PAGES if path.stem != "index"]


def place(path: Path) -> str:
    return path.relative_to(REFERENCE).as_posix()


def expected_file(page: Path) -> Path:
    return EXPECTED / f"{page.parent.name}-{page.stem}.json"


def draft_of(path: Path, diagnostics: Diagnostics) -> Draft:
    source = Source(file=place(path), text=path.read_text(encoding="utf-8"))
    page = read_page(source, diagnostics, VARIABLES)
    assert page is not None, list(map(str, diagnostics))
    draft = build(page, diagnostics)
    assert draft is not None, list(map(str, diagnostics))
    return draft


def facts_of(path: Path) -> dict[str, Any]:
    draft = draft_of(path, Diagnostics())
    assert isinstance(draft, MethodDraft)
    return draft_facts(draft)


def test_each_method_page_has_its_expected_facts() -> None:
    assert METHODS
    assert sorted(map(expected_file, METHODS)) == sorted(EXPECTED.glob("*.json"))


@pytest.mark.parametrize("path", METHODS, ids=place)
def test_the_facts_are_the_expected_ones(path: Path) -> None:
    expected = json.loads(expected_file(path).read_text(encoding="utf-8"))
    facts = facts_of(path)
    assert facts.pop("page") == place(path)
    # Fields first, one by one: a failure then shows a short difference.
    for wanted, found in zip(expected["fields"], facts["fields"], strict=False):
        assert found == wanted
    assert facts == expected


def test_the_expected_facts_of_the_seed_are_those_it_came_with() -> None:
    if not SEED_FACTS.is_file():
        pytest.skip(f"{SEED_FACTS} is not on this machine")
    given = json.loads(SEED_FACTS.read_text(encoding="utf-8"))
    assert json.loads((EXPECTED / "Image-create.json").read_text(encoding="utf-8")) == given


@pytest.mark.parametrize("path", PAGES, ids=place)
def test_no_sentence_is_residue(path: Path) -> None:
    diagnostics = Diagnostics()
    draft = draft_of(path, diagnostics)
    assert [str(found) for found in diagnostics if found.severity is not Severity.NOTE] == []
    if not isinstance(draft, ServiceDraft):
        assert draft.coverage.residue == ()
        assert draft.coverage.fields == draft.coverage.rows > 0


def test_pages_give_no_findings_when_linked() -> None:
    diagnostics = Diagnostics()
    api = link([draft_of(path, diagnostics) for path in PAGES], diagnostics)
    assert [str(found) for found in diagnostics if found.severity is not Severity.NOTE] == []
    methods = {
        f"{resource.name}-{method.name}"
        for service in api.services
        for resource in service.resources
        for method in resource.methods
    }
    assert methods == {path.stem for path in EXPECTED.glob("*.json")}
