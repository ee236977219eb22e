"""Settings: their sources, and errors that name the key."""

from __future__ import annotations

from pathlib import Path

import pytest

from apigen.settings import Settings, SettingsError, load
from apigen.targets.openapi.options import OpenApiOptions
from apigen.targets.python.options import PythonOptions
from apigen.targets.registry import targets


def test_defaults_without_a_file(tmp_path: Path) -> None:
    assert load(tmp_path) == Settings()


def test_pyproject_table(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.apigen]\noutput = "sdk"\n')
    assert load(tmp_path).output == "sdk"


def test_apigen_toml_comes_before_pyproject(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.apigen]\noutput = "sdk"\n')
    (tmp_path / "apigen.toml").write_text('output = "own"\n[variables]\n"api-host" = "h"\n')
    settings = load(tmp_path)
    assert settings.output == "own"
    assert settings.all_variables()["api-host"] == "h"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("outptu = 'x'", "unknown key `outptu`; did you mean `output`?"),
        ("output = 1", r"Expected `str`, got `int` - at `\$.output`"),
        ("[python]\npackge = 'x'", "unknown key `packge`; did you mean `package`?"),
        ("output = ", "apigen.toml: "),
        ("python = 1", "apigen.toml.python: expected a table of settings"),
        ("[openapi]\nversoin = 'x'", "unknown key `versoin`; did you mean `version`?"),
        ("[api]\nname = 'x'", "unknown key `api`"),
    ],
)
def test_errors_name_the_key(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "apigen.toml").write_text(text)
    with pytest.raises(SettingsError, match=message):
        load(tmp_path, targets())


def test_each_target_has_settings_of_its_own(tmp_path: Path) -> None:
    (tmp_path / "apigen.toml").write_text(
        "[python]\npackage = 'cloud'\n[openapi]\nversion = '2.0'\n"
    )
    settings = load(tmp_path, targets())
    options = {name: settings.options_of(target) for name, target in targets().items()}
    assert options["python"] == PythonOptions(package="cloud")
    assert options["openapi"] == OpenApiOptions(version="2.0")
