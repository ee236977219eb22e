"""The settings of the target."""

from __future__ import annotations

import msgspec


class OpenApiOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[tool.apigen.openapi]`: the title and version of the documents, and the site that links from
    its root (`/docs/…`) lead to."""

    title: str = "Yandex Cloud"
    version: str = "0.1.0"
    site: str = "https://yandex.cloud"
