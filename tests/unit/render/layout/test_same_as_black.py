"""All that the templates print is laid out as black does it, known throughout, and means the same."""

from __future__ import annotations

from pathlib import Path

import pytest

from apigen.render.layout import lay_out
from apigen.targets.base import File
from tests.layout.comparison import Comparison, compare, printed
from tests.unit.render.layout.test_statements import tree

ROOT = Path(__file__).parents[4]
CASES = sorted(path for path in (ROOT / "tests" / "cases").iterdir() if path.is_dir())
CORPUS = ROOT.parent / "shared" / "corpus"


@pytest.fixture(scope="module")
def shipped() -> tuple[File, ...]:
    return printed(ROOT / "reference")


def holds(made: Comparison) -> bool:
    assert not made.different, made.different[0]
    assert not made.unknown, made.unknown[0]
    return made.files > 0


def test_shipped_pages(shipped: tuple[File, ...]) -> None:
    assert holds(compare(shipped))
    changed = [file for file in shipped if lay_out(file.text) != file.text]
    assert len(changed) > 10, "nothing needed layout: the comparison would prove little"


def test_cases() -> None:
    files = [file for case in CASES for file in printed(case)]
    assert len(files) > 50
    assert holds(compare(files))


@pytest.mark.skipif(not CORPUS.is_dir(), reason="the corpus is not here")
@pytest.mark.parametrize("name", ["old-ru-alt", "yfm-en", "playground-rendered"])
def test_corpus(name: str) -> None:
    assert holds(compare(printed(CORPUS / name)))


def test_the_code_stays_the_same(shipped: tuple[File, ...]) -> None:
    for file in shipped:
        assert tree(lay_out(file.text)) == tree(file.text), file.path
