"""Registers the Python SDK."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from apigen.targets.base import Program, Target
from apigen.targets.python.options import PythonOptions

if TYPE_CHECKING:
    from apigen.ir.api import Api

_RUNTIME = Path(__file__).resolve().parent.parent.parent / "runtime"


def _program(api: Api, options: PythonOptions) -> Program:
    from apigen.targets.python.program import PythonProgram

    return PythonProgram(api, options)


TARGET = Target("python", PythonOptions, _program, copies={"runtime": _RUNTIME})
