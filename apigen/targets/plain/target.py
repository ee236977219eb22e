"""Registers the views in no language, which packs get by default."""

from __future__ import annotations

from typing import TYPE_CHECKING

import msgspec

from apigen.targets.base import Program, Target, ViewSet, WholeApi

if TYPE_CHECKING:
    from apigen.ir.api import Api


class PlainOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[tool.apigen.api]`: there are no settings."""


def _view_set(api: Api, options: PlainOptions) -> ViewSet:
    from apigen.targets.plain.views import view_set

    return view_set(api)


def _program(api: Api, options: PlainOptions) -> Program:
    return WholeApi(api, options, ("api", "service", "resource", "method", "message"), _view_set)


TARGET = Target("api", PlainOptions, _program)
