"""Settings: `apigen.toml`, or `[tool.apigen]` of `pyproject.toml`, then the command line's flags."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Annotated, Any, Protocol, TypeVar

import msgspec

S = TypeVar("S", bound=msgspec.Struct)

# What the documentation's own build puts in place of `{{ name }}`.
VARIABLES = {
    "api-host": "api.cloud.yandex.net",
    "api-host-airflow": "airflow.api.cloud.yandex.net",
    "api-host-captcha": "smartcaptcha.api.cloud.yandex.net",
    "api-host-certmanager": "certificate-manager.api.cloud.yandex.net",
    "api-host-certmanager-certcontent": "data.certificate-manager.api.cloud.yandex.net",
    "api-host-data-transfer": "datatransfer.api.cloud.yandex.net",
    "api-host-iot-broker": "iot-broker.api.cloud.yandex.net",
    "api-host-iot-data": "iot-data.api.cloud.yandex.net",
    "api-host-kms": "kms.api.cloud.yandex.net",
    "api-host-kms-symcrypto": "kms.yandex",
    "api-host-llm": "llm.api.cloud.yandex.net",
    "api-host-lockbox": "lockbox.api.cloud.yandex.net",
    "api-host-lockbox-payload": "payload.lockbox.api.cloud.yandex.net",
    "api-host-mdb": "mdb.api.cloud.yandex.net",
    "api-host-operation": "operation.api.cloud.yandex.net",
    "api-host-sk-stt": "transcribe.api.cloud.yandex.net",
    "api-host-sk-tts": "tts.api.cloud.yandex.net",
    "api-host-spark": "spark.api.cloud.yandex.net",
    "api-host-trino": "trino.api.cloud.yandex.net",
    "api-host-ytsaurus": "ytsaurus.api.cloud.yandex.net",
    "api-url-prefix": "",
    "logging-endpoint-ingester": "ingester.logging.yandexcloud.net",
    "logging-endpoint-reader": "reader.logging.yandexcloud.net",
    "mtr-full-name": "Yandex Managed Service for Trino",
    "mtr-name": "Managed Service for Trino",
    "objstorage-full-name": "Yandex Object Storage",
    "objstorage-name": "Object Storage",
    "s3-storage-host": "storage.yandexcloud.net",
    "yandex-cloud": "Yandex Cloud",
}


class Target(Protocol):
    """A target that has settings of its own."""

    @property
    def name(self) -> str: ...
    @property
    def options(self) -> type[msgspec.Struct]: ...


NO_TARGETS: Mapping[str, Target] = {}


class SettingsError(Exception):
    """A settings file that cannot be used; the message names the file and the key."""


class Settings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """All settings. Paths are as written, relative to the folder of the settings file. `options` are
    the tables of targets, by their names."""

    reference: str = "reference"
    output: str = "generated"
    templates: tuple[str, ...] = ()
    targets: tuple[str, ...] = ("python",)
    variables: dict[str, str] = {}
    cache: str = ".apigen-cache"
    """Folder of what need not be done again; empty keeps nothing."""
    workers: Annotated[int, msgspec.Meta(ge=0)] = 0
    """Processes for reading and formatting; 0 are as many as there are processors."""
    options: dict[str, Any] = {}

    def all_variables(self) -> dict[str, str]:
        return {**VARIABLES, **self.variables}

    def options_of(self, target: Target) -> msgspec.Struct:
        """The settings of a target, or its defaults."""
        found: msgspec.Struct = self.options.get(target.name) or target.options()
        return found


def load(root: Path, targets: Mapping[str, Target] = NO_TARGETS) -> Settings:
    """The settings of a folder; defaults where it has no settings file. Those of `targets` that have
    options may have a table each.

    Raises:
        SettingsError: the file is not TOML, or a key is unknown or of the wrong type.
    """
    own, project = root / "apigen.toml", root / "pyproject.toml"
    if own.is_file():
        return _settings(_read(own), str(own), targets)
    if project.is_file():
        table = _read(project).get("tool", {}).get("apigen", {})
        return _settings(table, f"{project} [tool.apigen]", targets)
    return Settings()


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsError(f"{path}: {error}") from error


def _settings(table: Any, where: str, targets: Mapping[str, Target]) -> Settings:
    if not isinstance(table, dict):
        raise SettingsError(f"{where}: expected a table of settings")
    known = [name for name in Settings.__struct_fields__ if name != "options"]
    tables = [name for name, target in targets.items() if target.options.__struct_fields__]
    _refuse_unknown(table, [*known, *tables], where)
    options = {
        name: _converted(table[name], target.options, f"{where}.{name}")
        for name, target in targets.items()
        if name in table
    }
    own = {key: value for key, value in table.items() if key in known}
    return msgspec.structs.replace(_converted(own, Settings, where), options=options)


def _converted(table: Any, type_: type[S], where: str) -> S:
    if not isinstance(table, dict):
        raise SettingsError(f"{where}: expected a table of settings")
    _refuse_unknown(table, type_.__struct_fields__, where)
    try:
        return msgspec.convert(table, type_)
    except msgspec.ValidationError as error:
        raise SettingsError(f"{where}: {error}") from error


def _refuse_unknown(table: Iterable[str], known: Sequence[str], where: str) -> None:
    for key in table:
        if key not in known:
            near = difflib.get_close_matches(key, known, 1)
            hint = f"; did you mean `{near[0]}`?" if near else f"; known: {', '.join(known)}"
            raise SettingsError(f"{where}: unknown key `{key}`{hint}")
