"""The settings of the target."""

from __future__ import annotations

import msgspec


class PythonOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[tool.apigen.python]`: the names of package and distribution, the version, and the site that
    links from its root (`/docs/…`) lead to."""

    package: str = "ycloud"
    distribution: str = "ycloud"
    version: str = "0.1.0"
    site: str = "https://yandex.cloud"
