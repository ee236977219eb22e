"""Registers OpenAPI documents."""

from __future__ import annotations

from typing import TYPE_CHECKING

from apigen.targets.base import Program, Target, WholeApi
from apigen.targets.openapi.options import OpenApiOptions

if TYPE_CHECKING:
    from apigen.ir.api import Api


def _program(api: Api, options: OpenApiOptions) -> Program:
    from apigen.targets.openapi.views import view_set

    return WholeApi(api, options, ("document",), view_set)


TARGET = Target("openapi", OpenApiOptions, _program)
