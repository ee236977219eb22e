"""Registers the Python SDK."""

from __future__ import annotations

from pathlib import Path

import msgspec

from apigen.ir.api import Api
from apigen.targets.base import Program, Target

_RUNTIME = Path(__file__).resolve().parent.parent.parent / "runtime"


class PythonOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`[tool.apigen.python]`: the names of package and distribution, the version, and the site that
    links from its root (`/docs/…`) lead to."""

    package: str = "ycloud"
    distribution: str = "ycloud"
    version: str = "0.1.0"
    site: str = "https://yandex.cloud"


def _program(api: Api, options: PythonOptions) -> Program:
    from apigen.targets.python.program import PythonProgram

    return PythonProgram(api, options)


TARGET = Target("python", PythonOptions, _program, copies={"runtime": _RUNTIME})
