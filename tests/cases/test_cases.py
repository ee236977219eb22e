"""One folder for each hazard: a page in one or both languages, its facts and its findings.

`ir.json` has the facts that every page of the folder must give, written from the page, and, as `api`, the
API that the page makes on its own. `diagnostics.txt` has the findings, one on each line: page, line,
column, code, and after `->` the line of the second place.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from apigen.analysis.api.link import link
from apigen.analysis.page.build import build
from apigen.analysis.page.draft import Draft, MethodDraft
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Source
from apigen.ir.api import Api
from apigen.ir.codec import decode_api, encode_api
from apigen.ir.facts import draft_facts
from apigen.pages.read import read_page

HERE = Path(__file__).parent
PAGES = sorted(HERE.glob("*/page.*.md"))
VARIABLES = {"api-host": "api.cloud.yandex.net"}


def run(page: Path) -> tuple[MethodDraft, Api, Diagnostics]:
    found = Diagnostics()
    # The folder of a method; the file name of a case is the language.
    source = Source(f"compute/api-ref/Disk/{page.name}", page.read_text(encoding="utf-8"))
    read = read_page(source, found, VARIABLES)
    assert read is not None
    draft: Draft | None = build(read, found)
    assert isinstance(draft, MethodDraft)
    return draft, link([draft], found), found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}-{page.name}")
def test_the_facts_are_the_expected_ones(page: Path) -> None:
    expected = json.loads((page.parent / "ir.json").read_text(encoding="utf-8"))
    draft, api, _ = run(page)
    facts = draft_facts(draft)
    assert facts["fields"] == expected["fields"]
    assert facts["one_of"] == expected["one_of"]
    assert facts["http"] == expected["http"]
    if "api" in expected:
        assert api_view(api) == expected["api"]


def api_view(api: Api) -> dict[str, Any]:
    ((method,),) = ([m for r in s.resources for m in r.methods] for s in api.services)
    return {
        "operation": msgspec.to_builtins(method.operation),
        "response": method.response,
        "messages": [message.id for message in api.messages],
    }


@pytest.mark.parametrize("folder", sorted({page.parent for page in PAGES}), ids=lambda f: f.name)
def test_the_findings_are_the_expected_ones(folder: Path) -> None:
    told = []
    for page in sorted(folder.glob("page.*.md")):
        for finding in run(page)[2]:
            other = f" -> {finding.other.line}" if finding.other else ""
            place = f"{page.name}:{finding.origin.line}:{finding.origin.column}"
            told.append(f"{place} {finding.code.code} {finding.message}{other}")
    listing = folder / "diagnostics.txt"
    expected = listing.read_text(encoding="utf-8").splitlines() if listing.exists() else []
    assert told == expected


@pytest.mark.parametrize("page", PAGES, ids=lambda page: f"{page.parent.name}-{page.name}")
def test_drafts_and_apis_survive_a_round_trip(page: Path) -> None:
    draft, api, _ = run(page)
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(draft), type=Draft) == draft
    assert decode_api(encode_api(api)) == api
