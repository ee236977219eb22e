"""Settings: where they come from, and errors that name the key."""

from __future__ import annotations

from pathlib import Path

import pytest

from apigen.settings import Settings, SettingsError, load


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
    ],
)
def test_errors_name_the_key(tmp_path: Path, text: str, message: str) -> None:
    (tmp_path / "apigen.toml").write_text(text)
    with pytest.raises(SettingsError, match=message):
        load(tmp_path)
