"""Sentences of real pages, if they are available: hardly any is residue."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from apigen.analysis.sentences.read import read_prose
from apigen.findings.diagnostics import Diagnostics
from apigen.findings.source import Source
from apigen.languages import phrasebook
from apigen.languages.en import EN
from apigen.pages.model import Page, Row, Table
from apigen.pages.read import read_page
from apigen.settings import VARIABLES

CORPUS = Path(__file__).parents[4] / "shared" / "corpus"
FOLDERS = (
    "oldest-ru",
    "old-ru",
    "old-ru-alt",
    "old-en",
    "old-en-late",
    "yfm-en",
    "yfm-en-map",
    "yfm-playground-en",
    "playground",
    "playground-rendered",
)


def rows(page: Page) -> list[Row]:
    blocks = (block for section in page.sections for block in section.blocks)
    return [row for block in blocks if isinstance(block, Table) for row in block.rows]


@pytest.mark.skipif(not CORPUS.is_dir(), reason="real pages are not shipped with the project")
@pytest.mark.parametrize("folder", FOLDERS)
def test_less_than_one_sentence_in_a_hundred_is_residue(folder: str) -> None:
    counted: Counter[str] = Counter()
    left: list[str] = []
    for path in sorted((CORPUS / folder).rglob("*.md")):
        source = Source(path.name, path.read_text(encoding="utf-8"))
        page = read_page(source, Diagnostics(), VARIABLES)
        if page is None:
            continue
        for row in rows(page):
            book = phrasebook(page.language) or EN
            reading = read_prose(row.cell.prose, book, source, Diagnostics())
            counted["sentences"] += reading.sentences
            counted["understood"] += reading.understood
            left += (residue.text for residue in reading.residue if residue.kind == "unknown")
    assert counted["sentences"] > 50
    assert counted["understood"] > 0
    assert len(left) <= max(counted["sentences"] / 100, 1), left
