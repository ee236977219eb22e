"""Formatting in one pass gives what black gives in two, for everything that our templates print."""

from __future__ import annotations

from pathlib import Path

import black
import pytest

from apigen import pipeline
from apigen.findings.diagnostics import Diagnostics
from apigen.render.formatting import format_python
from apigen.settings import VARIABLES, Settings
from apigen.targets.base import File

ROOT = Path(__file__).resolve().parent.parent.parent.parent
MODE = black.Mode(line_length=100, target_versions={black.TargetVersion.PY311})


@pytest.fixture(scope="module")
def printed() -> tuple[File, ...]:
    """Texts of the shipped pages as the templates print them."""
    api = pipeline.read(ROOT / "reference", VARIABLES, Diagnostics()).api
    files = pipeline.files(api, Settings(), (), Diagnostics(), formatted=False)
    return tuple(
        file for file in files if file.path.endswith(".py") and "/_runtime/" not in file.path
    )


def test_one_pass_is_enough(printed: tuple[File, ...]) -> None:
    assert len(printed) > 15
    changed = 0
    for file in printed:
        made = format_python(file.text)
        assert made.text == black.format_str(file.text, mode=MODE), file.path
        changed += made.text != file.text
    assert changed > 10, "nothing needed a pass: the comparison would prove little"


@pytest.mark.parametrize("text", ["def (", "x = [", "if x:\npass\n"])
def test_what_is_no_python_is_an_error(text: str) -> None:
    made = format_python(text)
    assert made.error
    assert not made.text


@pytest.mark.parametrize("text", ["", "\n", "x = 1\n"])
def test_texts_that_need_nothing(text: str) -> None:
    assert format_python(text).text == black.format_str(text, mode=MODE)
