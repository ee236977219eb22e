"""Which templates layout may be trusted with: those that are wholly ours."""

from __future__ import annotations

from importlib.metadata import EntryPoint
from pathlib import Path

import pytest

from apigen import pipeline
from apigen.findings.diagnostics import Diagnostics
from apigen.render.environment import environment
from apigen.render.ours import Ours
from apigen.settings import Settings

ROOT = Path(__file__).parents[3]
RESOURCE, MODELS, TESTS = (
    "python/resource.py.j2",
    "python/models.py.j2",
    "python/tests/conftest.py.j2",
)


def ours(folder: Path, **files: str) -> Ours:
    for name, text in files.items():
        target = folder / "python" / f"{name}.j2"
        target.parent.mkdir(exist_ok=True)
        target.write_text(text, encoding="utf-8")
    return Ours(environment([folder]))


def test_all_built_in_ones_are(tmp_path: Path) -> None:
    built_in = Ours(environment())
    for file in (ROOT / "templates" / "python").rglob("*.j2"):
        assert file.relative_to(ROOT / "templates").as_posix() in built_in
    assert RESOURCE in ours(tmp_path, another="x = 1\n")


def test_one_that_hides_ours_is_not(tmp_path: Path) -> None:
    made = ours(tmp_path, **{"models.py": "x=1\n"})
    assert MODELS not in made
    assert RESOURCE in made


def test_what_imports_one_that_is_not_is_not(tmp_path: Path) -> None:
    made = ours(tmp_path, macros="{% macro imports(items) %}{% endmacro %}")
    assert RESOURCE not in made  # by way of shell.j2, too
    assert MODELS not in made
    assert TESTS in made


@pytest.mark.parametrize(
    "text",
    [
        '{% extends "builtin:python/resource.py.j2" %}{% block imports %}import  a{% endblock %}',
        '{% include "python/" ~ name %}',
        '{% include "nowhere.j2" ignore missing %}',
        "{% broken",
    ],
)
def test_a_users_own_is_not(text: str, tmp_path: Path) -> None:
    assert RESOURCE not in ours(tmp_path, **{"resource.py": text})


def test_with_filters_of_others_none_is(monkeypatch: pytest.MonkeyPatch) -> None:
    point = EntryPoint("shout", "builtins:str", "apigen.filters")
    monkeypatch.setattr("apigen.render.filters.entry_points", lambda group: [point])
    assert RESOURCE not in Ours(environment())


def test_only_ours_is_laid_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Black sees to a user's template, and to none of ours."""
    overridden = '{% extends "builtin:python/client.py.j2" %}'
    ours(tmp_path, **{"client.py": overridden})
    seen: list[str] = []
    monkeypatch.setattr("apigen.render.formatting.is_proven", lambda: True)
    monkeypatch.setattr("apigen.render.formatting.lay_out", lambda text: seen.append(text) or text)
    diagnostics = Diagnostics()
    api = pipeline.read(ROOT / "reference", {}, diagnostics).api
    files = pipeline.files(api, Settings(), (tmp_path,), diagnostics)
    clients = [file.text for file in files if file.path == "ycloud/client.py"]
    assert len(seen) > 10
    assert not any("class AsyncClient(" in text for text in seen)
    assert "class AsyncClient(" in clients[0]
