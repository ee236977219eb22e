"""Registers the Python SDK."""

from __future__ import annotations

from pathlib import Path

from apigen.ir.api import Api
from apigen.targets.base import Program, Target
from apigen.targets.python.options import PythonOptions

_RUNTIME = Path(__file__).resolve().parent.parent.parent / "runtime"


def _program(api: Api, options: PythonOptions) -> Program:
    from apigen.targets.python.program import PythonProgram

    return PythonProgram(api, options)


TARGET = Target("python", PythonOptions, _program, copies={"runtime": _RUNTIME})
