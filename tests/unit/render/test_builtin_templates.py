"""Which templates are wholly built in: ruff formats what these print, black everything else."""

from __future__ import annotations

from collections.abc import Sequence
from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from apigen import pipeline
from apigen.findings.diagnostics import Diagnostics
from apigen.render import formatting
from apigen.render.environment import BuiltinTemplates, environment
from apigen.settings import Settings

ROOT = Path(__file__).parents[3]
RESOURCE, MODELS, TESTS = (
    "python/resource.py.j2",
    "python/models.py.j2",
    "python/tests/conftest.py.j2",
)


def builtin(folder: Path, **files: str) -> BuiltinTemplates:
    for name, text in files.items():
        target = folder / "python" / f"{name}.j2"
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return BuiltinTemplates(environment([folder]))


def test_all_templates_of_apigen_are(tmp_path: Path) -> None:
    templates = BuiltinTemplates(environment())
    for file in (ROOT / "templates" / "python").rglob("*.j2"):
        assert file.relative_to(ROOT / "templates").as_posix() in templates
    assert RESOURCE in builtin(tmp_path, another="x = 1\n")


def test_an_overriding_template_is_not(tmp_path: Path) -> None:
    templates = builtin(tmp_path, **{"models.py": "x=1\n"})
    assert MODELS not in templates
    assert RESOURCE in templates


def test_a_template_that_imports_an_overriding_one_is_not(tmp_path: Path) -> None:
    templates = builtin(tmp_path, macros="{% macro imports(items) %}{% endmacro %}")
    assert RESOURCE not in templates  # by way of shell.j2, too
    assert MODELS not in templates
    assert TESTS in templates


@pytest.mark.parametrize(
    "text",
    [
        '{% extends "builtin:python/resource.py.j2" %}{% block imports %}import  a{% endblock %}',
        '{% include "python/" ~ name %}',
        '{% include "nowhere.j2" ignore missing %}',
        "{% broken",
    ],
)
def test_a_template_of_the_user_is_not(text: str, tmp_path: Path) -> None:
    assert RESOURCE not in builtin(tmp_path, **{"resource.py": text})


def test_no_template_is_where_a_package_offers_filters(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("shout", "builtins:str", "apigen.filters")
    monkeypatch.setattr("apigen.render.filters.entry_points", lambda group: [point])
    assert RESOURCE not in BuiltinTemplates(environment())


def test_ruff_gets_the_text_of_builtin_templates_only(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Black formats what a user's template printed, and nothing else."""
    builtin(tmp_path, **{"client.py": '{% extends "builtin:python/client.py.j2" %}'})
    by_ruff: list[str] = []
    by_black: list[str] = []

    def ruff(texts: Sequence[str]) -> list[str | None]:
        by_ruff.extend(texts)
        return list(texts)

    def black(text: str) -> formatting.FormattedText:
        by_black.append(text)
        return formatting.FormattedText(text)

    monkeypatch.setattr(formatting, "is_proven", lambda: True)
    monkeypatch.setattr(formatting, "format_with_ruff", ruff)
    monkeypatch.setattr(formatting, "format_with_black", black)
    diagnostics = Diagnostics()
    api = pipeline.read(ROOT / "reference", {}, diagnostics).api
    files = pipeline.files(api, Settings(), (tmp_path,), diagnostics)
    clients = [file.text for file in files if file.path == "ycloud/client.py"]
    assert len(by_ruff) > 10
    assert not any("class AsyncClient(" in text for text in by_ruff)
    assert by_black == clients
    assert "class AsyncClient(" in clients[0]
