"""Registers OpenAPI documents."""

from __future__ import annotations

import msgspec

from apigen.ir.api import Api
from apigen.targets.base import Program, Target, WholeApi


class OpenApiOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[tool.apigen.openapi]`: the title and version of the documents, and the site that links from
    its root (`/docs/…`) lead to."""

    title: str = "Yandex Cloud"
    version: str = "0.1.0"
    site: str = "https://yandex.cloud"


def _program(api: Api, options: OpenApiOptions) -> Program:
    from apigen.targets.openapi.views import view_set

    return WholeApi(api, options, ("document",), view_set)


TARGET = Target("openapi", OpenApiOptions, _program)
