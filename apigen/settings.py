"""Settings: `apigen.toml`, or `[tool.apigen]` of `pyproject.toml`, then the command line's flags."""

from __future__ import annotations

import difflib
import tomllib
from pathlib import Path
from typing import Annotated, Any

import msgspec

# What the documentation's own build puts in place of `{{ name }}`.
VARIABLES = {
    "api-host": "api.cloud.yandex.net",
    "api-host-iot-data": "iot-data.api.cloud.yandex.net",
    "api-host-kms-symcrypto": "kms.yandex",
    "api-host-lockbox": "lockbox.api.cloud.yandex.net",
    "api-host-mdb": "mdb.api.cloud.yandex.net",
    "api-host-sk-stt": "transcribe.api.cloud.yandex.net",
    "api-url-prefix": "",
    "mtr-full-name": "Yandex Managed Service for Trino",
    "mtr-name": "Managed Service for Trino",
    "objstorage-full-name": "Yandex Object Storage",
    "objstorage-name": "Object Storage",
    "yandex-cloud": "Yandex Cloud",
}


class SettingsError(Exception):
    """A settings file that cannot be used; the message names the file and the key."""


class PythonSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[tool.apigen.python]`: the SDK's names."""

    package: str = "ycloud"
    distribution: str = "ycloud"
    version: str = "0.1.0"
    site: str = "https://yandex.cloud"


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All settings. Paths are as written, relative to `root`, the folder of the settings file."""

    reference: str = "reference"
    output: str = "generated"
    templates: tuple[str, ...] = ()
    targets: tuple[str, ...] = ("python",)
    variables: dict[str, str] = {}
    cache: str = ".apigen-cache"
    """Folder of what need not be done again; empty keeps nothing."""
    workers: Annotated[int, msgspec.Meta(ge=0)] = 0
    """Processes for reading and formatting; 0 are as many as there are processors."""
    python: PythonSettings = PythonSettings()

    def all_variables(self) -> dict[str, str]:
        return {**VARIABLES, **self.variables}


def load(root: Path) -> Settings:
    """The settings of a folder; defaults where it has no settings file.

    Raises:
        SettingsError: the file is not TOML, or a key is unknown or of the wrong type.
    """
    own, project = root / "apigen.toml", root / "pyproject.toml"
    if own.is_file():
        return _convert(_read(own), str(own))
    if project.is_file():
        table = _read(project).get("tool", {}).get("apigen", {})
        return _convert(table, f"{project} [tool.apigen]")
    return Settings()


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error


def _convert(table: Any, where: str) -> Settings:
    _refuse_unknown(table, Settings, where)
    if isinstance(table, dict) and isinstance(table.get("python"), dict):
        _refuse_unknown(table["python"], PythonSettings, f"{where}.python")
    try:
        return msgspec.convert(table, Settings)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{where}: {error}") from error


def _refuse_unknown(table: Any, known: type[msgspec.Struct], where: str) -> None:
    if not isinstance(table, dict):
        raise SettingsError(f"{where}: expected a table of settings")
    names = known.__struct_fields__
    for key in table:
        if key not in names:
            near = difflib.get_close_matches(key, names, 1)
            hint = f"; did you mean `{near[0]}`?" if near else f"; known: {', '.join(names)}"
            raise SettingsError(f"{where}: unknown key `{key}`{hint}")
