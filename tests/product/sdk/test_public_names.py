"""The names of the shipped package: lazy, complete, and errors of one tree."""

from __future__ import annotations

import builtins
import subprocess
import sys
from pathlib import Path

import pytest

import ycloud
from ycloud import errors

GENERATED = Path(ycloud.__file__).parents[1]


def test_importing_loads_nothing_heavy() -> None:
    code = (
        "import sys\n"
        "import ycloud as y\n"
        "y.errors.NotFound, y.CallOptions, y.Client(iam_token='x'), y.AsyncClient\n"
        "assert not {'pydantic', 'httpx2', 'ssl', 'anyio', 'asyncio'} & set(sys.modules)\n"
    )
    subprocess.run([sys.executable, "-c", code], check=True, timeout=60, cwd=GENERATED)


def test_all_names_are_there() -> None:
    for name in ycloud.__all__:
        assert getattr(ycloud, name) is not None
    assert set(ycloud.__all__) <= set(dir(ycloud))
    with pytest.raises(AttributeError, match="nothing"):
        ycloud.nothing  # noqa: B018


def test_errors_have_one_base() -> None:
    for name in errors.__all__:
        found = getattr(errors, name)
        assert found is errors.Violation or issubclass(found, errors.YCloudError), name


def test_no_builtin_is_shadowed() -> None:
    assert not {*ycloud.__all__, *errors.__all__} & set(dir(builtins))
